"""Bringing a public conversation in: looked at first, stored once, shown with its terms."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khural.polis import Found, content_hash, from_zip, read_conversation
from khural.web.coordination import bringing_in, importing
from khural.web.coordination.computing import publish_import, stored
from khural.web.coordination.shelf import shelf
from khural.web.rounds.models import Kind, Round, Statement
from khural.web.square.models import Consultation, Publication
from tests.polis.exports import COMMENTS, TABLES, VOTES, archive, raw
from tests.square import work
from tests.web.coordination.track import EDITION, Track, track

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])
IMPORT = f"{EDITION}square/import/"
TERMS = {"attribution": "By the Lake.", "licence": "CC BY 4.0", "source_url": "", "language": "en"}


@pytest.fixture
def desk() -> Track:
    return track(rehearsal=False, start=False)


def zipped(tables: dict[str, str | bytes] | None = None, name: str = "lake.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, archive(tables or TABLES))


def look(desk: Track, **fields: object) -> str:
    """The preview, or the page with the refusal."""
    answer = desk.client.post(IMPORT, fields)
    assert answer.status_code in {200, 400, 409}
    return answer.content.decode()


def field(page: str) -> str:
    found = re.search(r'name="conversation" value="([^"]+)"', page)
    assert found, page
    return unescape(found[1])


def imported() -> Consultation:
    return Consultation.objects.get(round__kind=Kind.IMPORTED)


def test_nothing_is_stored_until_it_is_confirmed(desk: Track) -> None:
    before = (Round.objects.count(), Statement.objects.count(), Consultation.objects.count())
    page = look(desk, tables=zipped())
    for said in ("The Lake", "Nothing is stored yet.", "2 accepted, 1 unreviewed, 1 rejected", "1 earlier vote"):
        assert said in page
    assert (Round.objects.count(), Statement.objects.count(), Consultation.objects.count()) == before
    refused = desk.client.post(IMPORT, {"conversation": field(page), **TERMS, "licence": ""})
    assert refused.status_code == 400
    assert "The Lake" in refused.content.decode()
    assert Consultation.objects.count() == before[2]
    assert desk.client.post(IMPORT, {"conversation": field(page), **TERMS}).status_code == 302
    made = imported()
    assert (made.attribution, made.licence, made.round.phase) == ("By the Lake.", "CC BY 4.0", "published")
    assert content_hash(stored(made)) == made.content_hash


def test_the_same_conversation_again_changes_nothing(desk: Track) -> None:
    page = look(desk, tables=zipped())
    for _ in range(2):
        assert desk.client.post(IMPORT, {"conversation": field(page), **TERMS}).status_code == 302
    assert Consultation.objects.filter(round__kind=Kind.IMPORTED).count() == 1
    assert "This conversation is there already." in look(desk, tables=zipped())


def test_a_folder_and_single_tables_are_the_same(desk: Track) -> None:
    files = [SimpleUploadedFile(name, body) for name, body in raw(TABLES).items()]
    terms = SimpleUploadedFile("ATTRIBUTION.md", b"By us. Creative Commons Attribution 4.0")
    page = look(desk, folder=[*files, terms])
    assert "By us. Creative Commons Attribution 4.0" in page
    assert 'value="CC BY 4.0"' in page
    _name, conversation = importing.opened(field(page))
    assert content_hash(conversation) == content_hash(read_conversation(from_zip(archive(), "x.zip")))


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (("lake.zip", archive()[:200]), "cut off or damaged"),
        (("lake.zip", archive({"comments.csv": COMMENTS})), "votes.csv and participants-votes.csv are both missing"),
        (("lake.zip", archive({**TABLES, "../x.csv": "x"})), "leads out of it"),
        (("lake.zip", archive({**TABLES, "votes.csv": VOTES.replace(",3,1\n", ",3,7\n", 1)})), "column vote"),
        (("lake.zip", archive({**TABLES, "comments.csv": COMMENTS.encode("utf-16")})), "is UTF-16"),
        (("photo.png", b"\x89PNG"), "holds no export of Polis"),
        (("empty.zip", b""), "holds no export of Polis"),
        (("votes.csv", b""), "comments.csv is missing"),
    ],
)
def test_a_bad_export_is_one_sentence_and_nothing_stored(desk: Track, file: tuple[str, bytes], says: str) -> None:
    before = Round.objects.count()
    assert says in unescape(look(desk, tables=SimpleUploadedFile(*file)))
    assert Round.objects.count() == before


def test_a_bomb_is_not_unpacked(desk: Track, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_TABLE", 2**20)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("comments.csv", COMMENTS)
        made.writestr("votes.csv", b"0" * 60 * 2**20)
    assert "larger than 1 MB once unpacked" in look(desk, tables=SimpleUploadedFile("bomb.zip", body.getvalue()))


def test_utf16_is_read_once_it_is_named(desk: Track) -> None:
    files = [SimpleUploadedFile(name, text.encode("utf-16")) for name, text in TABLES.items()]
    assert "The Lake" in look(desk, tables=files, encoding="utf-16")


def test_a_wrong_sign_is_turned_by_a_box(desk: Track) -> None:
    turned = VOTES.replace(",-1\n", ",x\n").replace(",1\n", ",-1\n").replace(",x\n", ",1\n")
    tables = {**TABLES, "votes.csv": turned}
    assert "seem to hold agree as -1" in look(desk, tables=zipped(tables))
    assert "Nothing is stored yet." in look(desk, tables=zipped(tables), swap_signs="on")


def test_more_votes_than_the_browser_takes_name_the_command(desk: Track, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_VOTES", 10)
    assert "too large for the browser. Use the command `khural import polis`" in look(desk, tables=zipped())
    assert "Up to 10 votes and 40 MB a table." in look(desk, tables=zipped())


def test_times_beyond_all_days_and_directions_hidden_in_words_do_no_harm(desk: Track) -> None:
    tables = _twelve_people()
    tables["votes.csv"] = str(tables["votes.csv"]).replace("1600000000000,", "999999999999999999,")
    tables["comments.csv"] = str(tables["comments.csv"]).replace("ferry", "fer\u202ery\u2066\U000e0041")
    page = look(desk, tables=zipped(tables))
    assert desk.client.post(IMPORT, {"conversation": field(page), **TERMS}).status_code == 302
    work()
    shown = Client().get(f"/open/{imported().slug}/results/")
    assert shown.status_code == 200
    assert "The ferry should run every day." in shown.content.decode()
    assert "2020" in shown.content.decode()


def test_too_large_for_a_page_names_the_command(desk: Track, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = importing.ROOM + 10  # type: ignore[attr-defined]  # pytest-django's settings
    assert "khural import polis" in look(desk, tables=zipped())


@pytest.mark.parametrize("forged", ["", "x", "WyJ4IiwieCJd:1:2", "\u202e"])
def test_what_no_page_of_ours_made_is_refused(desk: Track, forged: str) -> None:
    assert desk.client.post(IMPORT, {"conversation": forged, **TERMS}).status_code == 302
    assert not Consultation.objects.filter(round__kind=Kind.IMPORTED).exists()


def test_a_rehearsal_takes_no_real_conversation() -> None:
    desk = track(start=False)
    page = look(desk, tables=zipped())
    answer = desk.client.post(IMPORT, {"conversation": field(page), **TERMS})
    assert answer.status_code == 409
    assert "A rehearsal holds invented things only." in answer.content.decode()


def test_the_worker_computes_and_the_page_shows_terms_and_no_rejected_statement(desk: Track) -> None:
    page = look(desk, tables=zipped(_twelve_people()))
    desk.client.post(IMPORT, {"conversation": field(page), **TERMS})
    public = Client()
    path = f"/open/{imported().slug}/"
    assert public.get(path).status_code == 302
    assert "Nothing is shown before" in public.get(f"{path}results/").content.decode()
    work()
    shown = public.get(f"{path}results/").content.decode()
    for said in ("By the Lake.", "CC BY 4.0", "The ferry should run every day.", "About 10 people have taken part."):
        assert said in shown
    assert "Sell the lake." not in shown
    assert public.post(f"{path}join/", {}).status_code in {400, 409}
    assert public.get(f"{path}statements/").status_code == 302


def _twelve_people() -> dict[str, str | bytes]:
    people = range(12)
    rows = [f"16000000{n:02d}000,Sun,{s},{n},{1 if s != 2 else -1}" for s in range(4) for n in people]
    comments = COMMENTS.replace("agrees,disagrees", "for,against")
    return {"comments.csv": comments, "votes.csv": VOTES.split("\n")[0] + "\n" + "\n".join(rows) + "\n"}


def test_an_imported_conversation_is_exported_whole_with_its_terms(desk: Track) -> None:
    page = look(desk, tables=zipped())
    desk.client.post(IMPORT, {"conversation": field(page), **TERMS})
    answer = desk.client.get(f"{EDITION}square/{imported().slug}/polis.zip")
    assert content_hash(read_conversation(from_zip(answer.content, "x.zip"))) == imported().content_hash
    with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
        names = {name.rpartition("/")[2] for name in made.namelist()}
        assert names == {*TABLES, "ATTRIBUTION.txt"}
        assert "By the Lake." in made.read(f"{imported().slug}/ATTRIBUTION.txt").decode()
        assert "'=SUM(1)" in made.read(f"{imported().slug}/comments.csv").decode()


def test_conversations_without_a_dialogue_stand_on_a_shelf_of_their_own(desk: Track) -> None:
    edition = shelf()
    assert edition == shelf()
    members = edition.dialogue.memberships.values_list("user__username", flat=True)
    assert list(members) == ["secretary"]
    conversation = read_conversation(Found("lake", raw(TABLES)))
    terms = bringing_in.Terms("By the Lake.", "CC BY 4.0")
    one = bringing_in.bring_in(conversation, edition=edition, terms=terms, language="en", slug="The.Lake", by=None)
    again = bringing_in.bring_in(conversation, edition=edition, terms=terms, language="en", slug="x", by=None)
    assert (one.pk, one.slug) == (again.pk, "the-lake")
    assert not publish_import(one) or Publication.objects.get(consultation=one)


def test_texts_that_hide_what_they_say_are_shown_plainly() -> None:
    assert bringing_in.visible("a\u202eb\u0007c") == "abc"
    assert bringing_in.visible("\u202e") == "\ufffd"


def test_statements_in_a_language_of_no_page_are_marked_as_theirs(desk: Track) -> None:
    german = "Die Stadt sollte mehr für den Radverkehr tun und nicht nur für die Autos."
    comments = COMMENTS.replace("The ferry should run every day.", german)
    page = look(desk, tables=zipped({**_twelve_people(), "comments.csv": comments}))
    assert '<option value="und">' in page
    assert desk.client.post(IMPORT, {"conversation": field(page), **TERMS, "language": "de"}).status_code == 302
    work()
    assert 'lang="de"' in Client().get(f"/open/{imported().slug}/results/").content.decode()


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "language"), [("london.youth.policing", "en"), ("brexit-consensus", "en"), ("vtaiwan.uberx", "zh-hant")]
)
def test_public_conversations_are_brought_in_and_shown(desk: Track, reference: Path, name: str, language: str) -> None:
    folder = reference / "data" / "polis" / name
    files = [SimpleUploadedFile(one.name, one.read_bytes()) for one in sorted(folder.iterdir())]
    terms = SimpleUploadedFile("ATTRIBUTION.md", (folder.parent / "ATTRIBUTION.md").read_bytes())
    page = look(desk, folder=[*files, terms])
    assert "The Computational Democracy Project" in page
    assert f'<option value="{language}" selected>' in page
    fields = {"attribution": "The Computational Democracy Project", "licence": "CC BY 4.0", "language": language}
    assert desk.client.post(IMPORT, {"conversation": field(page), **fields}).status_code == 302
    work()
    shown = Client().get(f"/open/{imported().slug}/results/").content.decode()
    assert "The Computational Democracy Project" in shown
    assert shown.count('<tr role="row">') > 20
