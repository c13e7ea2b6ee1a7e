"""Votes as support, leaning and one factor, solved exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    Table = csr_array[np.float64]

ON_INTERCEPTS, ON_FACTORS = 0.15, 0.03
ROUNDS = 1000
SETTLED = 1e-7


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
    votes, seen = ballots.table(ballots.values), ballots.table(np.ones(len(ballots.values)))
    votes_back, seen_back = votes.T.tocsr(), seen.T.tocsr()
    mean = float(ballots.values.sum() / (len(ballots.values) + ON_INTERCEPTS))
    intercepts, factors = np.zeros(s), start * np.sqrt(s)
    leaning, persons = np.zeros(n), np.zeros(n)
    loss, change, rounds = np.inf, np.inf, 0
    while rounds < ROUNDS and change > SETTLED:
        leaning, persons = _half(votes, seen, mean, intercepts, factors)
        intercepts, factors = _half(votes_back, seen_back, mean, leaning, persons)
        leaning, persons, factors = _moved(leaning, persons, factors)
        intercepts, factors, persons = _moved(intercepts, factors, persons)
        persons, factors = _balanced(persons, factors)
        residual = ballots.values - leaning[ballots.rows] - intercepts[ballots.columns]
        residual -= persons[ballots.rows] * factors[ballots.columns]
        mean = float(residual.sum() / (len(residual) + ON_INTERCEPTS))
        squares = float(((residual - mean) ** 2).sum())
        penalty = ON_INTERCEPTS * (mean**2 + float((leaning**2).sum() + (intercepts**2).sum()))
        new = squares + penalty + ON_FACTORS * float((persons**2).sum() + (factors**2).sum())
        change, loss, rounds = (loss - new) / max(new, 1e-300) if np.isfinite(loss) else np.inf, new, rounds + 1
    return Factors(mean, leaning, intercepts, persons, factors, squares / len(residual), rounds, max(change, 0.0))


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


def _half(
    votes: Table, seen: Table, mean: float, intercepts: FloatArray, factors: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Intercepts and factors of the rows, those of the columns given: a system of two equations for each row."""
    features = np.column_stack([np.ones(len(factors)), factors, factors**2, intercepts, intercepts * factors])
    count, first, second, taken, product = (seen @ features).T
    cast = (votes @ features[:, :2]).T
    a, b, c = count + ON_INTERCEPTS, first, second + ON_FACTORS
    x, y = cast[0] - mean * count - taken, cast[1] - mean * first - product
    determinant = a * c - b * b
    return (c * x - b * y) / determinant, (a * y - b * x) / determinant
