"""From votes to common ground."""

from __future__ import annotations

import hashlib
import itertools
import json
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from khural.commonground.agreement import Ranking, by_least_favourable, shares
from khural.commonground.counts import AGREE, DISAGREE, Division, FloatArray, divide, divided
from khural.commonground.dense import is_small
from khural.commonground.errors import VoteError
from khural.commonground.everybody import Everybody, everybody
from khural.commonground.ids import IntArray
from khural.commonground.informed import group_informed
from khural.commonground.matrix import VoteMatrix, read_only
from khural.commonground.one_thread import one_thread
from khural.commonground.priority import FOR_META, priorities
from khural.commonground.representative import representatives
from khural.commonground.result import CommonGround, Groups, Majority, Parties
from khural.commonground.sizes import room_passes
from khural.commonground.structure import Structure, found
from khural.commonground.structure import given as structure_given
from khural.files.errors import shown
from khural.messages import Message

Labels = Mapping[Hashable, Hashable] | Mapping[str, str]


def common_ground(
    votes: VoteMatrix,
    parties: Labels | None = None,
    groups: Labels | Literal["off"] | None = None,
    seed: int = 0,
    *,
    floor: int = 1,
) -> CommonGround:
    """What people share, by everybody, by declared party, and by groups.

    `parties` and `groups` map participants to labels; whoever is not in them counts in the totals only. `groups` None
    asks for groups where the votes bear them, and for the spread; "off" asks for neither. A party with fewer than
    `floor` votes that took a side on a statement has `not_enough_votes` there. The result depends on the votes and
    `seed` only, never on the order of rows. Raises VoteError for settings that make no sense.
    """
    if floor < 1:
        raise VoteError("commonground.floor_wrong", floor=floor)
    party_division, party_notes = _division(votes, parties, "commonground.parties_without_people")
    with one_thread():
        structure, group_notes = _structure(votes, party_division, groups, seed)
        return _examined(votes, _Sides(party_division, structure, party_notes + group_notes), seed, floor)


@dataclass(frozen=True, eq=False)
class _Sides:
    """How participants are divided, and what is to be said about it."""

    parties: Division | None
    structure: Structure
    notes: tuple[Message, ...]


def _examined(votes: VoteMatrix, sides: _Sides, seed: int, floor: int) -> CommonGround:
    whole, structure = _everybody(votes), sides.structure
    parties = None if sides.parties is None else _parties(votes, sides.parties)
    groups = None if structure.groups is None else _held(votes, structure.groups, whole.eligible, structure.stability)
    learnt = whole.priority if groups is None else priorities(groups.counts.sum(axis=0), whole.extremity)
    return CommonGround(
        seed=seed,
        floor=floor,
        input_hash=_hash(votes, sides.parties, structure.groups, floor),
        participants=votes.participants,
        statements=votes.statements,
        rejected=votes.rejected,
        meta=votes.meta,
        in_map=whole.mapped.in_map,
        totals=votes.totals,
        shares=whole.shares,
        extremity=whole.extremity,
        priority=read_only(_priority(votes, learnt)),
        group_consensus=_informed(votes, groups, AGREE),
        group_consensus_against=_informed(votes, groups, DISAGREE),
        groups=groups,
        groups_reason=structure.reason,
        consensus=Majority(*whole.consensus),
        parties=parties,
        common_ground=_ordered(whole, parties, groups, AGREE, floor),
        common_ground_against=_ordered(whole, parties, groups, DISAGREE, floor),
        map=whole.mapped.map,
        messages=_messages(votes, sides.notes + whole.mapped.messages + structure.notes),
        spread=structure.spread,
        bridging=structure.bridging,
    )


def _everybody(votes: VoteMatrix) -> Everybody:
    people, statements = len(votes.participants), len(votes.statements)
    if not (is_small(people, statements) and room_passes(people * statements)):
        return everybody(votes)
    from khural.commonground import in_room

    return in_room.everybody(votes)


def _structure(
    votes: VoteMatrix, parties: Division | None, groups: Labels | Literal["off"] | None, seed: int
) -> tuple[Structure, tuple[Message, ...]]:
    if groups is None:
        return found(votes, parties, seed), ()
    if isinstance(groups, str):
        if groups != "off":
            raise VoteError("commonground.groups_option_unknown", value=shown(groups))
        return structure_given(votes, parties, None, Message("commonground.groups_off")), ()
    division, notes = _division(votes, groups, "commonground.groups_without_people")
    reason = "commonground.groups_without_people" if division is None else "commonground.groups_fixed"
    return structure_given(votes, parties, division, Message(reason)), notes


def _division(votes: VoteMatrix, labels: Labels | None, nobody: str) -> tuple[Division | None, tuple[Message, ...]]:
    """Participants by label, None when nobody present has one, and what a reader must be told."""
    if labels is None:
        return None, ()
    division = divide(votes, dict(labels.items()))
    notes = [Message("commonground.labels_unknown", {"count": division.unknown})] if division.unknown else []
    folded = {name: unicodedata.normalize("NFKC", name).casefold() for name in division.labels}
    for first, second in itertools.combinations(division.labels, 2):
        if folded[first] == folded[second]:
            notes.append(Message("commonground.labels_alike", {"first": shown(first), "second": shown(second)}))
    if not division.labels:
        return None, (*notes, Message(nobody))
    return division, tuple(notes)


def _parties(votes: VoteMatrix, division: Division) -> Parties:
    counts = divided(votes, division)
    return Parties(division.labels, read_only(division.sizes), counts, shares(counts))


def _held(votes: VoteMatrix, division: Division, eligible: IntArray, stability: float | None) -> Groups:
    counts = divided(votes, division)
    members: dict[str, list[str]] = {label: [] for label in division.labels}
    for name, code in zip(votes.participants, division.codes.tolist(), strict=True):
        if code >= 0:
            members[division.labels[code]].append(name)
    return Groups(
        labels=division.labels,
        members=MappingProxyType({label: tuple(names) for label, names in members.items()}),
        counts=counts,
        representative=MappingProxyType(
            dict(zip(division.labels, representatives(counts, eligible), strict=True)),
        ),
        stability=stability,
    )


def _ordered(whole: Everybody, parties: Parties | None, groups: Groups | None, kind: int, floor: int) -> Ranking:
    """By the least favourable party, without parties by group, without either by everybody."""
    if parties is not None:
        return by_least_favourable(parties.counts, parties.labels, whole.eligible, kind, floor, parties.shares)
    if groups is not None:
        return by_least_favourable(groups.counts, groups.labels, whole.eligible, kind, floor)
    return whole.ranked[kind == DISAGREE]


def _informed(votes: VoteMatrix, groups: Groups | None, kind: int) -> Mapping[str, float] | None:
    """Group-informed consensus of every statement with a vote."""
    if groups is None:
        return None
    values = group_informed(groups.counts, kind).tolist()
    voted_on = (votes.totals.sum(axis=1) > 0).tolist()
    return MappingProxyType(
        {name: value for name, value, voted in zip(votes.statements, values, voted_on, strict=True) if voted}
    )


def _priority(votes: VoteMatrix, values: FloatArray) -> FloatArray:
    """Rejected statements are never shown again, and those about the process always come first."""
    if votes.meta:
        values = np.where(votes.outside(votes.meta), values, FOR_META)
    if votes.rejected:
        values = np.where(votes.outside(votes.rejected), values, np.nan)
    return values


def _messages(votes: VoteMatrix, about_result: tuple[Message, ...]) -> tuple[Message, ...]:
    about = list(votes.notes)
    if votes.repeated:
        about.append(Message("commonground.repeated", {"count": votes.repeated}))
    if not len(votes.cells):
        about.append(Message("commonground.no_votes"))
    return (*about, *about_result)


def _hash(votes: VoteMatrix, parties: Division | None, groups: Division | None, floor: int) -> str:
    """SHA-256 of everything the result was computed from."""
    parts = [votes.input_hash.encode()]
    for side in (parties, groups):
        parts.append(b"null" if side is None else json.dumps(list(side.labels)).encode() + side.codes.tobytes())
    return hashlib.sha256(b"".join([*parts, str(floor).encode()])).hexdigest()
