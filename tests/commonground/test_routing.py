"""Routing: the next statement is a matter of counts and a seed, and no statement is left behind."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khural.commonground.routing import choose, floor, several, weights

FEWEST, BEHIND = 10, 4
COUNTS = st.dictionaries(st.integers(0, 40), st.integers(0, 300), min_size=1, max_size=15)
SHARES = st.dictionaries(st.integers(0, 40), st.floats(0, 1), max_size=41)


def test_a_web_process_asks_without_loading_anything_numeric() -> None:
    program = "import sys; from khural.commonground import routing; print('numpy' in sys.modules, routing.WANTED)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False 10"


@given(COUNTS, st.sets(st.integers(0, 40)), st.integers(0, 2**48), st.one_of(st.none(), SHARES))
def test_nobody_is_shown_a_statement_at_the_floor_while_one_is_under_it(
    counts: dict[int, int], already: set[int], seed: int, shares: dict[int, float] | None
) -> None:
    chosen = choose(counts, already, seed, shares)
    left = counts.keys() - already
    if chosen is None:
        assert not left
        return
    assert chosen in left
    if any(counts[name] < floor(counts) for name in left):
        assert counts[chosen] < floor(counts)


@settings(max_examples=25, deadline=None)
@example(24, 0, True, 1)
@given(st.integers(1, 16), st.integers(0, 2**20), st.booleans(), st.integers(1, 4))
def test_no_statement_falls_behind_the_bound(statements: int, seed: int, with_shares: bool, patience: int) -> None:
    counts = dict.fromkeys(range(statements), 0)
    # Ten statements look best whatever is voted: the strongest pull there can be away from the others.
    shares = {name: 1.0 if name < 10 else 0.0 for name in counts} if with_shares else None
    for person in range(80 * statements // patience):
        already: set[int] = set()
        for _ in range(min(patience, statements)):
            chosen = choose(counts, already, seed + person, shares)
            assert chosen is not None
            if patience > 1:
                already.add(chosen)
            counts[chosen] += 1
            if patience == 1:
                total = sum(counts.values())
                assert min(counts.values()) >= total // (BEHIND * statements)
                assert total < FEWEST * statements or min(counts.values()) >= FEWEST
    assert min(counts.values()) >= FEWEST


def test_a_statement_offered_late_comes_first_until_it_has_ten_votes() -> None:
    counts = {**dict.fromkeys("abcdefgh", 50), "late": 0}
    for person in range(FEWEST):
        assert choose(counts, (), person) == "late"
        counts["late"] += 1
    counts["late"] = 20
    assert len({choose(counts, (), person) for person in range(200)}) == len(counts)


@given(COUNTS, st.integers(), st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_nothing(counts: dict[int, int], seed: int, random: object) -> None:
    names = list(counts)
    random.shuffle(names)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert choose(counts, (), seed) == choose({name: counts[name] for name in names}, (), seed)


def test_statements_are_drawn_as_often_as_they_weigh() -> None:
    counts = {"a": 10, "b": 21, "c": 43}
    drawn = Counter(choose(counts, (), seed) for seed in range(20_000))
    found = weights(counts)
    assert found == {"a": 1 / 11, "b": 1 / 22, "c": 1 / 44}
    total = sum(found.values())
    for name, weight in found.items():
        assert drawn[name] / 20_000 == pytest.approx(weight / total, abs=0.012)


def test_people_are_asked_where_the_border_of_the_best_is_unsure() -> None:
    counts = dict.fromkeys(range(40), 100)
    shares = {name: 0.9 if name < 9 else 0.6 if name < 14 else 0.1 for name in counts}
    found = weights(counts, (), shares)
    assert all(found[name] == found[0] for name in range(14))
    assert all(found[name] < found[0] / 10 for name in range(14, 40))


def test_with_nothing_left_there_is_nothing_to_choose() -> None:
    assert choose({}, (), 0) is None
    assert choose({"a": 3}, {"a"}, 0) is None


def test_the_ten_highest_are_told_apart_better_than_by_uniform_choice_and_nobody_is_left_behind() -> None:
    wrong = np.array([[_after(seed, routed) for routed in (True, False)] for seed in range(8)])
    fewest = wrong[:, 0, 1].min()
    assert wrong[:, 0, 0].mean() < 0.85 * wrong[:, 1, 0].mean()
    assert fewest >= FEWEST


def _after(seed: int, routed: bool) -> tuple[float, int]:
    """Mean error of the shares of the ten highest of 40 statements after 500 visits of 8 votes; fewest votes of one."""
    random = np.random.default_rng([31, seed])
    true = random.beta(1.5, 1.5, 40)
    counts, agrees = dict.fromkeys(range(40), 0), np.zeros(40)
    for visit in range(500):
        shares = {name: float(agrees[name] / n) if n else 0.5 for name, n in counts.items()}
        shown = several(counts, (), visit, 8, shares) if routed else random.permutation(40)[:8].tolist()
        for name in shown:
            counts[name] += 1
            agrees[name] += random.random() < true[name]
    best = np.argsort(-true)[:10]
    votes = np.array(list(counts.values()))
    return float(np.abs(agrees[best] / votes[best] - true[best]).mean()), int(votes.min())


@given(COUNTS, st.sets(st.integers(0, 40)), st.integers(0, 2**48), st.one_of(st.none(), SHARES))
def test_several_at_once_are_those_that_would_come_one_after_another(
    counts: dict[int, int], already: set[int], seed: int, shares: dict[int, float] | None
) -> None:
    one_by_one: list[int] = []
    while (found := choose(counts, {*already, *one_by_one}, seed, shares)) is not None:
        one_by_one.append(found)
    for most in (0, 1, 5, 100):
        assert several(counts, already, seed, most, shares) == one_by_one[:most]
