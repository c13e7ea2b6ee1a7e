"""A conversation as its export has it: statements, votes in the order they came, and what was said about it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from khural.messages import Message

ACCEPTED, UNREVIEWED, REJECTED = 1, 0, -1


@dataclass(frozen=True)
class Statement:
    """One statement. `timestamp` in milliseconds since 1970; `moderated` is 1 accepted, 0 unreviewed, -1 rejected."""

    id: int
    text: str
    author: str
    timestamp: int
    moderated: int
    is_meta: bool
    is_seed: bool
    agrees: int
    disagrees: int


@dataclass(frozen=True)
class Votes:
    """Columns of equal length, sorted by statement, voter and time: every vote, those that were changed too.

    `times` in milliseconds since 1970 (0 where the export has none); `signs` are -1, 0, 1.
    """

    statements: array[int]
    voters: array[int]
    times: array[int]
    signs: array[int]

    def __len__(self) -> int:
        return len(self.signs)

    def last(self) -> Votes:
        """The votes that count: of a repeated pair the last one."""
        n = len(self)
        s, v = self.statements, self.voters
        kept = [i for i in range(n) if i + 1 == n or s[i + 1] != s[i] or v[i + 1] != v[i]]
        return Votes(
            array("q", (s[i] for i in kept)),
            array("q", (v[i] for i in kept)),
            array("q", (self.times[i] for i in kept)),
            array("b", (self.signs[i] for i in kept)),
        )


@dataclass(frozen=True)
class Conversation:
    """One conversation. `groups`: participant -> the group Polis put them in, for those it put in one.

    `missing` names the tables that the export lacks; `notes` is what a reader must be told about how it was read.
    """

    topic: str
    url: str
    description: str
    statements: tuple[Statement, ...]
    votes: Votes
    groups: Mapping[int, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
