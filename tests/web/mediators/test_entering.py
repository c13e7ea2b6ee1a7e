"""What staff enter by hand: states of parties, ties, assets; marked, with a page, recorded, struck with a reason."""

from __future__ import annotations

import pytest
from django.test import Client

from khural.web.cases.models import Dialogue
from khural.web.mediators.models import AssetEntry, TieEntry
from khural.web.record.models import Entry
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.web.mediators.korea import CASE, FIND, Korea, make
from tests.web.rows import Row, deviations

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

LAKE = "/cases/lake/mediators/"
READERS = ("secretary", "mediator", "interpreter", "observer")
WRITERS = ("secretary", "mediator")
TIE = {
    "kind": "organisation",
    "candidate": "Lake Commission",
    "party": "prk",
    "cooperation": "12",
    "conflict": "1",
    "first": "2015",
    "last": "2019-06",
    "source": "Lake News",
    "source_url": "https://lake.example/1",
    "note": "Minutes of twelve meetings",
}
ASSET = {
    "state": "MNG",
    "kind": "offers",
    "what": "Training places for both sides",
    "as_of": "2024",
    "source": "The ministry",
    "source_url": "https://mfa.example/offer",
}


@pytest.fixture
def korea() -> Korea:
    return make()


@pytest.mark.parametrize(
    "row",
    [
        Row(LAKE, READERS, "page"),
        Row(f"{LAKE}states/", ("secretary",)),
        Row(f"{LAKE}entered/new/", WRITERS),
        Row(f"{LAKE}assets/new/", WRITERS),
        Row("/cases/lake/claims/", READERS, "page"),
    ],
    ids=lambda row: row.path,
)
def test_a_page_exists_for_those_who_may_and_for_nobody_else(row: Row) -> None:
    assert deviations(assemble(), row) == {}


def test_a_candidate_entered_by_hand_is_marked_and_never_in_the_rank(korea: Korea) -> None:
    secretary = korea.desks["secretary"]
    before = _ranked(korea.page(FIND))
    assert secretary.post(f"{FIND}entered/new/", TIE).status_code == 302
    page = korea.page(FIND)
    entered = page[page.index('id="entered"') :]
    assert "Lake Commission" in entered
    assert "entered by hand" in entered
    assert "https://lake.example/1" in entered
    assert "12 : 1" in entered
    assert "Lake Commission" not in page[: page.index('id="entered"')]
    assert _ranked(page) == before
    assert Entry.objects.get(verb="enter tie").detail["source"] == "https://lake.example/1"


def _ranked(page: str) -> str:
    return page[page.index('id="ranked"') : page.index('id="unknown"')]


def test_with_every_tie_entered_it_has_a_score_and_a_place_beside_the_states(korea: Korea) -> None:
    for party in ("prk", "kor", "chn", "jpn", "rus", "usa"):
        assert korea.desks["mediator"].post(f"{FIND}entered/new/", TIE | {"party": party}).status_code == 302
    entered = korea.page(FIND)
    row = entered[entered.index("<bdi>Lake Commission</bdi>") :].split("</tr>", 1)[0]
    assert "0.667" in row


def test_a_group_that_is_a_party_gives_states_a_marked_rank(korea: Korea) -> None:
    secretary = korea.desks["secretary"]
    secretary.post(f"{CASE}edit/parties/new/", {"name": "River Front", "role": "party"})
    tie = TIE | {"kind": "state", "candidate": "mng", "party": "river-front"}
    assert secretary.post(f"{FIND}entered/new/", tie).status_code == 302
    page = korea.page(FIND)
    assert "No states, so ties are entered by hand: River Front." in page
    assert "Rank with ties entered by hand" in page


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"source_url": "not a page"}, 400, "Enter a valid URL."),
        ({"source_url": "javascript:alert(1)"}, 400, "Enter a valid URL."),
        ({"cooperation": "-1"}, 400, "greater than or equal to 0"),
        ({"cooperation": "1e3"}, 400, "Enter a whole number."),
        ({"first": "2019-02-30"}, 400, "This is no date."),
        ({"first": "2020", "last": "2019"}, 400, "The last day lies before the first."),
        ({"kind": "state", "candidate": "XXX"}, 400, "No state has this code."),
        ({"kind": "state", "candidate": "kor"}, 409, "cannot be its own mediator"),
        ({"candidate": "\u202eevil"}, 400, "invisible control"),
        ({"party": "nobody"}, 400, "Select a valid choice"),
        ({"source": ""}, 400, "This field is required."),
    ],
)
def test_a_bad_tie_is_refused_beside_the_field_and_what_was_typed_stays(
    korea: Korea, changed: dict[str, str], status: int, told: str
) -> None:
    answer = korea.desks["mediator"].post(f"{FIND}entered/new/", TIE | changed)
    page = answer.content.decode()
    assert answer.status_code == status
    assert told in page
    assert "Minutes of twelve meetings" in page
    assert not TieEntry.objects.exists()


def test_one_candidate_has_one_valid_tie_to_a_party(korea: Korea) -> None:
    client = korea.desks["mediator"]
    client.post(f"{FIND}entered/new/", TIE)
    assert client.post(f"{FIND}entered/new/", TIE).status_code == 409
    made = TieEntry.objects.get()
    assert client.post(f"{FIND}entered/{made.pk}/strike/", {"reason": ""}).status_code == 400
    assert client.post(f"{FIND}entered/{made.pk}/strike/", {"reason": "Wrong year."}).status_code == 302
    assert client.post(f"{FIND}entered/{made.pk}/strike/", {"reason": "Again."}).status_code == 409
    page = korea.page(FIND)
    assert "<s><bdi>Lake Commission</bdi></s>" in page
    assert "Wrong year." in page
    assert client.post(f"{FIND}entered/new/", TIE).status_code == 302
    assert [entry.verb for entry in Entry.objects.order_by("number")] == ["enter tie", "strike entry", "enter tie"]


def test_an_offer_and_an_interest_stand_in_the_profile_and_are_marked(korea: Korea) -> None:
    client = korea.desks["mediator"]
    assert client.post(f"{FIND}assets/new/", ASSET).status_code == 302
    assert client.post(f"{FIND}assets/new/", ASSET).status_code == 409
    gain = ASSET | {"kind": "interest", "what": "Standing in the region"}
    assert client.post(f"{FIND}assets/new/", gain).status_code == 302
    page = korea.page(f"{CASE}states/mng/")
    assert "Training places for both sides" in page[: page.index('id="diversified"')]
    standing = page[page.index('id="standing"') : page.index('id="record"')]
    assert "Standing in the region" in standing
    assert "entered by hand" in standing
    assert "Training places" not in korea.page(f"{CASE}states/sgp/")
    made = AssetEntry.objects.get(kind="offers")
    assert client.post(f"{FIND}assets/{made.pk}/strike/", {"reason": "Withdrawn."}).status_code == 302
    assert "Withdrawn." in korea.page(f"{CASE}states/mng/")


def _set(client: Client, **states: str) -> int:
    return client.post(f"{LAKE}states/", {"eastshore": "", "westshore": "", "host": "", **states}).status_code


def test_the_secretary_says_which_state_each_party_is() -> None:
    cast: Cast = assemble()
    client = desk(cast.secretary)
    assert _set(client, eastshore="IND", westshore="PAK", host="NPL") == 302
    assert {party.state for party in cast.case.parties.all()} == {"IND", "PAK"}
    assert Dialogue.objects.get(pk=cast.dialogue.pk).host_code == "NPL"
    page = client.get(LAKE).content.decode()
    assert "Eastshore, Westshore" in page
    assert "present host" in page


@pytest.mark.parametrize(
    "states",
    [
        {"eastshore": "IND", "westshore": "IND"},
        {"eastshore": "IND", "westshore": "PAK", "host": "IND"},
        {"eastshore": "TWX"},
    ],
)
def test_a_state_stands_for_one_party_and_the_host_for_none(states: dict[str, str]) -> None:
    cast = assemble()
    assert _set(desk(cast.secretary), **states) in {400, 409}
    assert {party.state for party in cast.case.parties.all()} == {""}
