"""A draft is kept for its author alone, filled in where the page may be seen, and gone when the form was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from khural.web.cases.actions import erase_rehearsal
from khural.web.drafts import actions
from khural.web.drafts.models import Draft
from khural.web.drafts.permits import Permit, permit_for
from khural.web.drafts.sealing import Typed, unseal
from khural.web.rounds.forms import StatementForm
from khural.web.square.ticking import tick
from khural.web.staff.actions import erase_name
from khural.web.staff.models import Membership, Role
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.forms import hidden
from tests.machine import ROOT

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

CASE = "/cases/lake/edit/"
ROUND = "/cases/lake/editions/first/rounds/round-1/"
NEW = f"{ROUND}statements/new/"
KEEP = "/drafts/keep/"
TEXT = "Nets are mended on Sundays."
FILLED = "A draft from"


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


def _keep(client: Client, page: str = NEW, **fields: str) -> dict[str, str]:
    """Type into the form of a page, as its script tells the server; the hidden fields of the page."""
    carried = hidden(client, page)
    answer = client.post(KEEP, {**carried, "text": TEXT, **fields})
    assert answer.json() == {"kept": True, "signed_in": True}
    return carried


def test_what_was_typed_is_filled_in_when_the_page_is_opened_again(cast: Cast, secretary: Client) -> None:
    assert FILLED not in secretary.get(NEW).content.decode()
    basket = cast.dialogue.baskets.get()
    _keep(secretary, basket=str(basket.pk))
    page = desk(cast.secretary).get(NEW).content.decode()
    assert FILLED in page
    assert f">\n{TEXT}</textarea>" in page
    assert f'<option value="{basket.pk}" selected>' in page


def test_a_draft_is_seen_by_its_author_alone(cast: Cast, secretary: Client) -> None:
    colleague = User.objects.create_user("colleague")
    Membership.objects.create(user=colleague, dialogue=cast.dialogue, role=Role.SECRETARY)
    _keep(secretary)
    page = desk(colleague).get(NEW).content.decode()
    assert FILLED not in page
    assert TEXT not in page


def test_a_draft_is_seen_only_while_its_page_may_be_seen(cast: Cast, secretary: Client) -> None:
    _keep(secretary)
    Membership.objects.filter(user=cast.secretary).update(role=Role.OBSERVER)
    answer = secretary.get(NEW)
    assert answer.status_code == 404
    assert TEXT not in answer.content.decode()
    Membership.objects.filter(user=cast.secretary).update(role=Role.SECRETARY)
    assert TEXT in secretary.get(NEW).content.decode()


def test_no_address_shows_a_draft(secretary: Client) -> None:
    carried = _keep(secretary)
    for path in (KEEP, "/drafts/discard/", "/drafts/"):
        assert secretary.get(path, carried).status_code in {404, 405}


def test_a_saved_form_has_no_draft(cast: Cast, secretary: Client) -> None:
    carried = _keep(secretary)
    assert secretary.post(NEW, {**carried, "text": TEXT}).status_code == 302
    assert not Draft.objects.exists()
    assert FILLED not in secretary.get(NEW).content.decode()


@pytest.mark.parametrize(("text", "status"), [("\u202eevil words here", 400), ("x" * 600, 400)])
def test_a_refused_form_is_a_draft_without_any_script(secretary: Client, text: str, status: int) -> None:
    assert secretary.post(NEW, {**hidden(secretary, NEW), "text": text}).status_code == status
    page = secretary.get(NEW).content.decode()
    assert FILLED in page
    assert text in page


def test_a_list_that_was_looked_at_and_not_stored_is_still_there(secretary: Client) -> None:
    paste = f"{ROUND}statements/paste/"
    pasted = "1. Nets are mended on Sundays.\r\n2. Boats are counted."
    answer = secretary.post(paste, {**hidden(secretary, paste), "statements": pasted})
    assert "Store 2 statements" in answer.content.decode()
    assert "2. Boats are counted.</textarea>" in secretary.get(paste).content.decode()
    answer = secretary.post(paste, {**hidden(secretary, paste), "statements": pasted, "store": "1"})
    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_a_discarded_draft_leaves_the_page_as_it_was(secretary: Client) -> None:
    _keep(secretary)
    carried = hidden(secretary, NEW, "/drafts/discard/")
    assert secretary.post("/drafts/discard/", carried)["Location"] == NEW
    assert not Draft.objects.exists()
    assert FILLED not in secretary.get(NEW).content.decode()


def test_each_language_of_a_statement_has_a_draft_of_its_own(cast: Cast) -> None:
    interpreter, page = desk(cast.interpreter), f"{ROUND}statements/1/"
    carried = hidden(interpreter, page, f"{page}ko/")
    interpreter.post(KEEP, {**carried, "text": "등을 켜야 한다."})
    assert "등을 켜야 한다.</textarea>" in interpreter.get(page).content.decode()
    assert "등을 켜야 한다." not in interpreter.get(f"{ROUND}statements/2/").content.decode()
    typed = {"text": "등을 켜야 한다.", "translated_by": "Kim"}
    assert interpreter.post(f"{page}ko/", {**carried, **typed}).status_code == 302
    assert not Draft.objects.exists()


def test_only_the_fields_of_the_form_are_kept(secretary: Client) -> None:
    carried = _keep(secretary, password="hunter2", key="a" * 32, answer="5", csrfmiddlewaretoken="x" * 64)
    box = Draft.objects.get()
    typed = unseal(box.body)
    assert typed is not None
    assert set(typed.fields) == {"text"}
    assert carried["draft"] not in str(typed)


def test_nothing_is_kept_without_the_permit_of_a_page(cast: Cast, secretary: Client) -> None:
    permit = hidden(secretary, NEW)["draft"]
    for wrong in ("", permit[:-1] + ("A" if permit[-1] != "A" else "B"), "a" + permit, "\x00", "::", permit * 2):
        for client in (secretary, Client()):
            assert client.post(KEEP, {"draft": wrong, "text": TEXT}).status_code == 404
    # A page that was made for somebody else is no permit for who has signed in since.
    assert desk(cast.mediator).post(KEEP, {"draft": permit, "text": TEXT}).status_code == 404
    assert Client().post("/drafts/discard/", {"draft": permit}).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert desk(cast.secretary).post(KEEP, {"draft": permit, "text": TEXT}).status_code == 404
    assert not Draft.objects.exists()


def test_a_page_of_an_account_that_was_closed_keeps_nothing(cast: Cast, secretary: Client) -> None:
    carried = hidden(secretary, NEW)
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    assert Client().post(KEEP, {**carried, "text": TEXT}).json() == {"kept": False, "signed_in": False}
    assert not Draft.objects.exists()


def test_nobody_fills_the_disk(cast: Cast, secretary: Client) -> None:
    carried = hidden(secretary, NEW)
    assert not secretary.post(KEEP, {**carried, "text": "x" * (actions.MOST_BYTES + 1)}).json()["kept"]
    for n in range(actions.MOST_DRAFTS + 3):
        permit = Permit(cast.secretary.pk, f"/cases/{n}/", "StatementForm:id_%s", ("text",))
        assert actions.keep(permit, Typed({"text": [TEXT]}))
    assert Draft.objects.count() == actions.MOST_DRAFTS
    assert not Draft.objects.filter(path="/cases/0/").exists()


def test_voters_and_participants_leave_no_draft(cast: Cast) -> None:
    form = StatementForm(baskets=cast.dialogue.baskets)
    for path in ("/v/rounds/round-1/offers/", "/open/youth/offers/", "/v/"):
        assert permit_for(cast.secretary, path, form) is None
    assert permit_for(cast.secretary, NEW, form) is not None
    web = ROOT / "src" / "khural" / "web"
    pages = [*web.glob("voting/templates/**/*.html"), *web.glob("square/templates/**/*.html")]
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "{% permit" not in text
        assert "{% draft" not in text
        assert "drafts.js" not in text


def test_no_draft_stands_readable_in_the_database(secretary: Client, settings: object) -> None:
    _keep(secretary)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM drafts_draft")
        assert TEXT not in str(cursor.fetchall())
    assert TEXT in secretary.get(NEW).content.decode()
    body = Draft.objects.get().body
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]  # pytest-django's fixture
    assert unseal(body) is None


def test_a_draft_dies_after_thirty_days_and_with_its_author(cast: Cast, secretary: Client) -> None:
    _keep(secretary)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        tick()
    assert Draft.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        tick()
    assert not Draft.objects.exists()
    _keep(secretary)
    erase_name("secretary")
    assert not Draft.objects.exists()


def test_an_erased_rehearsal_takes_its_drafts_along(cast: Cast, secretary: Client) -> None:
    _keep(secretary)
    _keep(secretary, CASE, summary="Another summary.")
    erase_rehearsal(cast.edition, by=cast.secretary)
    assert list(Draft.objects.values_list("path", flat=True)) == [CASE]


def test_a_draft_that_says_what_is_stored_is_not_spoken_of(cast: Cast, secretary: Client) -> None:
    _keep(secretary, CASE, name="The Lake", summary="Two shores and one lake.", text="")
    assert FILLED not in secretary.get(CASE).content.decode()


def test_a_draft_of_a_text_that_somebody_changed_meanwhile_stands_beside_it(cast: Cast, secretary: Client) -> None:
    _keep(secretary, CASE, name="The Lake", summary="Two shores, one lake, no boats.")
    cast.case.name, cast.case.summary = "The Great Lake", "Two shores, one lake, three boats."
    cast.case.save()
    page = secretary.get(CASE).content.decode()
    assert "Two shores, one lake, no boats.</textarea>" in page
    assert "<bdi>Two shores, one lake, three boats.</bdi>" in page
    assert 'value="The Great Lake"' in page
    assert "Saving it now replaces the stored one." in page
