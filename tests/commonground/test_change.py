"""Change between editions, and the result in sentences."""

from __future__ import annotations

import numpy as np
import pytest

from khural.commonground import VoteMatrix, changes, common_ground, summary
from khural.messages import MESSAGES, english
from tests.commonground.planted import blocs, continuum


def edition(random: np.random.Generator, chances: dict[tuple[str, str], float], people: int = 60) -> VoteMatrix:
    """Votes of `people` of each party on statements, with these chances of agreeing."""
    votes = [
        (f"{party}{i}", statement, 1 if random.random() < chance else -1)
        for (party, statement), chance in chances.items()
        for i in range(people)
    ]
    return VoteMatrix.from_arrays(*([vote[j] for vote in votes] for j in range(3)))


PARTIES = {f"{party}{i}": party for party in "ns" for i in range(60)}
BEFORE = {(party, statement): 0.5 for party in "ns" for statement in ("kept", "moved", "dropped")}
AFTER = {("n", "kept"): 0.5, ("s", "kept"): 0.5, ("n", "moved"): 0.9, ("s", "moved"): 0.1, ("n", "added"): 0.5}


def test_gains_and_losses_are_told_by_party_on_statements_of_both_editions() -> None:
    random = np.random.default_rng(41)
    then, now = (common_ground(edition(random, c), parties=PARTIES, groups="off") for c in (BEFORE, AFTER))
    found = {(change.statement, change.party): change for change in changes(then, now)}
    assert {statement for statement, _ in found} == {"kept", "moved"}
    assert found["moved", "n"].direction == "gained"
    assert found["moved", "s"].direction == "lost"
    assert found["kept", "n"].direction == found["moved", None].direction == "unclear"
    assert found["moved", "n"].difference == pytest.approx(found["moved", "n"].after - found["moved", "n"].before)


def test_intervals_of_change_hold_at_their_rate() -> None:
    random, held = np.random.default_rng(42), []
    for _ in range(40):
        then = common_ground(edition(random, {("n", str(s)): 0.3 for s in range(10)}, 40), groups="off")
        now = common_ground(edition(random, {("n", str(s)): 0.5 for s in range(10)}, 40), groups="off")
        held += [change.low <= 0.2 <= change.high for change in changes(then, now)]
    assert 0.92 <= np.mean(held) <= 0.985


def test_a_party_below_the_floor_is_left_out() -> None:
    random = np.random.default_rng(43)
    then = common_ground(edition(random, BEFORE, 4), parties=PARTIES, groups="off", floor=5)
    now = common_ground(edition(random, BEFORE, 9), parties=PARTIES, groups="off", floor=5)
    assert {change.party for change in changes(then, now)} == {None}


def test_the_summary_has_a_text_for_everything_it_says() -> None:
    random = np.random.default_rng(44)
    agreed = {(party, str(s)): 0.97 if s < 3 else 0.03 for party in "ns" for s in range(6)}
    results = [
        common_ground(blocs([20, 20], 30, random)[0]),
        common_ground(continuum(150, 30, random)),
        common_ground(edition(random, agreed), parties=PARTIES),
        common_ground(edition(random, agreed), groups=PARTIES),
        common_ground(edition(random, agreed, 8)),
        common_ground(VoteMatrix.from_arrays([], [], [])),
    ]
    said = [[message.code for message in summary(result)] for result in results]
    for result in results:
        for message in summary(result):
            assert message.code in MESSAGES
            assert "%(" not in english(message)
    assert "commonground.groups_shown" in said[0]
    assert {"commonground.groups_none_continuum", "commonground.summary_turning"} <= set(said[1])
    assert said[2].count("commonground.summary_agreed_parties") == 3
    assert said[3].count("commonground.summary_rejected_groups") == 3
    assert "commonground.summary_few" in said[4]
    assert said[5] == ["commonground.summary_shape"]
