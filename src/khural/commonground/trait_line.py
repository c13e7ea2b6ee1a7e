"""Agreement along one line of positions, with the crowd's own distribution along it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.classes import normalised
from khural.commonground.grouping.traits import INTERCEPTS, logistic

if TYPE_CHECKING:
    from scipy import sparse

NODES = np.linspace(-4.5, 4.5, 55)
FEATURES = np.column_stack([np.ones(len(NODES)), NODES, NODES**2])
SLOPES = 3.0
ROUNDS = 40
SETTLED = 0.02
# The distribution leans to the Gaussian by this many people.
LEAN = 8.0
LEAST_INFORMATION = 0.2
VOTES_AT_ONCE = 50_000


@dataclass(frozen=True, eq=False)
class Line:
    """Intercept and slope per statement (s, 2), their covariances (s, 2, 2), weight of each node of the line."""

    items: FloatArray
    covariances: FloatArray
    weights: FloatArray


def fitted_line(sides: Ballots, items: FloatArray) -> Line:
    """Logistic model (Birnbaum 1968) of one dimension from the first guess `items` (s, 2); `sides` holds no passes.

    Marginal maximum likelihood by EM over fixed nodes, whose weights are estimated too (Bock and Aitkin 1981): a crowd
    that leans or thins out to one side keeps its shape. Covariances are inverses of the observed information (Louis
    1982): the curvature if positions were known, less what is lost because they are not.
    """
    agree = sides.table((sides.values > 0).astype(np.float64))
    disagree = sides.table((sides.values < 0).astype(np.float64))
    gaussian = np.exp(-0.5 * NODES**2)
    gaussian /= gaussian.sum()
    weights, before = gaussian, -np.inf
    back = agree.T.tocsr(), disagree.T.tocsr()
    for _ in range(ROUNDS):
        posterior, likelihood = positions(agree, disagree, items, weights)
        counts = np.asarray(back[0] @ posterior), np.asarray(back[1] @ posterior)
        if likelihood - before < SETTLED:
            break
        before = likelihood
        weights = (posterior.sum(axis=0) + LEAN * gaussian) / (len(posterior) + LEAN)
        items, weights = _standardised(stepped(items, *counts), weights)
    return Line(items, _covariances(sides, items, posterior, *counts), weights)


def _standardised(items: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The same model with the crowd's mean at 0 and standard deviation 1; weights go to the nodes on either side.

    The votes leave both open (Bock and Aitkin 1981): with weights estimated, priors of the slopes would widen the crowd
    and push the ends of the line outwards.
    """
    middle = float(weights @ NODES)
    deviation = float(np.sqrt(weights @ (NODES - middle) ** 2))
    width = NODES[1] - NODES[0]
    place = np.clip(((NODES - middle) / deviation - NODES[0]) / width, 0, len(NODES) - 1)
    below = np.minimum(place.astype(np.int64), len(NODES) - 2)
    part = place - below
    moved = np.bincount(below, weights * (1 - part), len(NODES)) + np.bincount(below + 1, weights * part, len(NODES))
    moved = np.maximum(moved, 1e-300)
    return np.column_stack([items[:, 0] + items[:, 1] * middle, items[:, 1] * deviation]), moved / moved.sum()


def positions(
    agree: sparse.csr_array, disagree: sparse.csr_array, items: FloatArray, weights: FloatArray
) -> tuple[FloatArray, float]:
    """Posterior over the nodes (n, q), and the log-likelihood."""
    predicted = items[:, :1] + items[:, 1:] * NODES
    joint = np.log(weights) - (agree @ np.logaddexp(0, -predicted) + disagree @ np.logaddexp(0, predicted))
    return normalised(np.asarray(joint))


def stepped(items: FloatArray, agree: FloatArray, disagree: FloatArray) -> FloatArray:
    """One Newton step for every statement from its expected counts at each node (s, q)."""
    share = logistic(items[:, :1] + items[:, 1:] * NODES)
    both = agree + disagree
    weak = np.array([INTERCEPTS**-2, SLOPES**-2])
    gradient = np.einsum("sq,qa->sa", agree - both * share, FEATURES[:, :2]) - items * weak
    curvature = _matrices(np.einsum("sq,qa->sa", both * share * (1 - share), FEATURES)) + np.diag(weak)
    step = np.linalg.solve(curvature, gradient[..., None])[..., 0]
    length = np.sqrt((step**2).sum(axis=1, keepdims=True))
    return np.asarray(items + step * np.minimum(1.0, 2.0 / np.maximum(length, 1e-300)), np.float64)


def _covariances(
    sides: Ballots, items: FloatArray, posterior: FloatArray, agree: FloatArray, disagree: FloatArray
) -> FloatArray:
    share = logistic(items[:, :1] + items[:, 1:] * NODES)
    complete = np.einsum("sq,qa->sa", (agree + disagree) * share * (1 - share), FEATURES)
    observed = complete - np.einsum("sq,qa->sa", agree * (1 - share) ** 2 + disagree * share**2, FEATURES)
    for start in range(0, len(sides.values), VOTES_AT_ONCE):
        part = slice(start, start + VOTES_AT_ONCE)
        rows, columns = sides.rows[part], sides.columns[part]
        away = posterior[rows] * ((sides.values[part] > 0)[:, None] - share[columns])
        one, other = away.sum(axis=1), (away * NODES).sum(axis=1)
        for j, product in enumerate((one * one, one * other, other * other)):
            observed[:, j] += np.bincount(columns, product, len(items))
    information, full = _matrices(observed), _matrices(complete)
    ratio = np.linalg.det(information) / np.maximum(np.linalg.det(full), 1e-300)
    is_poor = (ratio < LEAST_INFORMATION**2) | (information[:, 0, 0] <= 0)
    kept = np.where(is_poor[:, None, None], LEAST_INFORMATION * full, information)
    return np.asarray(np.linalg.inv(kept + np.diag([INTERCEPTS**-2, SLOPES**-2])), np.float64)


def _matrices(values: FloatArray) -> FloatArray:
    return values[:, [0, 1, 1, 2]].reshape(-1, 2, 2)


def log_odds_at(line: Line, at: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Log-odds of agreeing (s, m) at m positions, and their standard deviations."""
    points = np.column_stack([np.ones(len(at)), at])
    middle = line.items[:, :1] + line.items[:, 1:] * at
    return middle, np.sqrt(np.einsum("qa,sab,qb->sq", points, line.covariances, points))
