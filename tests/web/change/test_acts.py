"""The ledger: acts by all sides with their pages, own entries, files that are refused whole."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khural.web.cases.models import Case
from khural.web.change.ledger import Choice, coverage, ledger
from khural.web.change.models import ActEntry
from khural.web.record.models import Entry
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.web.rows import Row, deviations, queries

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

TODAY = date(2026, 11, 24)
ACTS = "/cases/lake/acts/"
READERS = ("secretary", "mediator", "interpreter", "observer")
WRITERS = ("secretary", "mediator")
HEADER = "actor,target,kind,date,end,amount,unit,source,source_url,grade,note"
ROW = "EASTSHORE;WESTSHORE,,event.exercise,2025-08,,,,Lake News,https://lake.example/1,S,An exercise"
FORM = {
    "actors": "EASTSHORE; Northland",
    "target": "WESTSHORE",
    "kind": "event.missile_test",
    "start": "2025-03",
    "source": "Lake News",
    "source_url": "https://lake.example/test",
    "note": "One test",
}


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


def enter(client: Client, **changed: str) -> ActEntry:
    assert client.post(f"{ACTS}new/", FORM | changed).status_code == 302
    return ActEntry.objects.latest("pk")


@pytest.mark.parametrize(
    "row",
    [Row(ACTS, READERS, "page"), Row(f"{ACTS}new/", WRITERS), Row(f"{ACTS}import/", WRITERS)],
    ids=lambda row: row.path,
)
def test_a_page_exists_for_those_who_may_and_for_nobody_else(cast: Cast, row: Row) -> None:
    assert deviations(cast, row) == {}


def test_an_act_is_entered_with_its_page_and_stands_in_the_record(cast: Cast, secretary: Client) -> None:
    entry = enter(secretary)
    assert entry.actors == ["EASTSHORE", "Northland"]
    page = secretary.get(ACTS).content.decode()
    assert "https://lake.example/test" in page
    assert "missile test" in page
    assert "Eastshore, Northland" in page
    assert Entry.objects.latest("number").verb == "enter act"


def test_the_same_act_from_the_same_page_is_refused(secretary: Client) -> None:
    enter(secretary)
    again = secretary.post(f"{ACTS}new/", FORM)
    assert again.status_code == 409
    assert "One test" in again.content.decode()
    assert ActEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", "2025-13"),
        ("start", "yesterday"),
        ("end", "2024"),
        ("source_url", ""),
        ("source_url", "javascript:alert(1)"),
        ("kind", "provocation"),
        ("actors", "; ;"),
        ("note", "a\u202eb"),
    ],
)
def test_what_cannot_be_an_act_is_refused_beside_its_field(secretary: Client, field: str, value: str) -> None:
    assert secretary.post(f"{ACTS}new/", FORM | {field: value}).status_code == 400
    assert not ActEntry.objects.exists()


def test_a_struck_entry_stays_with_its_reason_and_counts_no_longer(cast: Cast, secretary: Client) -> None:
    entry = enter(secretary)
    before = coverage(ledger(cast.case, TODAY), ["EASTSHORE"])[0]
    assert secretary.post(f"{ACTS}{entry.pk}/strike/", {"reason": "The paper withdrew it"}).status_code == 302
    page = secretary.get(ACTS).content.decode()
    assert "The paper withdrew it" in page
    assert "One test" in page
    after = coverage(ledger(cast.case, TODAY), ["EASTSHORE"])[0]
    assert (before.is_empty, after.is_empty) == (False, True)
    assert secretary.post(f"{ACTS}{entry.pk}/strike/", {"reason": "again"}).status_code == 409


def test_nobody_strikes_an_entry_of_another_case(cast: Cast, secretary: Client) -> None:
    other = assemble_other(cast)
    assert secretary.get(f"{ACTS}{other.pk}/strike/").status_code == 404


def assemble_other(cast: Cast) -> ActEntry:
    case = Case.objects.create(slug="sea", name="The Sea")
    return ActEntry.objects.create(
        case=case, actors=["X"], kind="event.summit", start="2020", source="S", source_url="https://x.example"
    )


def upload(client: Client, raw: bytes) -> tuple[int, str]:
    answer = client.post(f"{ACTS}import/", {"file": SimpleUploadedFile("acts.csv", raw)})
    return answer.status_code, answer.content.decode()


def test_a_file_is_imported_once(secretary: Client) -> None:
    raw = f"{HEADER}\n{ROW}\n".encode()
    assert upload(secretary, raw)[0] == 302
    assert upload(secretary, raw)[0] == 302
    assert ActEntry.objects.count() == 1
    assert "1 was there already" in secretary.get(ACTS).content.decode()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (f"{HEADER}\n{ROW}\n{ROW.replace(',S,', ',K,')}\n".encode(), "grade"),
        (f"{HEADER}\n{ROW}\n{ROW.replace('event.exercise', 'event.ufo')}\n".encode(), "Row 3"),
        (f"{HEADER}\n{ROW.replace('2025-08', '')}\n".encode(), "Row 2"),
        (f"{HEADER},more\n{ROW},x\n".encode(), "more"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), "acts.csv"),
        (b"\xff\xd8\xff\xe0 a photograph", "acts.csv"),
        (b"", "empty"),
    ],
    ids=["grade K", "unknown kind", "no date", "unknown column", "utf-16", "a photograph", "nothing"],
)
def test_a_file_with_one_wrong_row_stores_nothing(secretary: Client, raw: bytes, sentence: str) -> None:
    status, page = upload(secretary, raw)
    assert status in {400, 409}
    assert sentence in page
    assert not ActEntry.objects.exists()


def test_the_korean_ledger_holds_all_sides_and_says_where_it_is_silent(cast: Cast, secretary: Client) -> None:
    cast.case.evidence = "korea"
    cast.case.save()
    rows = ledger(cast.case, TODAY)
    assert {"carrot", "stick", "talks", "event"} <= {row.family for row in rows}
    assert {"PRK", "USA", "KOR"} <= {actor for row in rows for actor in row.actors}
    assert all(row.grade != "K" for row in rows)
    page = secretary.get(ACTS).content.decode()
    assert "nothing entered: unknown, not none" in page  # the lake's own parties did nothing that this ledger knows
    assert "Six-Party Talks" in page
    dated = [row for row in rows if row.date]
    assert list(rows[: len(dated)]) == sorted(dated, key=lambda row: str(row.date))


def test_a_choice_narrows_by_side_kind_and_years(cast: Cast) -> None:
    cast.case.evidence = "korea"
    rows = ledger(cast.case, TODAY)
    tests = [row for row in rows if Choice(side="PRK", family="event", first_year=2016, last_year=2017).holds(row)]
    assert tests
    assert all("PRK" in row.sides and row.date and 2016 <= row.date.year <= 2017 for row in tests)


def test_the_number_of_queries_does_not_grow_with_the_ledger(secretary: Client) -> None:
    enter(secretary)
    one = queries(secretary, ACTS)
    for month in ("04", "05", "06"):
        enter(secretary, start=f"2025-{month}")
    assert queries(secretary, ACTS) == one
