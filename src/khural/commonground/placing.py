"""Where people stand on a fitted line, and how surely."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.traits import logistic
from khural.commonground.trait_line import NODES, Line, positions

DEVIATIONS = 1.959963984540054
TAIL = 0.025
PEOPLE_AT_ONCE = 5_000
# Votes per statement that fitting it uses up: with m votes variances grow by m / (m - 8). Found by simulation.
USED_UP = 8.0
LARGEST_FACTOR = 4.0
LEAST_REST = 0.3


def placed(line: Line, ballots: Ballots, fitted: Ballots) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Position of each person, and the ends of its 95 % interval; a pass says nothing, and `fitted` holds none.

    A position is the expected one, less what one's own votes did to the line: with few people everybody pulls the
    statements towards themselves. The interval adds up the variances of three things unsure: where one's votes put one
    (the posterior's quantiles), the statements' intercepts and slopes, and where the middle and the width of the crowd
    lie, which `fitted`, the n people the line was fitted to, show only so far (1/n and x^2/2n).
    """
    n, (votes, s) = max(fitted.shape[0], 1), (len(fitted.cells), max(fitted.shape[1], 1))
    factor = votes / s / max(votes / s - USED_UP, votes / s / LARGEST_FACTOR, 1e-9)
    found = []
    for everybody in ballots.parts(PEOPLE_AT_ONCE):
        part = everybody.sides()
        agree, disagree = part.table(part.values > 0), part.table(part.values < 0)
        posterior, _ = positions(agree, disagree, line.items, line.weights)
        at = (posterior * NODES).sum(axis=1)
        spread = (posterior * NODES**2).sum(axis=1) - at**2
        unsure, own = _of_statements(line, part, at)
        more = spread**2 * unsure + (1 + at**2 / 2) / n
        away_by = at[:, None] - quantiles(posterior, np.array([TAIL, 1 - TAIL]))
        away = np.sqrt(factor * (away_by**2 + DEVIATIONS**2 * more[:, None]))
        at = at + spread * own
        found.append(np.column_stack([at, at - away[:, 0], at + away[:, 1]]))
    at, low, high = np.concatenate(found).T
    return at.copy(), low.copy(), high.copy()


def _of_statements(line: Line, sides: Ballots, at: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Two things about each person's score function, the root of which is the position.

    Its variance from the statements' (delta method), and its change when the own vote is left out of each statement's
    fit: one Newton step, the residual over 1 - leverage.
    """
    rows, columns = sides.rows, sides.columns
    x, slopes, (a, b, c) = at[rows], line.items[columns, 1], line.covariances[columns][:, [0, 0, 1], [0, 1, 1]].T
    share = logistic(line.items[columns, 0] + slopes * x)
    rest = (sides.values > 0) - share
    turned = slopes * share * (1 - share)
    by_slope = rest - turned * x
    unsure = turned**2 * a - 2 * turned * by_slope * b + by_slope**2 * c
    leverage = share * (1 - share) * (a + 2 * x * b + x**2 * c)
    rest = rest / np.maximum(1 - leverage, LEAST_REST)
    own = rest * (turned * (a + x * b) - by_slope * (b + x * c))
    return np.bincount(rows, unsure, len(at)).astype(np.float64), np.bincount(rows, own, len(at)).astype(np.float64)


def quantiles(weights: FloatArray, wanted: FloatArray) -> FloatArray:
    """Quantiles (n, m) of distributions (n, q) over the nodes, each node's weight spread evenly about it."""
    width = NODES[1] - NODES[0]
    cumulated = np.cumsum(weights, axis=1)
    found = np.empty((len(weights), len(wanted)))
    for j, share in enumerate(wanted):
        node = np.minimum((cumulated < share).sum(axis=1), len(NODES) - 1)
        weight = np.take_along_axis(weights, node[:, None], 1)[:, 0]
        above = np.take_along_axis(cumulated, node[:, None], 1)[:, 0]
        found[:, j] = NODES[node] + width * (0.5 - (above - share) / np.maximum(weight, 1e-300))
    return found
