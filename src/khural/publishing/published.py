"""What comes out of the gate, and the only thing of a closed round that anybody may be shown or that may be kept.

`Published` and `PublishedTurnout` are made by this package alone: their constructors want a key that never leaves it.
"""

from __future__ import annotations

import json
from dataclasses import InitVar, asdict, dataclass, field
from typing import Literal, NoReturn, get_args

from khural.messages import Message

Band = Literal["mostly_agree", "mixed", "mostly_disagree"]
CellReason = Literal["shown", "not_enough_votes", "withheld", "already_published", "no_consent"]
TotalReason = Literal["shown", "too_few_voters", "already_published", "would_disclose"]
Coding = Literal["about", "at_least", "at_most"]

BANDS: tuple[Band, ...] = get_args(Band)
"""From the most favourable to the least."""
CELL_REASONS: tuple[CellReason, ...] = get_args(CellReason)
TOTAL_REASONS: tuple[TotalReason, ...] = get_args(TotalReason)
CODINGS: tuple[Coding, ...] = get_args(Coding)

FORMAT = "khural.published/1"
GATE_KEY = object()


class _MadeByTheGate:
    """Refuses every way of construction but the gate's own: by hand, by `dataclasses.replace`, by unpickling."""

    def __reduce__(self) -> NoReturn:
        raise TypeError("published values travel as text: use to_json() and restore()")

    def _check(self, key: object) -> None:
        if key is not GATE_KEY:
            raise TypeError(f"{type(self).__name__} is made by khural.publishing only")


@dataclass(frozen=True)
class PublishedTotal:
    """How many of all delegates gave one answer: a multiple of 5 `about`, `of` voters rounded to 5 as well.

    `coding` "at_least" ("at_most") marks the end of the scale: `about` or anything above (below) it.
    Withheld: `about`, `of` and `coding` are None, and `reason` says why.
    """

    about: int | None
    of: int | None
    coding: Coding | None
    reason: TotalReason

    @property
    def message(self) -> Message:
        """The sentence to show."""
        if self.about is None or self.of is None:
            return Message(f"publishing.total.{self.reason}")
        return Message(f"publishing.total.{self.coding}", {"about": self.about, "of": self.of})


@dataclass(frozen=True)
class PublishedCell:
    """One party on one statement: a band if `reason` is "shown", else None and the reason."""

    party: str
    band: Band | None
    reason: CellReason

    @property
    def message(self) -> Message:
        """The sentence to show."""
        return Message(f"publishing.cell.{self.band or self.reason}")


@dataclass(frozen=True)
class PublishedStatement:
    """One row of the agreement table; `number` is its place in the statement order, from 1; cells go by party."""

    statement: str
    number: int
    agree: PublishedTotal
    disagree: PublishedTotal
    cells: tuple[PublishedCell, ...]

    @property
    def shown(self) -> tuple[PublishedCell, ...]:
        """The cells that carry a band."""
        return tuple(cell for cell in self.cells if cell.band is not None)


@dataclass(frozen=True)
class Published(_MadeByTheGate):
    """The result of a closed round; `statements` stand in the published order, which follows from the values shown.

    `floor`, `share` and `rounding` say what "withheld", "mostly" and "about" mean. `weakened` names rules that were off
    and is empty except in attack tests. `seed` is 0: the gate draws nothing.
    """

    round: str
    parties: tuple[str, ...]
    party_view: bool
    floor: int
    share: float
    rounding: int
    turnout: PublishedTotal
    statements: tuple[PublishedStatement, ...]
    library_version: str
    seed: int = 0
    weakened: tuple[str, ...] = ()
    key: InitVar[object] = field(default=None)

    def __post_init__(self, key: object) -> None:
        self._check(key)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What a reader must be told about the table as a whole."""
        cells = [cell for row in self.statements for cell in row.cells]
        shown = sum(cell.band is not None for cell in cells)
        if not self.party_view:
            return (Message("publishing.no_party_view"),)
        if 2 * shown < len(cells):
            return (Message("publishing.most_withheld", {"shown": shown, "cells": len(cells)}),)
        return ()

    @property
    def banded(self) -> frozenset[tuple[str, str]]:
        """(party, statement) pairs whose band is now spent for the edition."""
        return frozenset((cell.party, row.statement) for row in self.statements for cell in row.shown)

    def to_json(self) -> str:
        """The one stored form: the same value gives the same bytes. `restore` reads it back."""
        content = {"format": FORMAT, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class PublishedTurnout(_MadeByTheGate):
    """How many delegates have voted so far, `about` a multiple of 5 (None: hidden), as of `hour`; `of` is the seats."""

    about: int | None
    of: int
    coding: Coding | None
    hour: int
    key: InitVar[object] = field(default=None)

    def __post_init__(self, key: object) -> None:
        self._check(key)

    @property
    def message(self) -> Message:
        """The sentence to show."""
        if self.about is None:
            return Message("publishing.turnout.too_few_voters", {"of": self.of})
        return Message(f"publishing.turnout.{self.coding}", {"about": self.about, "of": self.of})

    def to_json(self) -> str:
        """The one stored form. `restore_turnout` reads it back."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
