"""Series of one dyad as arrays, checked once: net scores, and counts of events with the volume they are read against.

Rows are consecutive periods; a period that the source has nothing on is a row with `known` False, never a zero.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khural.tension.errors import TensionError
from khural.tension.periods import all_starts, check_starts

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Series:
    """Values of one dyad by period. `values` and `known` have shape [periods]; unknown values are 0 and not read.

    `volume` is the offset of a count, > 0 where known; it is 1 everywhere for a series that has none.
    """

    name: str
    period: str
    starts: tuple[datetime.date, ...]
    values: Floats
    volume: Floats
    known: Mask

    @property
    def missing(self) -> int:
        """Periods that the source has nothing on."""
        return int((~self.known).sum())

    @property
    def share_zero(self) -> float:
        """Share of the known periods in which nothing was counted; 1 when none is known."""
        return self.zero_in(slice(None))

    def zero_in(self, part: slice) -> float:
        """The same for some of the periods."""
        seen = self.values[part][self.known[part]]
        return float((seen == 0).mean()) if len(seen) else 1.0

    def between(self, first: datetime.date, last: datetime.date) -> Series:
        """The periods that start in the span."""
        kept = [place for place, start in enumerate(self.starts) if first <= start <= last]
        if not kept:
            raise TensionError("tension.empty_span", series=self.name, first=first.isoformat(), last=last.isoformat())
        part = slice(kept[0], kept[-1] + 1)
        return Series(self.name, self.period, self.starts[part], self.values[part], self.volume[part], self.known[part])

    def hostile_periods(self) -> Series:
        """1 where the value is below zero, else 0: for net scores, the periods in which hostility outweighs."""
        below = (self.values < 0).astype(np.float64)
        return Series(self.name, self.period, self.starts, below, np.ones(len(below)), self.known)


def series_of(
    name: str,
    period: str,
    values: Mapping[datetime.date, float] | Sequence[tuple[datetime.date, float]],
    as_of: datetime.date,
    volume: Mapping[datetime.date, float] | None = None,
) -> Series:
    """A checked series from (start, value); periods in between that are not given are unknown.

    With `volume` the values are counts: whole, not negative, and a period without volume is unknown. TensionError for
    a start that stands twice, is out of order, is no start of a period or lies on or after `as_of`; for values that
    are no numbers; and for an empty series.
    """
    pairs = sorted(values.items()) if isinstance(values, Mapping) else list(values)
    if not pairs:
        raise TensionError("tension.empty", series=name)
    check_starts([start for start, _ in pairs], period, name, as_of)
    for start, value in pairs:
        _check_value(name, start, value, volume is not None)
    starts = all_starts(pairs[0][0], pairs[-1][0], period)
    given = dict(pairs)
    offsets = np.array([1.0 if volume is None else volume.get(start, 0.0) for start in starts])
    known = np.array([start in given for start in starts]) & (offsets > 0)
    read = np.array([float(given.get(start, 0.0)) for start in starts])
    return Series(name, period, starts, np.where(known, read, 0.0), np.where(known, offsets, 1.0), known)


def signed_log(values: Floats) -> Floats:
    """sign(x) log(1 + |x|): net scores span four orders of magnitude and both signs."""
    return np.sign(values) * np.log1p(np.abs(values))


def _check_value(name: str, start: datetime.date, value: float, is_count: bool) -> None:
    if not np.isfinite(value):
        raise TensionError("tension.not_a_number", series=name, day=start.isoformat())
    if is_count and (value < 0 or value != int(value)):
        raise TensionError("tension.not_a_count", series=name, day=start.isoformat(), value=float(value))
