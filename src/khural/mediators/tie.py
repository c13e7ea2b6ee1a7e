"""The tie between a candidate and a party, and intervals of scores and ranks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Interval:
    """A 90 % interval of a score."""

    low: float
    high: float


@dataclass(frozen=True)
class RankInterval:
    """A 90 % interval of a rank, or the range of ranks over a set of settings."""

    low: int
    high: int


@dataclass(frozen=True)
class Tie:
    """The tie between a candidate and a party in the window, both directions together.

    `status` is "known", "thin" (fewer events than the floor: unknown, not low) or "missing" (the source does not
    cover the state; all counts are None). `score` = C / (C + F + c) and its interval stand for known ties only.
    """

    state: str
    party: str
    status: str
    verbal_cooperation: int | None
    material_cooperation: int | None
    verbal_conflict: int | None
    material_conflict: int | None
    score: float | None
    interval: Interval | None
    source: str
    first: date
    last: date

    @property
    def cooperation(self) -> int | None:
        """C: cooperative events in both directions."""
        return _sum(self.verbal_cooperation, self.material_cooperation)

    @property
    def conflict(self) -> int | None:
        """F: conflictual events in both directions."""
        return _sum(self.verbal_conflict, self.material_conflict)

    @property
    def events(self) -> int | None:
        """C + F."""
        return _sum(self.cooperation, self.conflict)


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


@dataclass(frozen=True)
class EnteredTie:
    """A tie entered by hand between a candidate and a party, one of which no event source covers.

    `kind` says what that one is: organisation, armed_group, person or state. `cooperation` and `conflict` are events
    that the source names; `score` is None under the floor of events.
    """

    candidate: str
    party: str
    kind: str
    cooperation: int
    conflict: int
    first: str
    last: str
    source: str
    source_url: str
    note: str | None
    score: float | None = None
