"""Delegations, attendance, consent: recorded with who told us, changed only while nobody could have voted."""

from __future__ import annotations

import pytest
from django.test import Client

from khural.web.people import actions
from khural.web.people.models import Delegation, PartyAttendance
from khural.web.people.queries import all_consent
from khural.web.record.models import Entry
from tests.cast import DAY, Cast, assemble, open_round
from tests.desk import desk
from tests.forms import hidden
from tests.web.rows import Row, deviations, queries

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

PEOPLE = "/cases/lake/editions/first/people/"
SEERS = ("secretary", "mediator")
TYPIST = ("secretary",)


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


def _one(cast: Cast, more: str = "") -> str:
    return f"{PEOPLE}{cast.delegations[0].pk}/{more}"


ROWS = {
    "": Row("", SEERS, "page"),
    "new/": Row("", TYPIST),
    "attendance/eastshore/": Row("", TYPIST),
    "D/": Row("", SEERS, "page"),
    "D/seats/": Row("", TYPIST),
    "D/remove/": Row("", TYPIST, "act"),
    "D/consent/": Row("", TYPIST),
    "D/consent/withdraw/": Row("", TYPIST),
    "D/sheets/": Row("", TYPIST),
    "D/reissue/": Row("", TYPIST),
}


@pytest.mark.parametrize("path", ROWS)
def test_a_page_exists_for_those_who_may_and_for_nobody_else(cast: Cast, path: str) -> None:
    row = ROWS[path]
    where = PEOPLE + path.replace("D", str(cast.delegations[0].pk))
    assert deviations(cast, Row(where, row.roles, row.kind)) == {}


def test_a_delegation_of_another_edition_is_not_there(cast: Cast, secretary: Client) -> None:
    other = assemble_second(cast)
    assert secretary.get(f"{PEOPLE}{other.pk}/").status_code == 404


def assemble_second(cast: Cast) -> Delegation:
    """A delegation of another edition of the same dialogue."""
    edition = cast.dialogue.editions.create(slug="second", name="Second", year=2027)
    return Delegation.objects.create(edition=edition, name="Elsewhere", seats=5)


def test_a_rehearsal_counts_its_delegations_and_names_no_state(cast: Cast, secretary: Client) -> None:
    assert "Party" not in secretary.get(f"{PEOPLE}new/").content.decode()
    secretary.post(f"{PEOPLE}new/", {"seats": 8})
    made = Delegation.objects.latest("pk")
    assert (made.name, made.seats, made.party) == ("Delegation 4", 8, None)
    assert set(made.names) == {"en", "mn", "ko", "zh-hans", "ja", "ru"}


def test_a_real_edition_takes_the_delegation_of_a_party_once(cast: Cast, secretary: Client) -> None:
    assemble_second(cast).delete()
    path = "/cases/lake/editions/second/people/new/"
    party = cast.case.parties.get(code="westshore")
    assert secretary.post(path, {"seats": 4, "party": party.pk}).status_code == 302
    assert Delegation.objects.get(party=party).name == "Westshore"
    again = secretary.post(path, {"seats": 4, "party": party.pk})
    assert again.status_code == 400
    assert Delegation.objects.filter(party=party).count() == 1


@pytest.mark.parametrize("seats", ["0", "-1", "61", "1e9", "١", "5_0", "NaN", "1.5", "", "9" * 5000, "five", "5\0"])
def test_a_number_of_seats_is_a_plain_number_within_bounds(cast: Cast, secretary: Client, seats: str) -> None:
    assert secretary.post(f"{PEOPLE}new/", {"seats": seats}).status_code == 400
    assert Delegation.objects.count() == 3
    assert secretary.post(f"{PEOPLE}new/", {"seats": " １2 "}).status_code == 302
    assert Delegation.objects.latest("pk").seats == 12


def test_seats_stay_once_sheets_are_printed_and_while_voting(cast: Cast, secretary: Client) -> None:
    page = _one(cast, "seats/")
    answer = secretary.post(page, {**hidden(secretary, page), "seats": 9})
    assert answer.status_code == 409
    assert "so its seats stay" in answer.content.decode()
    open_round(cast)
    assert secretary.post(f"{PEOPLE}new/", {"seats": 5}).status_code == 409
    secretary.post(_one(cast, "remove/"))
    assert [row.seats for row in Delegation.objects.all()] == [5, 6, 7]


def test_a_delegation_without_sheets_is_changed_and_removed(cast: Cast, secretary: Client) -> None:
    made = actions.add_numbered_delegation(cast.edition, seats=5, by=cast.secretary)
    page = f"{PEOPLE}{made.pk}/seats/"
    secretary.post(page, {**hidden(secretary, page), "seats": 6})
    made.refresh_from_db()
    assert made.seats == 6
    assert secretary.post(f"{PEOPLE}{made.pk}/remove/").status_code == 302
    assert not Delegation.objects.filter(pk=made.pk).exists()


def test_consent_counts_when_all_gave_it_and_one_withdrawal_ends_it(cast: Cast, secretary: Client) -> None:
    told = {"told_by": "The head, by word", "on": "2026-06-03"}
    for delegation in cast.delegations:
        assert not all_consent(cast.edition)
        secretary.post(f"{PEOPLE}{delegation.pk}/consent/", told)
    assert all_consent(cast.edition)
    page = secretary.post(_one(cast, "consent/withdraw/"), told, follow=True).content.decode()
    assert "No party will be shown by itself." in page
    assert not all_consent(cast.edition)
    assert secretary.post(_one(cast, "consent/withdraw/"), told).status_code == 409
    assert Entry.objects.filter(verb="withdraw consent").count() == 1


def test_attendance_is_kept_with_who_told_us(cast: Cast, secretary: Client) -> None:
    path = f"{PEOPLE}attendance/eastshore/"
    secretary.post(path, {"state": "accepted", "told_by": "letter"})
    told = {"state": "cancelled", "told_by": "the embassy, by telephone"}
    secretary.post(path, {**hidden(secretary, path), **told})
    row = PartyAttendance.objects.get()
    assert (row.state, row.told_by) == ("cancelled", "the embassy, by telephone")
    assert secretary.post(path, {"state": "perhaps"}).status_code == 400


def test_the_list_asks_as_often_for_one_delegation_as_for_three(cast: Cast, secretary: Client) -> None:
    many = queries(secretary, PEOPLE)
    for delegation in cast.delegations[1:]:
        delegation.delete()
    assert queries(secretary, PEOPLE) == many


def test_a_consent_names_who_told_us_and_hides_nothing(cast: Cast, secretary: Client) -> None:
    for told_by in ("", "\u200b\u200d", "a\0b", "x\u202ey", "a" * 50_000):
        answer = secretary.post(_one(cast, "consent/"), {"told_by": told_by, "on": str(DAY)})
        assert answer.status_code == 400
    assert not Entry.objects.filter(verb="record consent").exists()
