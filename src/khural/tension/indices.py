"""The indices that a reader sees, with their levels: hostile and cooperation rate, share of cooperation, net score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from khural.tension.baselines import choose_weight, weighted_mean
from khural.tension.counts import fit_counts
from khural.tension.gaussian import fit_scores
from khural.tension.measurement import Events, Index, Point
from khural.tension.periods import period_end
from khural.tension.series import Floats, Mask, Series, signed_log
from khural.tension.sources import CountSource, class_counts

PER = 10_000.0
"""Rates are per this many events of the source."""


def net_index(series: Sequence[Series], source: str) -> Index:
    """The net score of the first series; the others lend their settings."""
    values = signed_log(np.array([one.values for one in series]))
    known = np.array([one.known for one in series])
    levels = fit_scores(values, known)
    low, high = levels.interval()
    ratio = float(levels.ratio[0])
    gain = (np.sqrt(ratio**2 + 4 * ratio) - ratio) / 2
    return _index("net", source, series[0], None, values[0], levels.mean[0], low[0], high[0], gain, None)


def count_indices(source: CountSource, a: str, b: str) -> tuple[Index, ...]:
    """Hostile and cooperation rate each way and the share of cooperation of both; none where nothing is observed."""
    there, back = class_counts(source, a, b), class_counts(source, b, a)
    if not there.shape[1] or not back.shape[1]:
        return ()
    volume = source.volume
    found = []
    for direction, counts in (((a, b), there), ((b, a), back)):
        for name, rows in (("hostile_rate", counts[2:]), ("cooperation_rate", counts[:2])):
            found.append(_rate(name, source, direction, rows.sum(axis=0), volume / PER, volume))
    both = there + back
    found.append(_rate("cooperation_share", source, None, both[:2].sum(axis=0), both.sum(axis=0), None))
    return tuple(found)


def events_of(source: CountSource, a: str, b: str) -> tuple[Events, ...]:
    """The counts themselves, each way."""
    volume = tuple(float(one) for one in source.volume)
    found = []
    for direction in ((a, b), (b, a)):
        counts = class_counts(source, *direction)
        if counts.shape[1]:
            rows = [tuple(int(one) for one in row) for row in counts]
            head = (source.note.name, source.period, direction, source.starts)
            found.append(Events(*head, rows[0], rows[1], rows[2], rows[3], volume))
    return tuple(found)


def _rate(
    name: str,
    source: CountSource,
    direction: tuple[str, str] | None,
    counts: Floats,
    offset: Floats,
    volume: Floats | None,
) -> Index:
    known = offset > 0
    safe = np.where(known, offset, 1.0)
    values = np.where(known, counts, 0.0).astype(np.float64)
    warm_up = min(8, len(values) // 3)
    levels = fit_counts(values[None], safe[None], known[None], warm_up)
    low, high = levels.interval()
    row = Series(name, source.period, source.starts, values, safe, known)
    mean, low, high = levels.mean()[0], low[0], high[0]
    if name == "cooperation_share":
        mean, low, high = (np.clip(one, 0.0, 1.0) for one in (mean, low, high))
    gain = 1 - float(levels.discount()[0, -1])
    return _index(name, source.note.name, row, direction, values / safe, mean, low, high, gain, volume)


def _index(
    name: str,
    source: str,
    series: Series,
    direction: tuple[str, str] | None,
    observed: Floats,
    level: Floats,
    low: Floats,
    high: Floats,
    gain: float,
    volume: Floats | None,
) -> Index:
    simple = weighted_mean(
        observed, series.known, choose_weight(observed, series.known, first=min(20, len(observed) // 3))
    )
    return Index(
        name=name,
        source=source,
        period=series.period,
        direction=direction,
        points=_points(series, observed, level, low, high, simple),
        volume=None if volume is None else _optional(volume, series.known),
        periods_missing=series.missing,
        share_zero=series.share_zero,
        memory=float(np.log(2) / -np.log(1 - gain)) if 0 < gain < 1 else None,
    )


def _points(
    series: Series, observed: Floats, level: Floats, low: Floats, high: Floats, simple: Floats
) -> tuple[Point, ...]:
    return tuple(
        Point(
            start=start,
            end=period_end(start, series.period),
            observed=float(observed[at]) if series.known[at] else None,
            level=float(level[at]),
            low=float(low[at]),
            high=float(high[at]),
            simple=float(simple[at]),
        )
        for at, start in enumerate(series.starts)
    )


def _optional(values: Floats, known: Mask) -> tuple[float | None, ...]:
    return tuple(float(value) if seen else None for value, seen in zip(values, known, strict=True))
