"""Cases, parties, baskets and editions: who may, what is kept, what is refused, what is warned of."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from khural.web.cases.models import Case, Edition
from khural.web.record.models import Entry
from khural.web.staff.models import Membership, Role
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.forms import hidden
from tests.web.rows import Row, deviations, queries

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

CASE = "/cases/lake/"
READERS = ("secretary", "mediator", "interpreter", "observer")
TYPIST = ("secretary",)
ROWS = [
    Row(CASE, READERS, "page"),
    Row(f"{CASE}dialogue/", READERS, "page"),
    Row(f"{CASE}editions/first/", READERS, "page"),
    Row(f"{CASE}edit/", TYPIST),
    Row(f"{CASE}edit/parties/new/", TYPIST),
    Row(f"{CASE}edit/parties/eastshore/", TYPIST),
    Row(f"{CASE}edit/baskets/new/", TYPIST),
    Row(f"{CASE}editions/new/", TYPIST),
    Row(f"{CASE}editions/first/edit/", TYPIST),
    Row(f"{CASE}editions/first/erase/", TYPIST),
    Row("/cases/new/", TYPIST),
    Row(f"{CASE}edit/parties/eastshore/remove/", TYPIST, "act"),
    Row(f"{CASE}edit/baskets/water/remove/", TYPIST, "act"),
]
EDITION = {"name": "Second", "year": "2027", "track": "2", "issuing": "envelope"}


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_a_page_exists_for_those_who_may_and_for_nobody_else(cast: Cast, row: Row) -> None:
    assert deviations(cast, row) == {}


def test_only_the_cases_one_works_on_are_listed(cast: Cast) -> None:
    assert "The Lake" in desk(cast.observer).get("/cases/").content.decode()
    for user in (cast.outsider, cast.press):
        assert "The Lake" not in desk(user).get("/cases/").content.decode()
    assert Client().get("/cases/").status_code == 404


def test_a_case_is_started_with_its_dialogue_and_its_secretary() -> None:
    client = desk(User.objects.create_superuser("first"))
    form = {"name": "Ус", "dialogue": "Яриа", "host": "Nordia", "track": "2", "rule": "chatham_house"}
    assert client.post("/cases/new/", form).headers["Location"] == "/cases/case/edit/"
    case = Case.objects.get()
    assert (case.name, case.slug) == ("Ус", "case")
    assert Membership.objects.get().role == Role.SECRETARY
    assert Entry.objects.get().verb == "create case"


def test_a_refused_form_keeps_what_was_typed_and_says_it_beside_the_field(secretary: Client) -> None:
    answer = secretary.post(f"{CASE}editions/new/", {**EDITION, "start": "2027-06-05", "end": "2027-06-04"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The last day lies before the first." in page
    assert 'value="Second"' in page
    assert 'aria-invalid="true"' in page
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("day", ["03/04/2027", "令和9年6月4日", "주체116", "24:00", "2027-02-29", "46177"])
def test_a_day_is_written_in_one_way_only(secretary: Client, day: str) -> None:
    assert secretary.post(f"{CASE}editions/new/", {**EDITION, "start": day}).status_code == 400
    assert Edition.objects.count() == 1


def test_an_edition_is_planned_and_changed(secretary: Client, cast: Cast) -> None:
    secretary.post(f"{CASE}editions/new/", {**EDITION, "start": "2027-06-04", "is_rehearsal": "on"})
    made = Edition.objects.get(name="Second")
    assert made.is_rehearsal
    page = f"{CASE}editions/second/edit/"
    assert secretary.post(page, {**hidden(secretary, page), **EDITION, "status": "postponed"}).status_code == 302
    made.refresh_from_db()
    assert made.status == "postponed"
    assert made.is_rehearsal


def test_how_sheets_are_given_out_stays_once_they_are_printed(secretary: Client, cast: Cast) -> None:
    form = {"name": "First edition", "year": "2026", "track": "1.5", "issuing": "named", "status": "planned"}
    page = f"{CASE}editions/first/edit/"
    answer = secretary.post(page, {**hidden(secretary, page), **form})
    assert answer.status_code == 409
    assert "Sheets are printed already" in answer.content.decode()


def test_parties_stand_in_alphabetical_order_with_their_names(secretary: Client, cast: Cast) -> None:
    form = {"name": "Island", "role": "stakeholder", "name_in_ko": "섬"}
    secretary.post(f"{CASE}edit/parties/new/", form)
    assert [party.name for party in cast.case.parties.all()] == ["Eastshore", "Island", "Westshore"]
    assert "섬" in secretary.get(f"{CASE}?lang=ko").content.decode()
    page = f"{CASE}edit/parties/island/"
    secretary.post(page, {**hidden(secretary, page), **form, "name": "Zephyr"})
    assert [party.name for party in cast.case.parties.all()] == ["Eastshore", "Westshore", "Zephyr"]


def test_a_name_that_reads_like_another_is_warned_of_and_kept(secretary: Client, cast: Cast) -> None:
    page = secretary.post(f"{CASE}edit/parties/new/", {"name": "Ｅastshore", "role": "party"}, follow=True)
    assert "Another name here reads the same" in page.content.decode()
    assert cast.case.parties.count() == 3
    page = secretary.post(f"{CASE}edit/parties/new/", {"name": "Eаstshore", "role": "party"}, follow=True)
    assert "mixes letters of two alphabets" in page.content.decode()
    answer = secretary.post(f"{CASE}edit/parties/new/", {"name": "eastshore", "role": "party"})
    assert answer.status_code == 409


def test_a_party_that_an_edition_names_stays(secretary: Client, cast: Cast) -> None:
    party = cast.case.parties.get(code="eastshore")
    party.attendance.create(edition=cast.edition)
    page = secretary.post(f"{CASE}edit/parties/eastshore/remove/", follow=True).content.decode()
    assert "Editions name this party, so it stays." in page
    secretary.post(f"{CASE}edit/parties/westshore/remove/")
    assert [row.code for row in cast.case.parties.all()] == ["eastshore"]


def test_a_basket_that_holds_statements_stays(secretary: Client, cast: Cast) -> None:
    secretary.post(f"{CASE}edit/baskets/new/", {"name": "Trade"})
    for key in ("water", "trade"):
        secretary.post(f"{CASE}edit/baskets/{key}/remove/")
    assert [basket.key for basket in cast.dialogue.baskets.all()] == ["water"]


def test_a_real_edition_cannot_be_erased(secretary: Client, cast: Cast) -> None:
    cast.edition.is_rehearsal = False
    cast.edition.save()
    assert secretary.get(f"{CASE}editions/first/erase/").status_code == 404
    assert secretary.post(f"{CASE}editions/first/erase/", {"confirm": "on"}).status_code == 404
    assert Edition.objects.exists()


@pytest.mark.parametrize("path", ["/cases/", CASE, f"{CASE}dialogue/"])
def test_a_list_asks_as_often_for_one_row_as_for_three(secretary: Client, cast: Cast, path: str) -> None:
    before = queries(secretary, path)
    for n in (2, 3):
        Edition.objects.create(dialogue=cast.dialogue, slug=f"e{n}", name=f"Edition {n}", year=2026 + n)
        cast.case.parties.create(code=f"p{n}", name=f"Party {n}")
        case = Case.objects.create(slug=f"c{n}", name=f"Case {n}")
        dialogue = case.dialogues.create(slug="d", name=f"Dialogue {n}", host="Nordia")
        Membership.objects.create(user=cast.secretary, dialogue=dialogue, role=Role.SECRETARY)
    assert queries(secretary, path) == before


@pytest.mark.parametrize(
    "path",
    [
        "/cases/%00/",
        "/cases/%ED%A0%80/",
        "/cases/lake%00/editions/first/",
        f"{CASE}editions/first/people/{'9' * 5000}/",
        f"{CASE}editions/first/rounds/round-1/statements/{'9' * 30}/",
    ],
)
def test_a_strange_address_is_no_page(secretary: Client, path: str) -> None:
    assert secretary.get(path).status_code == 404


@pytest.mark.parametrize("query", ["lang=%00", "lang=%ED%A0%80", "before=%00", "before=%D9%A1", "before=" + "9" * 5000])
def test_a_strange_query_never_breaks_a_page(secretary: Client, query: str) -> None:
    for path in (CASE, f"{CASE}editions/first/record/"):
        assert secretary.get(f"{path}?{query}").status_code in {200, 404}


def test_a_second_click_makes_no_second_case_edition_or_round(secretary: Client) -> None:
    case = {"name": "Fishing", "dialogue": "Fishing talks", "host": "Host", "track": "1.5", "rule": "chatham_house"}
    edition = {"name": "Twelfth", "year": 2027, "track": "1.5", "issuing": "envelope"}
    round_ = {"name": "Round A", "source_language": "en", "languages": ["en"]}
    for path, typed in (
        ("/cases/new/", case),
        ("/cases/lake/editions/new/", edition),
        ("/cases/lake/editions/first/rounds/new/", round_),
    ):
        assert secretary.post(path, typed).status_code == 302, path
        again = secretary.post(path, typed)
        assert again.status_code == 409
        assert "There is already one of this name." in again.content.decode()
    assert Case.objects.filter(name="Fishing").count() == 1
