"""The spread: positions, agreement across it, and how often its bounds hold."""

from __future__ import annotations

import numpy as np
import pytest

from khural.commonground import common_ground
from khural.commonground.grouping.decide import find_groups
from khural.commonground.grouping.dimensions import dimensions
from khural.commonground.spread import Spread, slices, spread
from tests.commonground.planted import cast, continuum, ends, items, latent, logistic, shuffled


def planted(n: int, s: int, kind: str, seen: float, seed: int) -> tuple[Spread, np.ndarray, np.ndarray]:
    """The spread found, the true lowest agreement over the central 95 % per statement, and true positions."""
    random = np.random.default_rng([21, seed])
    positions, (intercepts, slopes) = latent(n, 1, kind, random), items(s, 1, random)
    found = find_groups(cast(logistic(intercepts + positions @ slopes.T), random, seen), 0)
    line = spread(found, found.everybody)
    assert line is not None
    true = np.min([logistic(intercepts + slopes[:, 0] * end) for end in ends(kind)], axis=0)
    return line, true[line.statements], positions[line.people, 0]


@pytest.mark.parametrize("kind", ["normal", "uniform", "exponential"])
def test_agreement_across_the_spread_is_at_least_its_bound(kind: str) -> None:
    held = []
    for seed in range(6):
        line, true, _ = planted(120, 40, kind, 0.5, seed)
        held.append((line.across <= true).mean())
    assert np.mean(held) >= 0.93


def test_bounds_are_not_empty_where_a_crowd_is_large() -> None:
    line, true, _ = planted(600, 40, "normal", 0.5, 1)
    assert np.mean(true - line.across) < 0.12


def test_people_stand_where_they_are() -> None:
    line, _, positions = planted(150, 60, "normal", 0.8, 2)
    turned = np.sign(np.corrcoef(positions, line.positions)[0, 1]) * positions
    assert abs(np.corrcoef(turned, line.positions)[0, 1]) > 0.93
    assert ((line.low <= turned) & (turned <= line.high)).mean() > 0.85
    assert np.all(line.low <= line.positions)
    assert np.all(line.positions <= line.high)


def test_in_a_room_of_24_positions_lie_in_their_intervals() -> None:
    held = []
    for seed in range(8):
        line, _, positions = planted(24, 40, "normal", 1.0, 30 + seed)
        turned = np.sign(np.corrcoef(positions, line.positions)[0, 1]) * positions
        held.append(((line.low <= turned) & (turned <= line.high)).mean())
    assert np.mean(held) >= 0.88


def test_whoever_stands_at_an_end_of_a_small_room_is_not_pushed_further_out() -> None:
    held, further = [], []
    for seed in range(12):
        line, _, positions = planted(24, 40, "exponential", 1.0, 60 + seed)
        turned = np.sign(np.corrcoef(positions, line.positions)[0, 1]) * positions
        outermost = np.argsort(np.abs(line.positions))[-4:]
        held.append(((line.low <= turned) & (turned <= line.high))[outermost].mean())
        further.append((np.abs(line.positions) - np.abs(turned))[outermost].mean())
    assert np.mean(held) >= 0.85
    assert np.mean(further) <= 0.5


def test_which_statements_turn_is_told() -> None:
    random = np.random.default_rng(22)
    slopes = np.repeat([2.0, 0.0], 20)
    votes = cast(logistic(0.5 + latent(200, 1, "normal", random) * slopes), random)
    found = find_groups(votes, 0)
    line = spread(found, found.everybody)
    assert line is not None
    assert line.turns[:20].all()
    assert line.turns[20:].mean() <= 0.15


def test_the_bound_is_below_agreement_at_every_place() -> None:
    line, _, _ = planted(80, 30, "normal", 0.9, 3)
    assert np.all(line.across <= line.agreement_low.min(axis=1) + 1e-12)
    assert np.all(line.across_against <= 1 - line.agreement_high.max(axis=1) + 1e-12)
    assert np.all(np.diff(line.places) > 0)


def test_votes_without_a_dimension_have_no_spread_and_say_so() -> None:
    result = common_ground(shuffled(continuum(60, 30, np.random.default_rng(23)), np.random.default_rng(24)))
    assert result.spread is None
    assert result.groups_reason.code == "commonground.groups_none_chance"
    assert {"commonground.spread_none", "commonground.bridging_no_divide"} <= {m.code for m in result.messages}


def test_shuffled_votes_seldom_bear_a_dimension_and_real_ones_as_many_as_planted() -> None:
    counts = []
    for seed in range(12):
        random = np.random.default_rng([25, seed])
        votes = continuum(80, 40, random, d=2)
        counts.append((dims(shuffled(votes, random)), dims(votes)))
    chance, real = zip(*counts, strict=True)
    assert sum(n > 0 for n in chance) <= 1
    assert sum(n == 2 for n in real) >= 10


def dims(votes: object) -> int:
    """Dimensions borne."""
    from khural.commonground.grouping.ballots import examined

    return dimensions(examined(votes), 0).count  # type: ignore[arg-type]  # a VoteMatrix


def test_slices_hold_equal_numbers_and_all_votes() -> None:
    found = find_groups(continuum(90, 30, np.random.default_rng(26)), 0)
    line = spread(found, found.everybody)
    assert line is not None
    counts = slices(line, found.everybody)
    assert counts.shape == (3, 30, 3)
    assert counts.sum() == len(found.everybody.values)
    assert np.ptp(counts.sum(axis=(1, 2))) <= 60
