"""The level of signed scores: a Gaussian local level for every dyad, its memory shrunk to the group's.

    y[t] = l[t] + s e[t],   l[t] = l[t-1] + s sqrt(ratio) u[t]

The Kalman filter is exact for a given ratio of the two variances; s^2 is estimated from the scaled forecast errors as
they come in. A period that is unknown adds nothing and the interval widens.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from khural.tension.pooling import pooled_choice
from khural.tension.series import Floats, Mask

RATIOS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Candidates for the ratio of the level's variance per period to the noise's."""
VARIANCE_PRIOR = 4.0
"""The spread of the dyad's first periods counts as this many forecast errors."""


@dataclass(frozen=True)
class ScoreLevels:
    """Levels of D dyads over n periods: mean and standard deviation after each period, the standard deviation of the
    noise as known by then, [D, n] each, and the ratio chosen per dyad, [D]."""

    mean: Floats
    deviation: Floats
    noise: Floats
    ratio: Floats

    def interval(self, probability: float = 0.95) -> tuple[Floats, Floats]:
        """The central interval of the level, [D, n] each."""
        reach = norm.ppf((1 + probability) / 2) * self.deviation
        return self.mean - reach, self.mean + reach

    def forecast_deviation(self, ahead: int) -> Floats:
        """Standard deviation of the value `ahead` periods after each row, [D, n]."""
        return np.sqrt(self.deviation**2 + self.noise**2 * (1 + ahead * self.ratio[:, None]))


def fit_scores(values: Floats, known: Mask, warm_up: int = 8) -> ScoreLevels:
    """Choose the ratio of every dyad by one-step log score, shrunk to the group, and filter. Shapes [D, n]."""
    grid = np.array(RATIOS)
    scores = np.array([_one_step_score(values, known, np.full(len(values), ratio), warm_up) for ratio in grid])
    return filter_scores(values, known, grid[pooled_choice(scores, known[:, warm_up:].sum(axis=1))])


def filter_scores(values: Floats, known: Mask, ratio: Floats) -> ScoreLevels:
    """The filter with a given ratio per dyad, [D]."""
    levels, _ = _filter(values, known, ratio)
    return levels


def _one_step_score(values: Floats, known: Mask, ratio: Floats, warm_up: int) -> Floats:
    _, scores = _filter(values, known, ratio)
    return np.asarray(np.where(known, scores, 0.0)[:, warm_up:].sum(axis=1))


def _filter(values: Floats, known: Mask, ratio: Floats) -> tuple[ScoreLevels, Floats]:
    shape = values.shape
    means, deviations, noises, scores = (np.empty(shape) for _ in range(4))
    level, variance = _start(values, known)
    share, weight, squares = np.ones(shape[0]), np.full(shape[0], VARIANCE_PRIOR), VARIANCE_PRIOR * variance
    for place in range(shape[1]):
        share = share + ratio
        noise, seen = squares / weight, known[:, place]
        error, total = values[:, place] - level, share + 1
        scores[:, place] = norm.logpdf(error, scale=np.sqrt(noise * total))
        gain = seen * share / total
        level, share = level + gain * error, share * (1 - gain)
        squares, weight = squares + seen * error**2 / total, weight + seen
        means[:, place], noises[:, place] = level, np.sqrt(squares / weight)
        deviations[:, place] = np.sqrt(share * squares / weight)
    return ScoreLevels(means, deviations, noises, ratio), scores


def _start(values: Floats, known: Mask) -> tuple[Floats, Floats]:
    """Mean and variance of the dyad's first twelve known periods; the variance has a floor."""
    early = known & (np.cumsum(known, axis=1) <= 12)
    number = np.maximum(early.sum(axis=1), 1)
    mean = (values * early).sum(axis=1) / number
    variance = (((values - mean[:, None]) ** 2) * early).sum(axis=1) / number
    return mean, np.maximum(variance, 0.01)
