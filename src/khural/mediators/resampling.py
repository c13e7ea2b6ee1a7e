"""Intervals: what the scores and ranks would be had the same world been reported a little differently.

Poisson: every count is drawn anew around itself. News events cluster, so these intervals are too narrow. Week blocks:
where a source has days, runs of weeks are drawn with all their events, which keeps the clusters together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from khural.mediators.counts import Whole
from khural.mediators.scores import Real

LOW, HIGH = 5.0, 95.0
"""Percentiles of a 90 % interval."""


def poisson(counts: Whole, parties: Sequence[str], draws: int, seed: int) -> Whole:
    """`draws` tables [kinds, draws, states, parties] around `counts` [kinds, states, parties]; a 0 stays 0.

    Drawn in the alphabetical order of the `parties`, so that the order in which they were named changes nothing.
    """
    random = np.random.Generator(np.random.SFC64(seed))
    order = np.argsort(parties)
    shape = (len(counts), draws, *counts.shape[1:])
    drawn = random.poisson(np.broadcast_to(counts[:, None, :, order], shape))
    return drawn[..., np.argsort(order)]


def week_blocks(weeks: Whole, draws: int, seed: int) -> Whole:
    """`draws` sums [kinds, draws, states, parties] of as many weeks as `weeks` [weeks, kinds, states, parties] has.

    Circular blocks of about the cube root of the number of weeks (Politis and Romano 1992).
    """
    count = len(weeks)
    length = max(1, round(count ** (1 / 3)))
    random = np.random.Generator(np.random.SFC64(seed))
    starts = random.integers(0, count, size=(draws, -(-count // length)))
    chosen = ((starts[:, :, None] + np.arange(length)) % count).reshape(draws, -1)[:, :count]
    times = np.zeros((draws, count), dtype=np.float64)
    np.add.at(times, (np.arange(draws)[:, None], chosen), 1.0)
    sums = np.rint(times @ weeks.reshape(count, -1).astype(np.float64)).astype(np.int64)
    return np.moveaxis(sums.reshape(draws, *weeks.shape[1:]), 0, 1)


def bounds(values: Real) -> tuple[Real, Real]:
    """The 5th and 95th percentile over the first axis."""
    low, high = np.percentile(values, (LOW, HIGH), axis=0)
    return low, high


def rank_bounds(values: Whole) -> tuple[Whole, Whole]:
    """The 5th and 95th percentile of ranks over the first axis, as ranks that occurred."""
    low, high = np.percentile(values, (LOW, HIGH), axis=0, method="inverted_cdf")
    return low.astype(np.int64), high.astype(np.int64)
