"""The rate after a date over the rate before it, with an interval that allows for the series' own restlessness.

The log of the rate moves by itself: with steps of standard deviation q per period, the means of n periods before and m
periods after a date differ by a random amount of variance q^2 (n + m) / 3 although nothing happened. Ignoring that
turns drift into effects. To it comes the noise of the counts: (1 / mean + 1 / r) / periods on each side. q and r are
those of the fitted local level. A share cannot grow beyond one, and neither does its interval.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from khural.tension.counts import fit_counts
from khural.tension.errors import TensionError
from khural.tension.series import Floats, Mask, Series


@dataclass(frozen=True)
class Restlessness:
    """Settings of the level: `step` (q), `size` (r), and whether the series holds 0 and 1 only."""

    step: float
    size: float
    yes_or_no: bool


@dataclass(frozen=True)
class Contrast:
    """Rate ratio with 95 % interval, and what it rests on: known periods and events before and after."""

    ratio: float
    low: float
    high: float
    known_before: int
    known_after: int
    events_before: float
    events_after: float


def restlessness(panel: tuple[Series, ...], which: int = 0) -> Restlessness:
    """Settings of one series of the panel, shrunk to those of all; the series must have the same periods."""
    if any(one.starts != panel[0].starts for one in panel):
        raise TensionError("tension.unlike_periods", series=panel[which].name)
    values, volume, known = (np.array([getattr(one, part) for one in panel]) for part in ("values", "volume", "known"))
    levels = fit_counts(values, volume, known)
    binary = bool(np.isin(panel[which].values, (0.0, 1.0)).all() and (panel[which].volume == 1).all())
    return Restlessness(float(levels.step[which]), float(levels.size[which]), binary)


def contrast(series: Series, before: slice, after: slice, settings: Restlessness) -> Contrast | None:
    """Compare two stretches of a series of counts; None when a stretch has no known period."""
    sides = [_side(series.values[part], series.volume[part], series.known[part], settings) for part in (before, after)]
    if not sides[0].known or not sides[1].known:
        return None
    drift = settings.step**2 * (sides[0].known + sides[1].known) / 3
    deviation = float(np.sqrt(sides[0].variance + sides[1].variance + drift))
    middle = float(np.log(sides[1].rate) - np.log(sides[0].rate))
    reach = float(student.ppf(0.975, max(sides[0].known - 1, 3))) * deviation
    highest = max(np.exp(middle), 1 / sides[0].rate) if settings.yes_or_no else np.inf
    return Contrast(
        ratio=float(np.exp(middle)),
        low=float(np.exp(middle - reach)),
        high=float(min(np.exp(middle + reach), highest)),
        known_before=sides[0].known,
        known_after=sides[1].known,
        events_before=sides[0].events,
        events_after=sides[1].events,
    )


@dataclass(frozen=True)
class _Side:
    rate: float
    variance: float
    known: int
    events: float


def _side(values: Floats, volume: Floats, known: Mask, settings: Restlessness) -> _Side:
    events, offsets, number = float(values[known].sum()), float(volume[known].sum()), int(known.sum())
    if not number:
        return _Side(0.0, 0.0, 0, 0.0)
    share = max(1 - events / number, 0.05) if settings.yes_or_no else 1.0
    variance = share / (events + 0.5) + 1 / (settings.size * number)
    return _Side((events + 0.5) / offsets, variance, number, events)
