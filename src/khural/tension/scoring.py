"""How good forecasts were: the continuous ranked probability score, the log score and the share inside the interval."""

from __future__ import annotations

import numpy as np
from scipy.stats import nbinom, norm

from khural.tension.counts import CountForecast
from khural.tension.series import Floats


def crps_normal(values: Floats, mean: Floats, deviation: Floats) -> Floats:
    """CRPS of normal forecasts (Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102)."""
    scaled = (values - mean) / deviation
    found: Floats = deviation * (scaled * (2 * norm.cdf(scaled) - 1) + 2 * norm.pdf(scaled) - 1 / np.sqrt(np.pi))
    return found


def crps_counts(counts: Floats, forecast: CountForecast) -> Floats:
    """CRPS of negative binomial forecasts, summed over all counts that can matter; arrays of one shape."""
    counts, mean, size = np.broadcast_arrays(counts, forecast.mean, forecast.size)
    flat = [array.ravel() for array in (counts, mean, size)]
    return np.array([_crps_count(*one) for one in zip(*flat, strict=True)]).reshape(counts.shape)


def _crps_count(count: float, mean: float, size: float) -> float:
    chance = size / (size + mean)
    top = int(max(nbinom.ppf(0.9999, size, chance), count)) + 1
    step = max(1, top // 4000)
    places = np.arange(0, top + 1, step)
    return float(((nbinom.cdf(places, size, chance) - (places >= count)) ** 2).sum() * step)


def paired_interval(first: Floats, second: Floats, block: int, draws: int = 2000, seed: int = 1) -> tuple[float, float]:
    """95 % interval of 1 - mean(first) / mean(second): how much smaller the first score is, by moving blocks.

    `first` and `second` have shape [D, n]; every draw takes dyads and blocks of `block` periods together, so that
    scores of one week in many dyads stay together.
    """
    source = np.random.default_rng(seed)
    dyads, periods = first.shape
    pieces = int(np.ceil(periods / block))
    gains = np.empty(draws)
    for draw in range(draws):
        rows = source.integers(dyads, size=dyads)
        starts = source.integers(max(periods - block + 1, 1), size=pieces)
        columns = (starts[:, None] + np.arange(min(block, periods))).ravel()[:periods]
        gains[draw] = 1 - first[np.ix_(rows, columns)].mean() / second[np.ix_(rows, columns)].mean()
    low, high = np.quantile(gains, (0.025, 0.975))
    return float(low), float(high)
