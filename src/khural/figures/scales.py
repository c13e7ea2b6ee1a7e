"""From values to places on a sheet: days along the bottom, round numbers up the side."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Days:
    """Days between `first` and `last` along a stretch from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day lies; days outside stand at the edge."""
        inside = min(max(day, self.first), self.last)
        span = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * (inside - self.first).days / span

    def years(self, most: int) -> list[int]:
        """Years whose first of January lies inside, every second, fifth ... one, so that no more than `most` remain."""
        inside = [year for year in range(self.first.year, self.last.year + 1) if self.first <= date(year, 1, 1)]
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if len(inside) <= most * step)
        return [year for year in inside if year % step == 0 or step == 1]


@dataclass(frozen=True)
class Heights:
    """Values between `low` and `high` from `bottom` (large y) to `top`; `is_ratio`: equal steps are equal factors."""

    low: float
    high: float
    bottom: float
    top: float
    is_ratio: bool = False

    def at(self, value: float) -> float:
        """Where a value lies; values outside stand at the edge."""
        inside = min(max(value, self.low), self.high)
        share = self._place(inside) / self._place(self.high) if self._place(self.high) else 0.0
        return self.bottom - (self.bottom - self.top) * share

    def _place(self, value: float) -> float:
        return math.log(value / self.low) if self.is_ratio else value - self.low


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round values that cover `low` to `high`, at most `most` + 2, in steps of 1, 2 or 5 times a power of ten."""
    span = (high - low) or abs(high) or 1.0
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(n * step, 12) for n in range(first, max(last, first + 1) + 1))


def written(value: float, steps: Sequence[float]) -> str:
    """`value` with as many decimals as the steps of its axis need."""
    gap = min((abs(b - a) for a, b in itertools.pairwise(steps)), default=1.0)
    decimals = max(0, -math.floor(math.log10(gap) + 1e-9)) if gap else 0
    return f"{value:.{decimals}f}".replace("-", "\u2212")
