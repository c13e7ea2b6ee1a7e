"""One row of the table of states: who bore which code from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Spell:
    """`state` had `code` in `system` (cow or gw) from `first` to `last`, both days included; None = to this day."""

    state: str
    name: str
    system: str
    code: int
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether the spell holds on the day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the spell holds on any day of the span."""
        return self.first <= last and (self.last is None or first <= self.last)
