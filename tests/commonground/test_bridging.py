"""Bridging: exact least squares, support apart from the divide, people counted."""

from __future__ import annotations

import json

import numpy as np
import pytest

from khural.commonground import VoteMatrix, common_ground, factors, sizes
from khural.commonground.bridging import bridging
from khural.commonground.factors import ON_FACTORS, ON_INTERCEPTS, Factors, fitted_factors
from khural.commonground.grouping.ballots import Ballots, examined
from khural.commonground.grouping.decide import find_groups
from tests.commonground.planted import blocs, continuum


def loss(ballots: Ballots, x: Factors | tuple[float, np.ndarray, np.ndarray, np.ndarray, np.ndarray]) -> float:
    """The sum that is minimised, read from the description."""
    parts = x if isinstance(x, tuple) else (x.mean, x.leaning, x.intercepts, x.persons, x.factors)
    mean, leaning, intercepts, persons, factors = parts
    total = ON_INTERCEPTS * (mean**2 + (leaning**2).sum() + (intercepts**2).sum())
    total += ON_FACTORS * ((persons**2).sum() + (factors**2).sum())
    for row, column, vote in zip(ballots.rows, ballots.columns, ballots.values, strict=True):
        total += (vote - mean - leaning[row] - intercepts[column] - persons[row] * factors[column]) ** 2
    return float(total)


def fitted(votes: VoteMatrix) -> tuple[Ballots, Factors]:
    found = find_groups(votes, 0)
    return found.everybody, fitted_factors(found.everybody, found.dimensions.axes[0])


def test_no_step_in_any_direction_lowers_the_sum() -> None:
    ballots, found = fitted(continuum(60, 25, np.random.default_rng(31), seen=0.9))
    assert found.is_settled
    least, random = loss(ballots, found), np.random.default_rng(32)
    for _ in range(40):
        step = [1e-3 * random.standard_normal(np.shape(part)) for part in ([0.0], *_arrays(found))]
        moved = (found.mean + float(step[0][0]), *(a + b for a, b in zip(_arrays(found), step[1:], strict=True)))
        assert loss(ballots, moved) >= least - 1e-6 * least


def _arrays(found: Factors) -> tuple[np.ndarray, ...]:
    return found.leaning, found.intercepts, found.persons, found.factors


def test_a_start_with_the_other_sign_gives_the_same_intercepts() -> None:
    ballots, found = fitted(continuum(40, 25, np.random.default_rng(33)))
    axis = find_groups(continuum(40, 25, np.random.default_rng(33)), 0).dimensions.axes[0]
    assert fitted_factors(ballots, -axis).intercepts == pytest.approx(found.intercepts, abs=1e-9)


@pytest.mark.parametrize("border", [0, 1 << 60])
def test_residuals_of_many_votes_are_summed_run_by_run(border: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "COMPILED_FROM", border)
    ballots, whole = fitted(continuum(60, 25, np.random.default_rng(34), seen=0.9))
    monkeypatch.setattr(factors, "VOTES_AT_ONCE", 100)
    in_runs = fitted_factors(
        ballots, find_groups(continuum(60, 25, np.random.default_rng(34), seen=0.9), 0).dimensions.axes[0]
    )
    assert in_runs.rounds == whole.rounds
    assert in_runs.noise == pytest.approx(whole.noise, rel=1e-12)
    assert in_runs.intercepts == pytest.approx(whole.intercepts, abs=1e-12)


def camps() -> tuple[VoteMatrix, dict[str, str]]:
    """Two camps of 30 and 10 that disagree on all statements but 0, which both support."""
    votes = [(f"a{i}", str(s), 1 if s == 0 or (i + s) % 9 else -1) for i in range(30) for s in range(10)]
    votes += [(f"b{i}", str(s), 1 if s == 0 or not (i + s) % 9 else -1) for i in range(10) for s in range(10)]
    matrix = VoteMatrix.from_arrays(*([vote[j] for vote in votes] for j in range(3)))
    return matrix, {name: name[0] for name, _, _ in votes}


def test_support_from_both_sides_outranks_the_majority_of_one() -> None:
    votes, parties = camps()
    for given in (None, parties):
        result = common_ground(votes, parties=given)
        assert result.bridging is not None
        assert int(result.bridging.intercepts.argmax()) == 0
        assert int(result.bridging.low.argmax()) == 0
        assert abs(result.bridging.factors[0]) < 0.2 < np.abs(result.bridging.factors[1:]).min()


def test_parties_count_alike_whatever_their_size() -> None:
    votes, parties = camps()
    result = common_ground(votes, parties=parties)
    assert result.bridging is not None
    assert result.bridging.by == "parties"
    assert result.bridging.means is not None
    assert np.abs(result.bridging.intercepts[1:]).max() < 0.25
    assert result.bridging.means[0, 1:].min() > 0.3 > -0.3 > result.bridging.means[1, 1:].max()


def test_two_votes_do_not_top_two_hundred() -> None:
    votes = [(f"p{i}", str(s), 1 if (i + s) % 11 else -1) for i in range(200) for s in range(9)]
    votes += [(f"p{i}", "few", 1) for i in range(2)]
    ballots = examined(VoteMatrix.from_arrays(*([vote[j] for vote in votes] for j in range(3))))
    found = bridging(ballots, np.zeros(10), None)
    assert found is not None
    assert int(found.low.argmin()) == 9


def test_bridges_are_counted_and_never_named() -> None:
    votes, _ = blocs([20, 20], 40, np.random.default_rng(34), strong=0.95)
    mixed = [(votes.participants[r], votes.statements[c], v) for r, c, v in _entries(votes)]
    # Like the first person on every second statement, like the last on the others.
    mixed += [("both", votes.statements[c], v) for r, c, v in _entries(votes) if r == (0, 39)[c % 2]]
    result = common_ground(VoteMatrix.from_arrays(*([vote[j] for vote in mixed] for j in range(3))))
    assert result.bridging is not None
    assert (result.bridging.bridges, result.bridging.examined) == (1, 41)
    assert "both" not in json.dumps(result.to_dict()["bridging"])


def _entries(votes: VoteMatrix) -> zip[tuple[int, int, int]]:
    return zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)


def test_groups_held_fixed_are_bridged_like_parties() -> None:
    votes, sides = camps()
    result = common_ground(votes, groups=sides)
    assert result.bridging is not None
    assert result.bridging.by == "groups"
    assert int(result.bridging.low.argmax()) == 0
