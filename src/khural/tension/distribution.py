"""Forecasts from a discounted distribution: what a period may bring is what past periods brought, the recent ones most.

The gamma-Poisson filter discounts counts of events; here the same is done to the values themselves: a value that is
`age` periods old has the weight memory^age, and a normal kernel smooths the weighted values. No shape is assumed:
signed scores of a tense dyad have two peaks, one on each side of zero, which no normal distribution fits. Memory and
kernel are chosen per dyad and horizon by log score on past periods, shrunk to the group.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import ndtr
from scipy.stats import norm

from khural.tension.pooling import pooled_choice
from khural.tension.series import Floats, Mask

MEMORIES = (0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.985, 1.0)
KERNELS = (0.3, 0.5, 0.8)
"""Width of the kernel in units of deviation * (effective number)^(-1/5)."""
LONGEST = 156
"""Older values are not read."""
NARROWEST = 0.05
SMALLEST = 1e-12
"""Added to densities, so that one surprise does not outweigh everything."""


@dataclass(frozen=True)
class Mixture:
    """A mixture of normals of one width: `centres` and `weights` (summing to one), [m]."""

    centres: Floats
    weights: Floats
    width: float

    def mean(self) -> float:
        """The mean of the mixture."""
        return float(self.weights @ self.centres)

    def cdf(self, value: float) -> float:
        """Probability of at most `value`."""
        return float(self.weights @ ndtr((value - self.centres) / self.width))

    def log_density(self, value: float) -> float:
        """Log density at `value`, bounded below so that one surprise stays finite."""
        return float(np.log(self.weights @ norm.pdf(value, self.centres, self.width) + SMALLEST))

    def quantile(self, probability: float) -> float:
        """The value below which the mixture has `probability`, by bisection."""
        low, high = self.centres.min() - 6 * self.width, self.centres.max() + 6 * self.width
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if self.cdf(middle) < probability else (low, middle)
        return float((low + high) / 2)

    def crps(self, value: float) -> float:
        """The continuous ranked probability score at `value` (Grimit et al. 2006, for mixtures of normals)."""
        apart = self.centres[:, None] - self.centres[None, :]
        own = self.weights @ _mean_distance(apart, np.sqrt(2) * self.width) @ self.weights
        return float(self.weights @ _mean_distance(value - self.centres, self.width) - own / 2)


def predictive(past: Floats, known: Mask, memory: float, kernel: float) -> Mixture:
    """The mixture that the known values of `past` give, the last one the most recent."""
    ages = np.arange(len(past))[::-1]
    used = known & (ages < LONGEST)
    if not used.any():
        return Mixture(np.zeros(1), np.ones(1), 1.0)
    centres, weights = past[used], memory ** ages[used].astype(np.float64)
    weights = weights / weights.sum()
    deviation = np.sqrt(weights @ (centres - weights @ centres) ** 2)
    width = max(float(kernel * deviation * (weights @ weights) ** 0.2), NARROWEST)
    return Mixture(centres, weights, width)


def choose(values: Floats, known: Mask, ahead: int, first: int = 26) -> Floats:
    """Memory and kernel per dyad, [D, 2], by log score of forecasts `ahead` periods ahead from period `first` on."""
    grid = np.array(list(product(MEMORIES, KERNELS)))
    scores = np.zeros((len(grid), len(values)))
    for dyad, (row, seen) in enumerate(zip(values, known, strict=True)):
        scores[:, dyad] = _scores(row, seen, ahead, first)
    return grid[pooled_choice(scores, known[:, first:].sum(axis=1))]


def _scores(values: Floats, known: Mask, ahead: int, first: int) -> Floats:
    """Sum of log scores under every setting, memories outermost: what `predictive` would score, all origins at once."""
    places = np.arange(max(first, ahead), len(values))
    places = places[known[places]]
    ages = places[:, None] - ahead - np.arange(len(values))[None, :]
    usable = (ages >= 0) & (ages < LONGEST) & known[None, :]
    told = usable.any(axis=1)
    places, ages, usable = places[told], ages[told], usable[told]
    squares = (values[places][:, None] - values[None, :]) ** 2
    found = []
    for memory in MEMORIES:
        weights = np.where(usable, memory ** np.maximum(ages, 0).astype(np.float64), 0.0)
        weights /= weights.sum(axis=1, keepdims=True)
        mean = weights @ values
        deviation = np.sqrt(np.maximum(weights @ values**2 - mean**2, 0.0))
        number = (weights**2).sum(axis=1) ** 0.2
        for kernel in KERNELS:
            width = np.maximum(kernel * deviation * number, NARROWEST)[:, None]
            density = (weights * np.exp(-squares / (2 * width**2))).sum(axis=1) / (width[:, 0] * np.sqrt(2 * np.pi))
            found.append(float(np.log(density + SMALLEST).sum()))
    return np.array(found)


def _mean_distance(apart: Floats, width: float) -> Floats:
    """Mean of |x| for a normal x around `apart`."""
    scaled = apart / width
    found: Floats = 2 * width * norm.pdf(scaled) + apart * (2 * ndtr(scaled) - 1)
    return found
