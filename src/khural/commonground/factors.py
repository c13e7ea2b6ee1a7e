"""Votes as support, leaning and one factor, solved exactly."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.sizes import is_large

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    Table = csr_array[np.float64]

ON_INTERCEPTS, ON_FACTORS = 0.15, 0.03
ROUNDS = 1000
SETTLED = 1e-7
VOTES_AT_ONCE = 1 << 20


@dataclass(frozen=True, eq=False)
class Factors:
    """vote ~ mean + leaning (n) + intercept (s) + person (n) * factor (s); `noise` is the mean squared residual.

    `change` is the last relative fall of the sum that is minimised, `rounds` how many falls there were.
    """

    mean: float
    leaning: FloatArray
    intercepts: FloatArray
    persons: FloatArray
    factors: FloatArray
    noise: float
    rounds: int
    change: float

    @property
    def is_settled(self) -> bool:
        """Whether the iteration came to its end."""
        return self.change <= SETTLED


def fitted_factors(ballots: Ballots, start: FloatArray) -> Factors:
    """Least squares with penalties .15 on mean, leaning and intercepts and .03 on the factor and its scores.

    The model of Community Notes (Wojcik et al. 2022), there solved by gradient steps from chance; here by alternating
    exact least squares (Koren, Bell and Volinsky 2009) from `start` (s), the main axis of the votes. A start of zeros
    stays zero: then there is no divide to take out. A pass is a vote of 0.
    """
    n, s = ballots.shape
    sums = _Compiled(ballots) if is_large(len(ballots.cells)) else _Plain(ballots)
    size = len(ballots.cells)
    mean = _sum_of_votes(ballots) / (size + ON_INTERCEPTS)
    intercepts, factors = np.zeros(s), start * np.sqrt(s)
    leaning, persons = np.zeros(n), np.zeros(n)
    loss, change, rounds = np.inf, np.inf, 0
    while rounds < ROUNDS and change > SETTLED:
        leaning, persons = _half(sums.of_people(intercepts, factors), mean)
        intercepts, factors = _half(sums.of_statements(leaning, persons), mean)
        leaning, persons, factors = _moved(leaning, persons, factors)
        intercepts, factors, persons = _moved(intercepts, factors, persons)
        persons, factors = _balanced(persons, factors)
        mean, squares = _mean_and_squares(sums.residuals(leaning, intercepts, persons, factors))
        penalty = ON_INTERCEPTS * (mean**2 + float((leaning**2).sum() + (intercepts**2).sum()))
        new = squares + penalty + ON_FACTORS * float((persons**2).sum() + (factors**2).sum())
        change, loss, rounds = (loss - new) / max(new, 1e-300) if np.isfinite(loss) else np.inf, new, rounds + 1
    return Factors(mean, leaning, intercepts, persons, factors, squares / size, rounds, max(change, 0.0))


def _sum_of_votes(ballots: Ballots) -> int:
    return sum(int(part.values.sum()) for part in ballots.parts())


def _mean_and_squares(residuals: Iterable[FloatArray]) -> tuple[float, float]:
    """The penalised mean of all residuals, and their squared distances from it, from one look at each run of them.

    Distances are taken from the mean of the run, and moved (Chan, Golub and LeVeque 1983).
    """
    runs = []
    for rest in residuals:
        total = float(rest.sum())
        own = total / (len(rest) + ON_INTERCEPTS)
        runs.append((len(rest), total, own, float(((rest - own) ** 2).sum())))
    mean = sum(total for _, total, _, _ in runs) / (sum(n for n, _, _, _ in runs) + ON_INTERCEPTS)
    moved = [2 * (own - mean) * (total - n * own) + n * (own - mean) ** 2 for n, total, own, _ in runs]
    return mean, sum(squares for _, _, _, squares in runs) + sum(moved)


def _runs(ballots: Ballots) -> list[tuple[int, int]]:
    """People cut so that each run has about VOTES_AT_ONCE votes."""
    wanted = np.arange(VOTES_AT_ONCE, len(ballots.cells), VOTES_AT_ONCE)
    cuts = np.unique([0, *np.searchsorted(ballots.starts, wanted), len(ballots.people)])
    return list(itertools.pairwise(cuts.tolist()))


def _moved(own: FloatArray, scores: FloatArray, others: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The same sums of intercept and factor at a smaller penalty: part of `others` moves into the intercepts `own`.

    Alternation alone creeps along this direction, in which the fit does not change.
    """
    part = ON_FACTORS * others.sum() - ON_INTERCEPTS * (own * scores).sum()
    part /= ON_INTERCEPTS * (scores**2).sum() + ON_FACTORS * len(others)
    return own + part * scores, scores, others - part


def _balanced(persons: FloatArray, factors: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The same products with equal penalties."""
    theirs, ours = float((persons**2).sum()), float((factors**2).sum())
    if theirs <= 0 or ours <= 0:
        return persons, factors
    scale = (ours / theirs) ** 0.25
    return persons * scale, factors / scale


def _half(sums: FloatArray, mean: float) -> tuple[FloatArray, FloatArray]:
    """Intercepts and factors of one side, those of the other given: a system of two equations for each row."""
    count, first, second, taken, product, votes, mixed = sums.T
    a, b, c = count + ON_INTERCEPTS, first, second + ON_FACTORS
    x, y = votes - mean * count - taken, mixed - mean * first - product
    determinant = a * c - b * b
    return (c * x - b * y) / determinant, (a * y - b * x) / determinant


class _Plain:
    """Sums over votes by sparse products."""

    def __init__(self, ballots: Ballots) -> None:
        self.ballots = ballots
        self.votes, self.seen = ballots.table(ballots.values), ballots.table(np.ones(len(ballots.values)))
        self.votes_back, self.seen_back = self.votes.T.tocsr(), self.seen.T.tocsr()

    def of_people(self, intercepts: FloatArray, factors: FloatArray) -> FloatArray:
        """What the votes of each person sum to (n, 7)."""
        return _summed(self.votes, self.seen, intercepts, factors)

    def of_statements(self, leaning: FloatArray, persons: FloatArray) -> FloatArray:
        """What the votes on each statement sum to (s, 7)."""
        return _summed(self.votes_back, self.seen_back, leaning, persons)

    def residuals(
        self, leaning: FloatArray, intercepts: FloatArray, persons: FloatArray, factors: FloatArray
    ) -> Iterator[FloatArray]:
        """What is left of each vote, run by run."""
        for first, last in _runs(self.ballots):
            part = self.ballots.between(first, last)
            rest = part.values - leaning[first:last][part.rows] - intercepts[part.columns]
            rest -= persons[first:last][part.rows] * factors[part.columns]
            yield np.asarray(rest, np.float64)


def _summed(votes: Table, seen: Table, intercepts: FloatArray, factors: FloatArray) -> FloatArray:
    features = np.column_stack([np.ones(len(factors)), factors, factors**2, intercepts, intercepts * factors])
    return np.hstack([seen @ features, votes @ features[:, :2]])


class _Compiled:
    """The same to the last bit by compiled passes, which need no tables."""

    def __init__(self, ballots: Ballots) -> None:
        self.ballots, self.runs = ballots, _runs(ballots)
        ends = [(ballots.starts[first], ballots.starts[last]) for first, last in self.runs]
        self.rest = np.empty(max(int(end - start) for start, end in ends))

    def of_people(self, intercepts: FloatArray, factors: FloatArray) -> FloatArray:
        """What the votes of each person sum to (n, 7)."""
        from khural.commonground.compiled.alternating import sum_for_people

        sums = np.zeros((self.ballots.shape[0], 7))
        sum_for_people(self.ballots.starts, self.ballots.cells, intercepts, factors, sums)
        return sums

    def of_statements(self, leaning: FloatArray, persons: FloatArray) -> FloatArray:
        """What the votes on each statement sum to (s, 7)."""
        from khural.commonground.compiled.alternating import sum_for_statements

        sums = np.zeros((self.ballots.shape[1], 7))
        sum_for_statements(self.ballots.starts, self.ballots.cells, leaning, persons, sums)
        return sums

    def residuals(
        self, leaning: FloatArray, intercepts: FloatArray, persons: FloatArray, factors: FloatArray
    ) -> Iterator[FloatArray]:
        """What is left of each vote, run by run, in one place that is used again."""
        from khural.commonground.compiled.alternating import take_off

        starts, cells = self.ballots.starts, self.ballots.cells
        for run in self.runs:
            take_off(starts, cells, *run, leaning, intercepts, persons, factors, self.rest)
            yield self.rest[: starts[run[1]] - starts[run[0]]]
