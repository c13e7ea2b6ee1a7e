"""Running a consultation from its making to its deletion, by pages alone."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from khural.web.rounds.actions import create_round
from khural.web.square import phases
from khural.web.square.actions import MOST_CONSULTATIONS, create_consultation
from khural.web.square.models import Consultation
from tests.forms import hidden
from tests.square import crowd, join, work
from tests.web.coordination.track import EDITION, Track, track

JOIN = 'name="link"'
pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture
def desk() -> Track:
    return track()


def test_a_consultation_is_made_seeded_and_opened() -> None:
    client = track(start=False).client
    new = f"{EDITION}square/new/"
    assert client.post(new, {"name": ""}).status_code == 400
    fields = {"name": "Women of both shores", "source_language": "en", "joining": "link", "takes_offers": "on"}
    made = client.post(new, fields)
    assert made.status_code == 302
    path = made["Location"]
    assert "No statement yet." in client.get(path).content.decode()
    assert client.post(f"{path}start/").status_code == 302
    assert "Add statements first." in client.get(path).content.decode()
    pasted = "1. The ferry should run at night.\n2. The pier needs a lamp."
    assert "Nothing is stored yet." in client.post(f"{path}statements/paste/", {"statements": pasted}).content.decode()
    assert client.post(f"{path}statements/paste/", {"statements": pasted, "store": "1"}).status_code == 302
    assert client.post(f"{path}statements/new/", {"text": "The lake should be a park."}).status_code == 302
    public = f"/open/{Consultation.objects.get(round__name='Women of both shores').slug}/"
    assert Client().get(public).status_code == 404
    client.post(f"{path}start/")
    assert Client().get(public).status_code == 200


def test_the_day_of_deletion_is_named_before_the_opening_and_warned_of_before_it_comes() -> None:
    desk = track(start=False)
    told = date_format(timezone.localdate() + phases.OPEN_FOR)
    assert f"their answers are deleted on {told}" in desk.get()
    desk.post("start/")
    assert "closes by itself" not in desk.get() + desk.client.get("/today/").content.decode()
    soon = timezone.localdate() + timedelta(days=9)
    assert desk.send("deletion/", on=soon.isoformat()).status_code == 302
    assert f"It closes by itself on {date_format(soon)}" in desk.get()
    assert f"it closes by itself on {date_format(soon)}" in unescape(desk.client.get("/today/").content.decode())


def test_consultations_leave_rounds_for_the_table() -> None:
    desk = track(start=False)
    for n in range(MOST_CONSULTATIONS - 1):
        create_consultation(desk.cast.edition, name=f"Track {n}", source_language="en", languages=[], by=None)
    fields = {"name": "One too many", "source_language": "en", "joining": "link"}
    refused = desk.client.post(f"{EDITION}square/new/", fields)
    assert refused.status_code == 409
    assert "the other rounds are kept for the table" in refused.content.decode()
    create_round(desk.cast.edition, name="The table's", source_language="en", languages=["en"], by=None)


def test_an_added_statement_is_voted_on_at_once(desk: Track) -> None:
    desk.post("statements/new/", text="The lake should be a park.")
    assert desk.states()[7] == "open"
    assert "7 statements" in desk.get()


def test_a_wording_is_changed_before_the_opening_and_translated_after_it() -> None:
    desk = track(start=False)
    page = "statements/1/wordings/"
    assert desk.send(page, text_en="Ferry one should run.").status_code == 302
    version = desk.consultation.round.statements.get(number=1).version
    assert (version.number, version.source_text.text) == (2, "Ferry one should run.")
    phases.start(desk.consultation, by=None)
    korean = {"text_en": "Another one.", "text_ko": "연락선 하나는 다녀야 한다."}
    seen = hidden(desk.client, desk.path + page)
    assert desk.post(page, **korean, **seen).status_code == 400
    assert desk.post(page, **korean, **seen, translated_by="Kim").status_code == 302
    version = desk.consultation.round.statements.get(number=1).version
    assert (version.number, version.source_text.text) == (2, "Ferry one should run.")
    found = version.text_in("ko")
    assert found is not None
    assert (found.text, found.translated_by) == ("연락선 하나는 다녀야 한다.", "Kim")
    late = desk.post(page, text_ko="연락선은 다녀야 한다.", **seen, translated_by="Lee")
    assert late.status_code == 409
    assert "Somebody saved this text while you were writing." in late.content.decode()


def test_a_link_is_made_used_and_ended(desk: Track) -> None:
    assert desk.post("links/", label="Schools", per_hour="5").status_code == 302
    page = desk.get()
    url = re.search(r"http://testserver(/open/\S+/with/\w+/)", page[page.index("Schools") :])
    assert url
    assert JOIN in Client().get(url[1]).content.decode()
    link = desk.consultation.links.get(label="Schools")
    desk.post(f"links/{link.pk}/switch/")
    assert JOIN not in Client().get(url[1]).content.decode()
    desk.post(f"links/{link.pk}/switch/")
    assert JOIN in Client().get(url[1]).content.decode()
    desk.post("links/", label="", per_hour="0")
    assert desk.consultation.links.count() == 2


def test_codes_are_shown_once_let_people_in_and_are_ended(desk: Track) -> None:
    page = desk.post("codes/", label="A school", size="3").content.decode()
    codes = re.findall(r'<p class="code" translate="no">([^<]+)</p>', page)
    assert len(set(codes)) == 3
    assert "shown once" in page
    assert not any(code in desk.get() for code in codes)
    client = Client()
    assert client.post(f"{desk.square.path}join/", {"code": codes[0]}).status_code in {302, 400}
    batch = desk.consultation.batches.get()
    assert desk.post(f"codes/{batch.pk}/end/").status_code == 302
    assert desk.post(f"codes/{batch.pk}/end/").status_code == 404
    assert desk.post("codes/", label="A school", size="9999").status_code == 400
    assert desk.consultation.batches.count() == 1


def test_it_is_stopped_let_go_on_closed_and_published(desk: Track) -> None:
    crowd(desk.square, 20)
    phone = join(desk.square)
    desk.post("freeze/")
    assert "stopped for now" in phone.get()
    desk.post("thaw/")
    assert "Ferry number" in phone.get()
    assert desk.post("close/").status_code == 400
    assert desk.post("close/", confirm="on").status_code == 302
    desk.consultation.refresh_from_db()
    assert desk.consultation.round.phase == "closed"
    assert desk.post("close/", confirm="on").status_code == 302
    assert Client().get(f"{desk.square.path}results/").status_code == 404
    work_of(desk)
    assert desk.post("publish/", confirm="on").status_code == 302
    assert Client().get(f"{desk.square.path}results/").status_code == 200


def test_the_day_of_deletion_only_comes_sooner(desk: Track) -> None:
    soon, later = (timezone.localdate() + timedelta(days=n) for n in (10, 20))
    assert desk.send("deletion/", on=soon.isoformat()).status_code == 302
    refused = desk.send("deletion/", on=later.isoformat())
    assert refused.status_code == 409
    assert "It can only come sooner." in refused.content.decode()
    assert desk.post("deletion/", on="soon").status_code == 400


def test_settings_change_what_people_find(desk: Track) -> None:
    fields = {"about": "Only the ferries.", "joining": "code", "is_embeddable": "on"}
    assert desk.send("settings/", **fields).status_code == 302
    page = Client().get(f"{desk.square.path}with/{desk.square.link.key}/").content.decode()
    assert "Only the ferries." in page
    assert JOIN not in page
    desk.consultation.refresh_from_db()
    assert (desk.consultation.is_embeddable, desk.consultation.takes_offers) == (True, False)


def test_our_own_tables_are_what_the_gate_let_out_and_no_rows_of_people(desk: Track) -> None:
    import io
    import zipfile

    desk.post("statements/new/", text="=HYPERLINK is what they want")
    crowd(desk.square, 23)
    work_of(desk)
    answer = desk.client.get(f"{desk.path}polis.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
        tables = {name.rpartition("/")[2]: made.read(name).decode() for name in made.namelist()}
    assert set(tables) == {"comments.csv", "summary.csv"}
    counts = [int(cell) for line in tables["comments.csv"].splitlines()[1:] for cell in line.split(",")[4:6] if cell]
    assert counts
    assert all(count % 5 == 0 for count in counts)
    assert "voters,25" in tables["summary.csv"]
    assert "'=HYPERLINK" in tables["comments.csv"]


def work_of(desk: Track) -> None:
    """One batch, as the worker computes it."""
    from khural.web.square import ticking

    desk.consultation.refresh_from_db()
    ticking.ask(desk.consultation)
    work()
    desk.consultation.refresh_from_db()
    assert desk.consultation.publication


def test_today_says_what_waits(desk: Track) -> None:
    assert "offered statements wait" not in desk.client.get("/today/").content.decode()
    desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    page = desk.client.get("/today/").content.decode()
    assert "Youth of both shores: 3 offered statements wait" in page
    assert f"{desk.path}queue/" in page


def test_nobody_is_let_in_after_the_close_and_no_way_in_is_offered(desk: Track) -> None:
    assert "Ways in" in desk.get()
    phases.close(desk.consultation, by=None)
    assert "Ways in" not in desk.get()
