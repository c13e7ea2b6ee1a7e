"""Latent traits: people stand anywhere along d dimensions, and agreement changes smoothly with position."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.classes import penalty

ROUNDS = 60
SETTLED = 0.1
# Standard deviations of the normal priors that keep intercepts and slopes finite where everybody agrees.
INTERCEPTS, SLOPES = 5.0, 1.5
LONGEST_STEP = 2.0


@dataclass(frozen=True, eq=False)
class Traits:
    """A fitted model: intercepts and slopes (s, 1 + d), positions (n, d), their covariance (n, d, d), BIC."""

    items: FloatArray
    positions: FloatArray
    covariance: FloatArray
    log_likelihood: float
    bic: float


def fitted_traits(sides: Ballots, start: FloatArray, enough: float = -np.inf, slopes: float = SLOPES) -> Traits:
    """Logistic model with Gaussian positions, fitted from the positions `start` (n, d); `sides` holds no passes.

    Marginal likelihood (Bock and Aitkin 1981) with each person's integral by Laplace's approximation about the
    likeliest position (Tierney and Kadane 1986), expectations in the M step by the 2 d points of the spherical rule
    (cubature of degree 3), one Newton step per statement. Stops as soon as BIC falls below `enough`.
    `slopes` is the standard deviation of the prior of slopes.
    """
    d = start.shape[1]
    positions = start / np.maximum(start.std(axis=0), 1e-9)
    price = penalty(sides, d + 1) - d * (d - 1) / 2 * float(np.log(sides.shape[0]))
    covariance = np.tile(0.1 * np.eye(d), (sides.shape[0], 1, 1))
    items = _first_items(sides, d)
    for _ in range(3):
        items = _maximised(sides, items, positions, covariance, slopes)
    best = Traits(items, positions, covariance, -np.inf, np.inf)
    previous = -np.inf
    for _ in range(ROUNDS):
        positions, covariance, likelihood = located(sides, items, positions)
        if likelihood > best.log_likelihood:
            best = Traits(items, positions, covariance, likelihood, -2 * likelihood + price)
        if best.bic < enough or likelihood - previous < SETTLED:
            break
        previous = likelihood
        items = _maximised(sides, items, positions, covariance, slopes)
    return best


def _first_items(sides: Ballots, d: int) -> FloatArray:
    s = sides.shape[1]
    count = np.bincount(sides.columns, minlength=s)
    share = (np.bincount(sides.columns, sides.values > 0, s) + 0.5) / (count + 1.0)
    return np.column_stack([np.log(share / (1 - share)), np.zeros((s, d))])


def located(sides: Ballots, items: FloatArray, positions: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Likeliest positions, covariances about them, and the marginal log-likelihood, items given."""
    d = positions.shape[1]
    slopes = items[:, 1:]
    pairs = [(a, b) for a in range(d) for b in range(a, d)]
    products = np.column_stack([slopes[:, a] * slopes[:, b] for a, b in pairs])
    agrees = sides.values > 0
    for _ in range(12):
        share = logistic(predicted(sides, items, positions))
        slope = np.asarray(sides.table(agrees - share) @ slopes) - positions
        precision = _symmetric(np.asarray(sides.table(share * (1 - share)) @ products), pairs, d) + np.eye(d)
        step = np.linalg.solve(precision, slope[..., None])[..., 0]
        length = np.sqrt((step**2).sum(axis=1, keepdims=True))
        if float(length.max(initial=0.0)) < 1e-3:
            break
        positions = positions + step * np.minimum(1.0, LONGEST_STEP / np.maximum(length, 1e-300))
    eta = predicted(sides, items, positions)
    fit = -np.logaddexp(0, np.where(agrees, -eta, eta)).sum() - 0.5 * (positions**2).sum()
    share = logistic(eta)
    precision = _symmetric(np.asarray(sides.table(share * (1 - share)) @ products), pairs, d) + np.eye(d)
    covariance = np.asarray(np.linalg.inv(precision), np.float64)
    return positions, covariance, float(fit - 0.5 * np.log(np.linalg.det(precision)).sum())


def _maximised(
    sides: Ballots, items: FloatArray, positions: FloatArray, covariance: FloatArray, slopes: float
) -> FloatArray:
    """One Newton step for every statement, over the points that stand for each person's uncertain position."""
    n, d = positions.shape
    s = len(items)
    pairs = [(a, b) for a in range(d + 1) for b in range(a, d + 1)]
    root = np.linalg.cholesky(covariance) * np.sqrt(d)
    gradient, curvature = np.zeros((s, d + 1)), np.zeros((s, len(pairs)))
    agrees = sides.values > 0
    for axis in range(d):
        for sign in (1.0, -1.0):
            point = np.column_stack([np.ones(n), positions + sign * root[:, :, axis]])
            share = logistic(predicted(sides, items, point[:, 1:]))
            gradient += sides.table(agrees - share).T @ point
            features = np.column_stack([point[:, a] * point[:, b] for a, b in pairs])
            curvature += sides.table(share * (1 - share)).T @ features
    weak = np.array([INTERCEPTS**-2, *[slopes**-2] * d])
    gradient = gradient / (2 * d) - items * weak
    step = np.linalg.solve(_symmetric(curvature / (2 * d), pairs, d + 1) + np.diag(weak), gradient[..., None])[..., 0]
    length = np.sqrt((step**2).sum(axis=1, keepdims=True))
    return np.asarray(items + step * np.minimum(1.0, LONGEST_STEP / np.maximum(length, 1e-300)), np.float64)


def predicted(sides: Ballots, items: FloatArray, positions: FloatArray) -> FloatArray:
    """Log-odds of agreeing, one per vote."""
    eta = items[sides.columns, 0]
    for a in range(positions.shape[1]):
        eta = eta + items[sides.columns, 1 + a] * positions[sides.rows, a]
    return np.asarray(eta, np.float64)


def _symmetric(values: FloatArray, pairs: list[tuple[int, int]], d: int) -> FloatArray:
    full = np.empty((len(values), d, d))
    for j, (a, b) in enumerate(pairs):
        full[:, a, b] = full[:, b, a] = values[:, j]
    return full


def logistic(x: FloatArray) -> FloatArray:
    """The share that belongs to log-odds."""
    from scipy.special import expit

    return np.asarray(expit(x), np.float64)
