from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.utils.html import escape

from khural.web.ballots import offers
from khural.web.ballots.models import Offer
from khural.web.rounds import actions, phases
from tests.cast import Cast, assemble
from tests.voters import ROUND, Voter, enter

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])
OFFERS = f"{ROUND}offers/"
GOOD = "Both shores should share the gauge readings."


@pytest.fixture
def cast() -> Cast:
    cast = assemble()
    phases.start_collecting(cast.round, by=cast.secretary)
    return cast


@pytest.fixture
def voter(cast: Cast) -> Voter:
    return enter(cast.tokens[0][0])


def offer(voter: Voter, text: str = GOOD, basket: str = "") -> int:
    return voter.post(OFFERS, text=quote(text), basket=basket).status_code


def test_while_collecting_the_round_page_leads_to_the_offer_form(voter: Voter) -> None:
    page = voter.client.get(ROUND).content.decode()
    assert OFFERS in page
    assert "Voting has not begun" in page
    assert "batches of at least three authors" in voter.client.get(OFFERS).content.decode()


def test_an_offered_statement_waits_for_three_authors_and_is_then_with_the_secretariat(cast: Cast) -> None:
    voters = [enter(token) for token in cast.tokens[0][:3]]
    basket = str(cast.dialogue.baskets.get().pk)
    assert offer(voters[0], basket=basket) == 302
    page = voters[0].client.get(OFFERS).content.decode()
    assert GOOD in page
    assert "waits until three authors" in page
    for voter in voters[1:]:
        assert offer(voter) == 302
    assert "with the secretariat" in voters[0].client.get(OFFERS).content.decode()
    assert {row.basket_id for row in offers.shown(cast.round.pk)} == {int(basket), None}


def test_others_do_not_see_an_offer(cast: Cast, voter: Voter) -> None:
    offer(voter)
    assert GOOD not in enter(cast.tokens[0][1]).client.get(OFFERS).content.decode()


def test_a_returned_offer_shows_the_reason_and_comes_back_into_the_form(cast: Cast) -> None:
    voters = [enter(token) for token in cast.tokens[0][:3]]
    for number, voter in enumerate(voters):
        offer(voter, f"{GOOD} {number}")
    mine = next(row for row in offers.shown(cast.round.pk) if row.text.endswith("0"))
    actions.decide_offer(cast.round, key=mine.key, state="returned", reason="Two ideas in one.", by=cast.secretary)
    page = voters[0].client.get(OFFERS).content.decode()
    assert "Two ideas in one." in page
    response = voters[0].post(f"{OFFERS}take-back/", key=mine.key, again="1")
    assert re.search(rf"<textarea[^>]*>\s*{re.escape(GOOD)} 0</textarea>", response.content.decode())
    assert Offer.objects.count() == 2


def test_nobody_takes_back_what_another_offered(cast: Cast, voter: Voter) -> None:
    offer(voter)
    key = Offer.objects.get().key
    assert enter(cast.tokens[0][1]).post(f"{OFFERS}take-back/", key=key).status_code == 409
    assert Offer.objects.count() == 1
    assert voter.post(f"{OFFERS}take-back/", key=key).status_code == 302
    assert Offer.objects.count() == 0


def test_the_eleventh_offer_is_refused_and_its_text_kept(voter: Voter) -> None:
    for number in range(10):
        assert offer(voter, f"{GOOD} {number}") == 302
    response = voter.post(OFFERS, text=quote("This is one too many."), basket="")
    assert response.status_code == 400
    assert "ten statements" in response.content.decode()
    assert "This is one too many." in response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "%00" + "A statement with a NUL",
        "A statement with half a character %ED%A0%80",
        "%E2%80%8B" * 20,
        "%F3%A0%81%81" * 20,
        "A statement that %E2%80%AE turns around",
        "a",
        "x" * 301,
        "x" * 50_000,
        "%F0%9F%99%82" * 12,
        "e" + "%CC%81" * 300 + "nough letters here",
        "",
    ],
    ids=["nul", "surrogate", "zero-width", "tags", "override", "short", "long", "huge", "emoji", "marks", "empty"],
)
def test_text_that_nobody_could_read_is_refused(voter: Voter, text: str) -> None:
    assert voter.post(OFFERS, text=text, basket="").status_code == 400
    assert Offer.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}} or {% now %}", "../../etc/passwd it says", "=1+1 is what I say"]
)
def test_text_stays_text(voter: Voter, text: str) -> None:
    assert offer(voter, text) == 302
    assert Offer.objects.get().text == text
    page = voter.client.get(OFFERS).content.decode()
    assert f">{escape(text)}</span>" in page


@pytest.mark.parametrize("basket", ["999999", "x", "１", "1.0"])
def test_a_topic_of_another_dialogue_or_of_none_is_refused(voter: Voter, basket: str) -> None:
    assert voter.post(OFFERS, text=quote(GOOD), basket=basket).status_code == 400
    assert Offer.objects.count() == 0


def test_after_the_close_nothing_is_offered(cast: Cast, voter: Voter) -> None:
    phases.start_voting(cast.round, by=cast.secretary)
    assert offer(voter) == 302
    phases.close_round(cast.round, by=cast.secretary)
    assert offer(voter, f"{GOOD} Again.") == 404
    assert voter.client.get(OFFERS).status_code == 404
    assert Offer.objects.count() == 1
