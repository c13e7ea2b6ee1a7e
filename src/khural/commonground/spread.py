"""The spread: where people stand along the main dimension, and what is agreed across it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.traits import fitted_traits, logistic
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask, read_only
from khural.commonground.placing import DEVIATIONS, placed, quantiles
from khural.commonground.trait_line import SLOPES, Line, fitted_line, log_odds_at

if TYPE_CHECKING:
    from khural.commonground.grouping.decide import Finding

# Both ends of the central 95 %, the quartiles and the middle.
PLACES = (0.025, 0.25, 0.5, 0.75, 0.975)
ENDS = [0, len(PLACES) - 1]
LEAST_OUTSIDE = 0.005


@dataclass(frozen=True, eq=False)
class Spread:
    """Positions along the main of `dimensions`, and agreement as a function of position.

    `people` (n) and `statements` (s) are places in the result. `positions`, `low`, `high` (n): position and its 95 %
    interval. `places` (5): positions below which 2.5, 25, 50, 75 and 97.5 % of people stand. `agreement`,
    `agreement_low`, `agreement_high` (s, 5): share agreeing of those who stand there, with its interval. `across` and
    `across_against` (s): lowest lower bound of agreeing, and of rejecting, over the central 95 %; `least` (s): the end
    (0 or 4, a column of `agreement`) at which agreeing is lowest. `turns` (s): whether agreement surely changes with
    position.
    """

    dimensions: int
    people: IntArray
    statements: IntArray
    positions: FloatArray
    low: FloatArray
    high: FloatArray
    places: FloatArray
    agreement: FloatArray
    agreement_low: FloatArray
    agreement_high: FloatArray
    across: FloatArray
    across_against: FloatArray
    least: IntArray
    turns: Mask


def spread(found: Finding, everybody: Ballots) -> Spread | None:
    """The spread along the main dimension, None when the votes bear no dimension.

    The line is fitted to the sample that was examined (`fitted_line`), `everybody` is placed on it. Bounds are lower
    ends of 95 % intervals (Wald, on the log-odds); being linear less a convex function of position, they are lowest at
    an end of the range. The range holds the central 95 % of the estimated distribution of positions and, at each end,
    one standard error of that share more, for it is estimated too.
    """
    if found.dimensions.count == 0:
        return None
    first = fitted_traits(found.sides, found.scores[:, :1], slopes=SLOPES).items
    line = _signed(fitted_line(found.sides, first))
    at, low_at, high_at = placed(line, everybody, found.sides)
    places = quantiles(line.weights[None], np.array(PLACES))[0]
    low, middle, high = _agreement(line, places)
    lowest, _, highest = _agreement(line, _ends(line.weights, len(found.ballots.people)))
    return Spread(
        dimensions=found.dimensions.count,
        people=everybody.people,
        statements=everybody.statements,
        positions=read_only(at),
        low=read_only(low_at),
        high=read_only(high_at),
        places=read_only(places),
        agreement=read_only(middle),
        agreement_low=read_only(low),
        agreement_high=read_only(high),
        across=read_only(lowest.min(axis=1)),
        across_against=read_only(1 - highest.max(axis=1)),
        least=read_only(np.array(ENDS)[lowest.argmin(axis=1)]),
        turns=read_only(np.abs(line.items[:, 1]) > DEVIATIONS * np.sqrt(line.covariances[:, 1, 1])),
    )


def _agreement(line: Line, at: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Lower bound, share and upper bound of agreeing (s, m) at m positions."""
    middle, unsure = log_odds_at(line, at)
    return logistic(middle - DEVIATIONS * unsure), logistic(middle), logistic(middle + DEVIATIONS * unsure)


def _signed(line: Line) -> Line:
    """The same line with the statement that turns most turning upwards; of equal ones the first decides."""
    size = np.abs(line.items[:, 1])
    first = int(np.argmax(size >= size.max() * (1 - 1e-9)))
    if line.items[first, 1] >= 0:
        return line
    turned = np.array([1.0, -1.0])
    return Line(line.items * turned, line.covariances * turned * turned[:, None], line.weights[::-1].copy())


def _ends(weights: FloatArray, n: int) -> FloatArray:
    """The ends of the central 95 % of n people, each a standard error further out."""
    outside = max(PLACES[0] - float(np.sqrt(PLACES[0] * PLACES[-1] / n)), LEAST_OUTSIDE)
    return np.asarray(quantiles(weights[None], np.array([outside, 1 - outside]))[0])


def slices(found: Spread, votes: Ballots, parts: int = 3) -> IntArray:
    """Agree, disagree and pass per slice and statement (parts, s, 3), slices of equal numbers of people.

    For orientation along a line that has no gaps: slices are not groups, and where they are cut is arbitrary.
    """
    cuts = np.quantile(found.positions, np.arange(1, parts) / parts)
    place = np.searchsorted(cuts, found.positions, side="right")
    kind = np.array([1, 2, 0])[votes.values.astype(np.int64) + 1]
    cell = (place[votes.rows] * votes.shape[1] + votes.columns) * 3 + kind
    return np.bincount(cell, minlength=parts * votes.shape[1] * 3).reshape(parts, votes.shape[1], 3)
