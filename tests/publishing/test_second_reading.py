"""The gate and a second reading of its rules, which the story test uses, agree on whatever is voted."""

from __future__ import annotations

import random

import pytest

from khural.messages import english
from khural.publishing import ClosedPolicy, PartyTally, RoundTally, StatementTally, publish
from tests.browser import expectations
from tests.browser.expectations import AGREE, DISAGREE, PASS, Votes

WORDS = {
    "mostly_agree": "agree",
    "mostly_disagree": "disagree",
    "mixed": "mixed",
    "withheld": "withheld",
    "not_enough_votes": "too few votes",
}


def _drawn(rng: random.Random, seats: dict[str, int]) -> Votes:
    """Votes on one statement: some delegations answer in full, some in part, some not at all."""
    leaning = rng.random()
    weights = (leaning, 1 - leaning, 0.1)
    voters = {party: rng.choice((0, places, places, rng.randint(0, places))) for party, places in seats.items()}
    return {party: rng.choices((AGREE, DISAGREE, PASS), weights, k=n) for party, n in voters.items()}


def _counted(number: int, votes: Votes) -> StatementTally:
    parties = (PartyTally(party, *(given.count(a) for a in (AGREE, DISAGREE, PASS))) for party, given in votes.items())
    return StatementTally(str(number), tuple(parties))


@pytest.mark.parametrize("seed", range(25))
def test_both_show_the_same_delegations_in_the_same_order_with_totals_that_are_true(seed: int) -> None:
    rng = random.Random(seed)
    seats = {"east": rng.randint(1, 7), "north": rng.randint(3, 8), "west": rng.randint(1, 6)}
    votes = {number: _drawn(rng, seats) for number in range(1, 6)}
    statements = tuple(_counted(number, given) for number, given in votes.items())
    voters = max(sum(len(given) for given in one.values()) for one in votes.values())
    result = publish(RoundTally("1", tuple(seats.items()), statements, voters), ClosedPolicy(party_view=True))
    shown = expectations.order(votes)
    assert [row.number for row in result.statements][: len(shown)] == shown
    for row in result.statements:
        cells = {cell.party: WORDS[cell.band or cell.reason] for cell in row.cells}
        assert cells == expectations.bands(votes[row.number])
        expectations.check_total(english(row.agree.message), votes[row.number], AGREE)
        expectations.check_total(english(row.disagree.message), votes[row.number], DISAGREE)
