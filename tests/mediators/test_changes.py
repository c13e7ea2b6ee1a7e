"""What would change a rank, and what would have to be learned."""

from __future__ import annotations

import dataclasses

import pytest

from khural.mediators import learn
from khural.mediators.ablation import ablations
from khural.mediators.answer import answer
from khural.mediators.change import smallest_change
from khural.mediators.finding import Finding
from tests.mediators.tables import Counts, counts, peace, reading, settings

PARTIES = ("AAA", "BBB")


def finding(table: Counts, **moved: object) -> Finding:
    set_to = settings(**moved)
    result = answer(PARTIES, (), reading(table), set_to)
    return Finding(
        PARTIES,
        (),
        set_to,
        result.candidates,
        result.pairs,
        result.insiders,
        result.grid,
        (),
        (),
        result.rarity,
        set_to.last,
        result.resampling,
        (),
        (),
    )


def moved(table: Counts, party: str, state: str, *, conflict: int = 0, cooperation: int = 0) -> Counts:
    """The table with `conflict` verbal events added and `cooperation` taken away in one direction."""
    a, b = table.states.index(state), table.states.index(party)
    more, less = table.verbal_conflict.copy(), table.verbal_cooperation.copy()
    more[a, b] += conflict
    less[a, b] -= cooperation
    return dataclasses.replace(table, verbal_conflict=more, verbal_cooperation=less)


@pytest.mark.parametrize("top", [1, 2])
def test_the_smallest_change_out_of_the_top_is_enough_and_one_less_is_not(top: int) -> None:
    table = peace()
    state = {1: "CCC", 2: "DDD"}[top]
    before = finding(table)
    candidates = [c for c in before.candidates if c.rank is not None]
    change = smallest_change(before.candidate(state), candidates, before.settings.smoothing, top)
    assert change is not None
    assert change.direction == "out"
    assert change.conflict is not None

    def rank(conflict: int) -> int | None:
        return finding(moved(table, change.party, state, conflict=conflict)).candidate(state).rank

    assert rank(change.conflict) == top + 1
    assert rank(change.conflict - 1) == top


def test_less_cooperation_is_the_other_way_out() -> None:
    before = finding(peace())
    candidates = [c for c in before.candidates if c.rank is not None]
    change = smallest_change(before.candidate("CCC"), candidates, 5, 1)
    assert change is not None
    assert change.cooperation is not None
    after = finding(moved(peace(), change.party, "CCC", cooperation=change.cooperation))
    kept = finding(moved(peace(), change.party, "CCC", cooperation=change.cooperation - 1))
    assert after.candidate("CCC").rank == 2
    assert kept.candidate("CCC").rank == 1


def test_a_candidate_below_the_line_is_told_what_would_bring_it_in() -> None:
    before = finding(peace())
    candidates = [c for c in before.candidates if c.rank is not None]
    change = smallest_change(before.candidate("DDD"), candidates, 5, 1)
    assert change is not None
    assert (change.direction, change.party) == ("in", "BBB")
    assert change.cooperation is not None
    after = finding(moved(peace(), "BBB", "DDD", cooperation=-change.cooperation))
    assert after.candidate("DDD").rank == 1


def test_nobody_can_leave_a_top_that_holds_everybody() -> None:
    before = finding(peace())
    candidates = [c for c in before.candidates if c.rank is not None]
    assert smallest_change(before.candidate("CCC"), candidates, 5, 10) is None


def test_without_a_party_or_a_class_of_events_the_rank_is_made_again() -> None:
    table = counts(
        {
            ("AAA", "CCC"): (90, 0, 5, 0),
            ("BBB", "CCC"): (90, 9, 9, 9),
            ("AAA", "DDD"): (50, 0, 9, 0),
            ("BBB", "DDD"): (99, 9, 0, 0),
        }
    )
    found = {(a.kind, a.what): a for a in ablations(finding(table), table, "CCC")}
    assert found["party", "BBB"].rank == 1
    assert found["party", "AAA"].rank == 2
    assert found["party", "AAA"].change == 0 + found["party", "AAA"].rank - finding(table).candidate("CCC").rank
    assert found["events", "verbal"].rank is None
    assert found["events", "verbal"].interval is None
    interval = found["party", "AAA"].interval
    assert interval is not None
    assert interval.low <= found["party", "AAA"].change <= interval.high


def test_a_state_without_a_rank_has_no_ablation() -> None:
    assert ablations(finding(peace()), peace(), "EEE") == ()


def test_the_question_asks_for_the_tie_that_moves_most() -> None:
    asked = {question.state: question for question in learn(finding(peace()))}
    assert asked["EEE"].party == "BBB"
    assert asked["EEE"].basis == "distribution"
    assert (asked["EEE"].best, asked["EEE"].worst) == (1, 2)
    assert asked["CCC"].basis == "interval"
    assert asked["CCC"].question.params == {"state": "CCC", "party": asked["CCC"].party, "since": "2010"}
    assert "FFF" not in asked, "a known hostile tie settles it: nothing to learn"


def test_the_most_telling_question_comes_first() -> None:
    spreads = [question.spread for question in learn(finding(peace()))]
    assert spreads == sorted(spreads, reverse=True)
