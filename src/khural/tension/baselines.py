"""The simple rules beside every model: exponentially weighted mean, the last value, and all past values alike."""

from __future__ import annotations

import numpy as np

from khural.tension.series import Floats, Mask

WEIGHTS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)


def weighted_mean(values: Floats, known: Mask, weight: float) -> Floats:
    """The exponentially weighted mean after each period, [n]; an unknown period leaves it as it was."""
    early = values[known][:20]
    level = float(early.mean()) if len(early) else 0.0
    after = np.empty(len(values))
    for place, (value, seen) in enumerate(zip(values, known, strict=True)):
        level += weight * (value - level) if seen else 0.0
        after[place] = level
    return after


def choose_weight(values: Floats, known: Mask, ahead: int = 1, first: int = 20) -> float:
    """The weight with the least squared error of forecasts `ahead` periods ahead."""

    def loss(weight: float) -> float:
        errors = values[ahead:] - weighted_mean(values, known, weight)[:-ahead]
        return float((errors[first:] ** 2)[known[ahead:][first:]].sum())

    return min(WEIGHTS, key=loss)


def last_known(values: Floats, known: Mask) -> Floats:
    """The last known value after each period, [n]; 0 before the first."""
    places = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
    return np.where(places >= 0, values[np.maximum(places, 0)], 0.0)


def running_mean(values: Floats, known: Mask) -> Floats:
    """The mean of all known values after each period, [n]; 0 before the first."""
    found: Floats = np.cumsum(values * known) / np.maximum(np.cumsum(known), 1)
    return found
