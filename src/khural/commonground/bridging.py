"""Bridging: support that the main divide, or the lines between declared parties, do not explain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.counts import Division, FloatArray
from khural.commonground.factors import ON_INTERCEPTS, fitted_factors
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.ids import IntArray
from khural.commonground.matrix import read_only

DEVIATIONS = 1.959963984540054
# A statement divides when its two sides are at least this far apart, on the scale from -1 to 1.
DIVIDING = 0.5
FEWEST_DIVIDING = 4
ROUNDS = 500
SETTLED = 1e-7


@dataclass(frozen=True, eq=False)
class Bridging:
    """Per statement of `statements` (s): `intercepts` of support, their lower bounds `low`, and `factors`.

    `by` is "axis" (the main divide), "parties" or "groups". By parties, `means` (k, s) holds each one's mean vote,
    leaning taken out, and `factors` half the distance of the extreme ones. `bridges` of `examined` people vote both
    ways on what divides; they are counted, never named. `change` and `rounds` tell how the iteration ended.
    """

    by: str
    labels: tuple[str, ...]
    statements: IntArray
    mean: float
    intercepts: FloatArray
    low: FloatArray
    factors: FloatArray
    means: FloatArray | None
    bridges: int
    examined: int
    rounds: int
    change: float
    is_settled: bool


def bridging(ballots: Ballots, axis: FloatArray, division: Division | None, by: str = "parties") -> Bridging | None:
    """Bridging by `division`, without one by the main divide, whose first guess is `axis` (s); None without votes.

    A lower bound is the intercept less 1.96 standard errors of a mean of that many votes: a statement with 2 votes
    does not top one with 200.
    """
    if not len(ballots.cells):
        return None
    return _by_axis(ballots, axis) if division is None else _by_division(ballots, division, by)


def _by_axis(ballots: Ballots, axis: FloatArray) -> Bridging:
    found = fitted_factors(ballots, axis)
    n = sum(np.bincount(part.columns, minlength=ballots.shape[1]) for part in ballots.parts())
    unsure = np.sqrt(np.maximum(found.noise, 1e-12) / (n + ON_INTERCEPTS))
    # People's scores to length 1 on average, so that a factor is the distance from the middle on the scale of votes.
    scale = float(np.sqrt((found.persons**2).mean()))
    factors = _signed(found.factors * scale)
    bridges, examined = _both_ways(ballots, np.where(np.abs(factors) >= DIVIDING / 2, np.sign(factors), 0.0)[None])
    return Bridging(
        by="axis",
        labels=(),
        statements=ballots.statements,
        mean=found.mean,
        intercepts=read_only(found.intercepts),
        low=read_only(found.intercepts - DEVIATIONS * unsure),
        factors=read_only(factors),
        means=None,
        bridges=bridges,
        examined=examined,
        rounds=found.rounds,
        change=found.change,
        is_settled=found.is_settled,
    )


def _by_division(ballots: Ballots, division: Division, by: str) -> Bridging:
    """vote ~ leaning + mean of the party and statement, leanings in a party summing to 0.

    The intercept is the mean over parties, whatever their size.
    """
    s, k = ballots.shape[1], len(division.labels)
    codes = division.codes[ballots.people]
    means, noise, change, rounds = _party_means(ballots, codes, k)
    inside = codes[ballots.rows] >= 0
    count = np.bincount((codes[ballots.rows] * s + ballots.columns)[inside], minlength=k * s).reshape(k, s)
    unsure = np.sqrt((noise / (count + ON_INTERCEPTS)).sum(axis=0)) / k
    middle, distance = means.mean(axis=0), means.max(axis=0) - means.min(axis=0)
    side = np.where(distance >= DIVIDING, np.sign(means - middle), 0.0)
    bridges, examined = _both_ways(ballots, side, codes)
    return Bridging(
        by=by,
        labels=division.labels,
        statements=ballots.statements,
        mean=0.0,
        intercepts=read_only(middle),
        low=read_only(middle - DEVIATIONS * unsure),
        factors=read_only(distance / 2),
        means=read_only(means),
        bridges=bridges,
        examined=examined,
        rounds=rounds,
        change=change,
        is_settled=change <= SETTLED,
    )


def _party_means(ballots: Ballots, codes: IntArray, k: int) -> tuple[FloatArray, float, float, int]:
    """Mean votes by party (k, s) with leaning taken out, mean squared residual, last change, rounds."""
    n, s = ballots.shape
    inside = codes[ballots.rows] >= 0
    rows, values = ballots.rows[inside], ballots.values[inside]
    cell = codes[rows] * s + ballots.columns[inside]
    in_cell, cast = np.bincount(cell, minlength=k * s), np.bincount(rows, minlength=n)
    people = np.bincount(codes + 1, minlength=k + 1)[1:]
    leaning, means, change, rounds = np.zeros(n), np.zeros(k * s), np.inf, 0
    while rounds < ROUNDS and change > SETTLED:
        new = np.bincount(cell, values - leaning[rows], k * s) / (in_cell + ON_INTERCEPTS)
        leaning = np.bincount(rows, values - new[cell], n) / (cast + ON_INTERCEPTS)
        # What all of a party lean is its line, not theirs.
        moved = np.bincount(codes + 1, leaning, k + 1)[1:] / np.maximum(people, 1)
        new = new + np.repeat(moved, s)
        leaning = leaning - np.append(0.0, moved)[codes + 1]
        change, means, rounds = float(np.abs(new - means).max(initial=0.0)), new, rounds + 1
    residual = values - means[cell] - leaning[rows]
    noise = max(float((residual**2).mean()) if len(residual) else 1.0, 1e-12)
    return means.reshape(k, s), noise, change, rounds


def _both_ways(ballots: Ballots, side: FloatArray, codes: IntArray | None = None) -> tuple[int, int]:
    """People who vote at least a third of the time to each side of the statements that divide, and of how many.

    `side` (k, s) is the side of each statement as `codes` (n) see it: 1, -1, or 0 where it does not divide. People with
    fewer than four such votes, and those of no party, are not examined.
    """
    codes = np.zeros(ballots.shape[0], np.int64) if codes is None else codes
    bridges, among, first = 0, 0, 0
    for part in ballots.parts():
        n = part.shape[0]
        theirs = codes[first : first + n][part.rows]
        own = side[theirs, part.columns] * (theirs >= 0)
        counted = (own != 0) & (part.values != 0)
        with_own = np.bincount(part.rows[counted], own[counted] * part.values[counted] > 0, n)
        cast = np.bincount(part.rows[counted], minlength=n)
        examined = cast >= FEWEST_DIVIDING
        bridges += int((examined & (3 * np.minimum(with_own, cast - with_own) >= cast)).sum())
        among, first = among + int(examined.sum()), first + n
    return bridges, among


def _signed(factors: FloatArray) -> FloatArray:
    """The entry of largest magnitude positive; of equal ones the first decides."""
    size = np.abs(factors)
    first = int(np.argmax(size >= size.max(initial=0.0) * (1 - 1e-9)))
    return factors if factors[first] >= 0 else -factors
