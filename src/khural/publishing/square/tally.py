"""What goes into the gate of an open consultation: exact counts, for the gate and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OpenCount:
    """Answers to one statement, by everybody or by one group."""

    agree: int
    disagree: int
    passed: int

    @property
    def voters(self) -> int:
        """How many answered."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class OpenStatement:
    """One statement version: answers of all, and of each group in the order of the groups (none: no groups)."""

    statement: str
    everybody: OpenCount
    groups: tuple[OpenCount, ...] = ()


@dataclass(frozen=True)
class GroupTally:
    """One group: its name, its people, and the statements that set it apart, most first."""

    label: str
    people: int
    representative: tuple[str, ...]


@dataclass(frozen=True)
class SpreadTally:
    """Answers to each statement in equal parts of the people along the main line: (statement, counts per part)."""

    parts: tuple[tuple[str, tuple[OpenCount, ...]], ...]


@dataclass(frozen=True)
class MapTally:
    """People per field of the map, row by row from the top; `ends` are statements to the left, right, bottom, top."""

    fields: tuple[tuple[int, ...], ...]
    ends: tuple[tuple[str, ...], ...] = ((), (), (), ())


@dataclass(frozen=True)
class OpenTally:
    """An open consultation. The order of `statements` breaks ties. `reason` is the engine's code about groups.

    `stability` (0 to 1) is the agreement of the groups with those found when one in fifty votes is left out.
    """

    round: str
    voters: int
    statements: tuple[OpenStatement, ...]
    reason: str = ""
    groups: tuple[GroupTally, ...] = ()
    stability: float | None = None
    spread: SpreadTally | None = None
    map: MapTally | None = None
