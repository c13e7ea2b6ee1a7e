"""The level of counts: a negative-binomial local level for every dyad, its settings shrunk to the group's.

    y[t] ~ NB(mean = V[t] exp(l[t]), size = r)        l[t] = l[t-1] + q e[t],  e ~ N(0, 1)

filtered by a gamma-Poisson discount filter (Harvey and Fernandes 1989, J. Bus. Econ. Stat. 7), the probabilistic form
of an exponentially weighted mean. The level exp(l) has a gamma distribution of shape A and rate B:

    k <- 1 / (1 + q^2 A)        A <- k A + y / f        B <- k B + V / f        f = 1 + (forecast mean) / r

The variance of the log of a gamma is about 1 / A, so that this discount k is the step of a random walk of variance q^2:
the discount is the dyad's own and settles where counts are steady. A count that scatters more than Poisson by the
factor f weighs 1 / f. For r without bound the filter is exact and the forecast is NB(A', B' / (B' + V)), A' = k A,
B' = k B. A period that is unknown adds nothing and the interval widens.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import gammaln
from scipy.stats import gamma, nbinom

from khural.tension.pooling import pooled_choice
from khural.tension.series import Floats, Mask

STEPS = (0.0, 0.02, 0.05, 0.08, 0.12, 0.18, 0.25, 0.35, 0.5, 0.7, 1.0)
"""Candidates for q, the standard deviation of a period's step of the log level."""
SIZES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 50.0, 1e6)
"""Candidates for r, the size of the negative binomial; the last is a Poisson."""
PRIOR = 0.5
"""Shape of the level before the first period: half an event."""


@dataclass(frozen=True)
class CountLevels:
    """Levels of D dyads over n periods: shape and rate of the gamma after each period, [D, n]; `step` (q) and `size`
    (r) as chosen per dyad, [D]."""

    shape: Floats
    rate: Floats
    step: Floats
    size: Floats

    def mean(self) -> Floats:
        """The level per unit of volume, [D, n]."""
        return self.shape / self.rate

    def interval(self, probability: float = 0.95) -> tuple[Floats, Floats]:
        """The central interval of the level, [D, n] each."""
        tail = (1 - probability) / 2
        ends = (gamma.ppf(end, self.shape, scale=1 / self.rate) for end in (tail, 1 - tail))
        low, high = (np.asarray(end) for end in ends)
        return low, high

    def discount(self) -> Floats:
        """The discount of the step after each period, [D, n]."""
        return 1 / (1 + self.step[:, None] ** 2 * self.shape)


@dataclass(frozen=True)
class CountForecast:
    """Negative binomials by their mean and size; arrays of one shape."""

    mean: Floats
    size: Floats

    def log_score(self, counts: Floats) -> Floats:
        """Log probability of `counts`."""
        return log_negative_binomial(counts, self.mean, self.size)

    def quantile(self, probability: float) -> Floats:
        """The smallest count that is not exceeded with `probability`."""
        return np.asarray(nbinom.ppf(probability, self.size, self.size / (self.size + self.mean)))

    def cdf(self, counts: Floats) -> Floats:
        """Probability of at most `counts`."""
        return np.asarray(nbinom.cdf(counts, self.size, self.size / (self.size + self.mean)))


def log_negative_binomial(counts: Floats, mean: Floats, size: Floats) -> Floats:
    """Log probability of `counts` under a negative binomial; arrays broadcast."""
    found: Floats = (
        gammaln(counts + size)
        - gammaln(size)
        - gammaln(counts + 1)
        - size * np.log1p(mean / size)
        + counts * (np.log(mean) - np.log(size + mean))
    )
    return found


def fit_counts(counts: Floats, volume: Floats, known: Mask, warm_up: int = 8) -> CountLevels:
    """Choose step and size of every dyad by one-step log score, shrunk to the group, and filter.

    `counts`, `volume`, `known` have shape [D, n]; the first `warm_up` periods are not scored.
    """
    grid = np.array(list(product(STEPS, SIZES)))
    scores = _one_step_scores(counts, volume, known, grid, warm_up)
    chosen = grid[pooled_choice(scores, known[:, warm_up:].sum(axis=1))]
    return filter_counts(counts, volume, known, chosen[:, 0], chosen[:, 1])


def filter_counts(counts: Floats, volume: Floats, known: Mask, step: Floats, size: Floats) -> CountLevels:
    """The filter with given settings per dyad, [D] each."""
    shapes, rates = np.empty_like(counts), np.empty_like(counts)
    state = _start(counts, volume, known)
    for place in range(counts.shape[1]):
        forecast = _widened(*state, step, 1)
        state = _updated(*forecast, counts[:, place], volume[:, place], known[:, place], size)
        shapes[:, place], rates[:, place] = state
    return CountLevels(shapes, rates, np.asarray(step, float), np.asarray(size, float))


def forecast_counts(levels: CountLevels, volume: Floats, ahead: int) -> CountForecast:
    """What the period `ahead` after each row may bring when its volume is `volume`; shapes [D, n]."""
    shape, rate = _widened(levels.shape, levels.rate, levels.step[:, None], ahead)
    return _predictive(shape, rate, volume, levels.size[:, None])


def _widened(shape: Floats, rate: Floats, step: Floats, ahead: int) -> tuple[Floats, Floats]:
    kept = 1 / (1 + ahead * step**2 * shape)
    return kept * shape, kept * rate


def _updated(
    shape: Floats, rate: Floats, counts: Floats, volume: Floats, known: Mask, size: Floats
) -> tuple[Floats, Floats]:
    weight = known / (1 + volume * shape / (rate * size))
    return shape + weight * counts, rate + weight * volume


def _predictive(shape: Floats, rate: Floats, volume: Floats, size: Floats) -> CountForecast:
    """Mean and variance of a negative binomial around a gamma level, as one negative binomial."""
    mean = np.maximum(volume * shape / rate, 1e-9)
    spread = 1 / shape + (1 + 1 / shape) / size
    return CountForecast(mean, np.clip(1 / spread, 1e-3, 1e9))


def _start(counts: Floats, volume: Floats, known: Mask) -> tuple[Floats, Floats]:
    """Half an event at the mean rate of the dyad's first known periods, or the group's where those are empty."""
    early = known & (np.cumsum(known, axis=1) <= 8)
    events, offsets = (counts * early).sum(axis=1), (volume * early).sum(axis=1)
    everywhere = ((counts * early).sum() + PRIOR) / max(float((volume * early).sum()), 1e-9)
    mean = (events + PRIOR) / (offsets + PRIOR / everywhere)
    return np.full(len(counts), PRIOR), PRIOR / mean


def _one_step_scores(counts: Floats, volume: Floats, known: Mask, grid: Floats, warm_up: int) -> Floats:
    """Sum of one-step log scores, [grid, D]."""
    step, size = grid[:, :1], grid[:, 1:]
    state = _start(counts, volume, known)
    total = np.zeros((len(grid), len(counts)))
    for place in range(counts.shape[1]):
        y, v, seen = counts[:, place], volume[:, place], known[:, place]
        forecast = _widened(*state, step, 1)
        if place >= warm_up:
            total += np.where(seen, _predictive(*forecast, v, size).log_score(y), 0.0)
        state = _updated(*forecast, y, v, seen, size)
    return total
