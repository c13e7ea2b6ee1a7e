"""What people share: the result of one set of votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khural.commonground.agreement import Ranking, Shares
from khural.commonground.bridging import Bridging
from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.informed import MajorityEntry
from khural.commonground.matrix import Mask
from khural.commonground.opinionmap import OpinionMap
from khural.commonground.representative import Representative
from khural.commonground.spread import Spread
from khural.messages import Message

Json = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups found or held fixed: labels (k), members per label, votes (k, S, 3), representative statements per label.

    `stability` is the mean adjusted Rand index with the groups found after 2 % of the votes are left out; None for
    groups held fixed.
    """

    labels: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]]
    counts: IntArray
    representative: Mapping[str, tuple[Representative, ...]]
    stability: float | None = None


@dataclass(frozen=True, eq=False)
class Parties:
    """Declared parties: labels (k), people per party (k), votes (k, S, 3), shares (k, S)."""

    labels: tuple[str, ...]
    sizes: IntArray
    counts: IntArray
    shares: Shares


@dataclass(frozen=True)
class Majority:
    """Statements most people agree with, and those most people reject."""

    agree: tuple[MajorityEntry, ...]
    disagree: tuple[MajorityEntry, ...]


@dataclass(frozen=True, eq=False)
class CommonGround:
    """Result of `common_ground`; arrays are read-only and run over `statements` (S) or `participants` (P).

    `totals` (S, 3) counts agree, disagree and pass. `extremity` is NaN off the map, `priority` NaN for rejected
    statements. `common_ground` and `common_ground_against` are ordered. What was not examined is None, and `messages`
    says so.
    """

    seed: int
    floor: int
    input_hash: str
    participants: Sequence[str]
    statements: Sequence[str]
    rejected: frozenset[str]
    meta: frozenset[str]
    in_map: Mask
    totals: IntArray
    shares: Shares
    extremity: FloatArray
    priority: FloatArray
    group_consensus: Mapping[str, float] | None
    group_consensus_against: Mapping[str, float] | None
    groups: Groups | None
    groups_reason: Message
    consensus: Majority
    parties: Parties | None
    common_ground: Ranking
    common_ground_against: Ranking
    map: OpinionMap | None
    messages: tuple[Message, ...]
    spread: Spread | None = None
    bridging: Bridging | None = None

    def to_dict(self) -> Json:
        """The result as JSON-ready values; the schema is docs/reference/commonground.schema.json."""
        from khural.commonground.document import document

        return document(self)
