"""The smallest change that could be seen: asked of the series' own past before an aim is registered.

At dates drawn from the past a reduction is planted: of every event after the date a share is struck out at random.
The rule that will judge the aim then judges the planted one. The smallest share that is seen at four dates in five is
the answer; where even nine tenths are not, the aim cannot be seen, and the host is told so before the round.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.tension.contrast import Restlessness, contrast
from khural.tension.errors import TensionError
from khural.tension.periods import weeks
from khural.tension.rules import judge, mostly_zero, short_before
from khural.tension.series import Floats, Series

REDUCTIONS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class VisibleChange:
    """`reduction` is the smallest share that is seen with `power`, None where none is. `curve` holds (share, how often
    it was seen); `false_alarms` is how often a reduction was seen where none was planted."""

    reduction: float | None
    power: float
    curve: tuple[tuple[float, float], ...]
    false_alarms: float
    dates: int
    draws: int


def smallest_visible_change(
    series: Series,
    settings: Restlessness,
    weeks_after: int,
    weeks_before: int = 52,
    power: float = 0.8,
    draws: int = 200,
    seed: int = 1,
    reported: Series | None = None,
) -> VisibleChange:
    """Ask what reduction of the rate `series` would show within `weeks_after` weeks.

    `reported` is the series whose zeros mean that nothing was reported (the series itself unless given).
    TensionError when the past is too short to hold one window. The same seed gives the same answer.
    """
    source = np.random.default_rng(seed)
    before, after = weeks(weeks_before, series.period), weeks(weeks_after, series.period)
    least = weeks(26, series.period)
    dates = np.arange(least, len(series.starts) - after + 1)
    if not len(dates):
        raise TensionError("tension.few_periods", series=series.name, found=len(series.starts), wanted=least + after)
    chosen = source.choice(dates, size=draws)
    seen = dict.fromkeys((0.0, *REDUCTIONS), 0)
    for date in chosen:
        for share in seen:
            planted = _planted(series, int(date), share, source)
            window = slice(max(int(date) - before, 0), int(date))
            if mostly_zero((series if reported is None else reported).zero_in(window)) is None:
                seen[share] += _seen(planted, window, after, settings)
    curve = tuple((share, count / draws) for share, count in seen.items() if share)
    enough = [share for share, often in curve if often >= power]
    return VisibleChange(min(enough, default=None), power, curve, seen[0.0] / draws, len(dates), draws)


def _planted(series: Series, date: int, share: float, source: np.random.Generator) -> Series:
    values: Floats = series.values.copy()
    values[date:] = source.binomial(values[date:].astype(np.int64), 1 - share)
    return Series(series.name, series.period, series.starts, values, series.volume, series.known)


def _seen(series: Series, before: slice, after: int, settings: Restlessness) -> bool:
    found = contrast(series, before, slice(before.stop, before.stop + after), settings)
    if found is None:
        return False
    reasons = (short_before(found.known_before, series.period),)
    return judge(found.ratio, found.low, found.high, reasons).verdict == "reduced"
