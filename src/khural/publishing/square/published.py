"""What comes out of the gate of an open consultation, and all of it that anybody may be shown.

Percentages and intervals are worked out from the rounded counts, by whoever reads them, so that they say no more.
"""

from __future__ import annotations

import json
import math
from dataclasses import InitVar, asdict, dataclass, field
from typing import Literal, get_args

from khural.publishing.published import _MadeByTheGate

OpenReason = Literal["shown", "too_few", "withheld"]
OPEN_REASONS: tuple[OpenReason, ...] = get_args(OpenReason)
OPEN_FORMAT = "khural.published-open/1"
DEVIATIONS = 1.959963984540054


@dataclass(frozen=True)
class OpenCell:
    """`of` people answered, `agree` and `disagree` of them so: multiples of 5, never nearer than 5 to none or all.

    Where it is not shown, all three are None and `reason` says why.
    """

    of: int | None
    agree: int | None
    disagree: int | None
    reason: OpenReason

    @property
    def is_shown(self) -> bool:
        """Whether there are numbers."""
        return self.of is not None

    @property
    def agree_percent(self) -> int | None:
        """The share that agrees, in whole percent."""
        return _percent(self.agree, self.of)

    @property
    def disagree_percent(self) -> int | None:
        """The share that disagrees, in whole percent."""
        return _percent(self.disagree, self.of)

    @property
    def agree_range(self) -> tuple[int, int] | None:
        """The 95 % interval of the share that agrees (Wilson 1927), in whole percent."""
        return _range(self.agree, self.of)

    @property
    def disagree_range(self) -> tuple[int, int] | None:
        """The 95 % interval of the share that disagrees."""
        return _range(self.disagree, self.of)


def _percent(count: int | None, of: int | None) -> int | None:
    return None if count is None or of is None else (200 * count + of) // (2 * of)


def _range(count: int | None, of: int | None) -> tuple[int, int] | None:
    if count is None or of is None:
        return None
    low, high = wilson(count, of)
    return math.floor(100 * low), math.ceil(100 * high)


def wilson(count: int, of: int) -> tuple[float, float]:
    """Ends of the 95 % score interval of a share."""
    z = DEVIATIONS**2 / of
    share = count / of
    middle, half = share + z / 2, DEVIATIONS * math.sqrt(share * (1 - share) / of + z / (4 * of))
    return (middle - half) / (1 + z), (middle + half) / (1 + z)


@dataclass(frozen=True)
class OpenRow:
    """One statement; `number` is its place in the statement order, from 1; `groups` go by group.

    `known`: of everybody, then of each group, what the numbers shown so far have told (`guarding.Lows`); empty for a
    cell that was never shown. It is for the next batch, and not shown.
    """

    statement: str
    number: int
    everybody: OpenCell
    groups: tuple[OpenCell, ...]
    known: tuple[tuple[int, ...], ...] = ()

    @property
    def cells(self) -> tuple[OpenCell, ...]:
        """The cells by which the row is ordered: the groups' where there are any, else everybody's."""
        return self.groups or (self.everybody,)

    @property
    def is_whole(self) -> bool:
        """Whether every cell by which the row is ordered is shown."""
        return all(cell.is_shown for cell in self.cells)

    @property
    def least_agree(self) -> float:
        """The lowest lower bound of agreeing among the shown cells; -1 where none is shown."""
        shown = [wilson(cell.agree, cell.of)[0] for cell in self.cells if cell.agree is not None and cell.of]
        if not shown and self.everybody.agree is not None and self.everybody.of:
            return wilson(self.everybody.agree, self.everybody.of)[0]
        return min(shown, default=-1.0)

    @property
    def least_share(self) -> float:
        """The lowest share that agrees among the shown cells; a half where none is shown."""
        shown = [cell.agree / cell.of for cell in (self.everybody, *self.groups) if cell.agree is not None and cell.of]
        return min(shown, default=0.5)


@dataclass(frozen=True)
class OpenGroup:
    """One group: about how many people, and the statements that set it apart."""

    label: str
    about: int
    representative: tuple[str, ...]


@dataclass(frozen=True)
class OpenMap:
    """About how many people stand in each field, row by row from the top; None where fewer than the floor do."""

    fields: tuple[tuple[int | None, ...], ...]
    ends: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PublishedOpen(_MadeByTheGate):
    """One batch of an open consultation; `statements` stand in the published order, which follows from what is shown.

    `about` people took part (None: too few to say), as of `minute` (since 1970). `agreed` and `rejected`: statements
    that hold in every part of the people along the main line, with the lowest lower bound of the share, in steps of 5
    percent rounded down. `structure_about`
    is the number of people when groups, line and map were last worked out. `stability` is in whole percent.
    """

    round: str
    minute: int
    about: int | None
    statements: tuple[OpenRow, ...]
    reason: str
    groups: tuple[OpenGroup, ...]
    stability: int | None
    agreed: tuple[tuple[str, int], ...]
    rejected: tuple[tuple[str, int], ...]
    has_line: bool
    map: OpenMap | None
    structure_about: int | None
    floor: int
    rounding: int
    library_version: str
    weakened: tuple[str, ...] = ()
    key: InitVar[object] = field(default=None)

    def __post_init__(self, key: object) -> None:
        self._check(key)

    def to_json(self) -> str:
        """The one stored form: the same value gives the same bytes. `restore_open` reads it back."""
        content = {"format": OPEN_FORMAT, **asdict(self)}
        for row in content["statements"]:
            if not row["known"]:
                # Nothing was reckoned with when it was written.
                del row["known"]
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def in_open_order(rows: list[OpenRow]) -> tuple[OpenRow, ...]:
    """By the least favourable group (without groups by everybody), highest first; ties by statement order.

    Rows in which a group is hidden come after those that show all, and rows that show nothing last.
    """
    return tuple(sorted(rows, key=lambda row: (not row.is_whole, -row.least_agree, row.number)))
