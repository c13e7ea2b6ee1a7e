"""The opinion map: where people and statements stand along the two main axes."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import NamedTuple

import numpy as np

from khural.commonground.arrange import SMALL_TABLE
from khural.commonground.components import Components, components
from khural.commonground.counts import FloatArray, given
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask, VoteMatrix, read_only
from khural.commonground.positions import mapped_votes, placed
from khural.commonground.sizes import room_passes
from khural.messages import Message

FEWEST_VOTES = 7


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """Coordinates of all participants (P, 2) and of statements (S, 2), the axes (2, S) and what each explains (2).

    Statements that were rejected or are about the process are not on the map: NaN in `statements`, 0 in `axes`.
    """

    participants: FloatArray
    statements: FloatArray
    axes: FloatArray
    means: FloatArray
    explained: FloatArray


@dataclass(frozen=True, eq=False)
class Mapped:
    """The map, or None where it would mean nothing; who carries it (P); what a reader must be told."""

    map: OpinionMap | None
    in_map: Mask
    messages: tuple[Message, ...]


def opinion_map(votes: VoteMatrix) -> Mapped:
    """The map carried by participants with at least min(7, S) votes, S the statements with a vote.

    A pass is a vote. With M mapped statements, a participant with n votes on them stands at
    sqrt(M / max(n, 1)) * sum of (vote - mean) * axis over these votes, and a statement at
    sqrt(M) * (1 - mean) * axis, where somebody would stand who agreed with it and said nothing else (Small,
    Bjorkegren, Erkkila, Shaw and Megill 2021, Polis).
    """
    listed, voted = votes.outside(votes.rejected | votes.meta), given(votes.totals)
    room = _room(votes)
    carried = _carried_in_room(room, votes, listed, voted) if room else _carried(votes, listed, voted)
    found = components(votes, carried.people, carried.statements) if carried.is_enough else None
    if found is None:
        return Mapped(None, read_only(carried.people), (Message("commonground.map_meaningless"),))
    return Mapped(_placed(votes, carried, found), read_only(carried.people), _remarks(found))


class _Carried(NamedTuple):
    """The participants who carry the map (P), the statements on it (S), and whether there are two of both."""

    people: Mask
    statements: Mask
    is_enough: bool


def _room(votes: VoteMatrix) -> ModuleType | None:
    cells = len(votes.participants) * len(votes.statements)
    return room_passes(cells) if cells <= SMALL_TABLE else None


def _carried_in_room(room: ModuleType, votes: VoteMatrix, listed: Mask, voted: IntArray) -> _Carried:
    on_map, in_map = np.empty(len(listed), np.bool_), np.empty(len(votes.participants), np.bool_)
    people, mapped = room.carry(votes.table, votes.starts, voted, listed, FEWEST_VOTES, on_map, in_map)
    return _Carried(in_map, on_map, people >= 2 and mapped >= 2)


def _carried(votes: VoteMatrix, listed: Mask, voted: IntArray) -> _Carried:
    voted_on = voted > 0
    on_map = listed & voted_on
    in_map = votes.starts[1:] - votes.starts[:-1] >= max(min(FEWEST_VOTES, int(voted_on.sum())), 1)
    if not np.array_equal(on_map, voted_on):
        in_map &= mapped_votes(votes, on_map) > 0
    return _Carried(in_map, on_map, bool(np.count_nonzero(in_map) >= 2 and np.count_nonzero(on_map) >= 2))


def _placed(votes: VoteMatrix, carried: _Carried, found: Components) -> OpinionMap:
    on_map = carried.statements
    if found.points is not None and (room := _room(votes)):
        people, statements = _placed_in_room(room, votes, on_map, found)
    else:
        people, statements = placed(votes, on_map, found), _statements(found, on_map)
    return OpinionMap(
        participants=read_only(people),
        statements=read_only(statements),
        axes=read_only(found.vectors),
        means=read_only(found.means),
        explained=read_only(found.explained),
    )


def _placed_in_room(
    room: ModuleType, votes: VoteMatrix, on_map: Mask, found: Components
) -> tuple[FloatArray, FloatArray]:
    people, statements = np.empty((len(votes.participants), 2)), np.empty((len(on_map), 2))
    mapped = int(np.count_nonzero(on_map))
    room.place(found.points, votes.table, votes.starts, on_map, mapped, people)
    room.place_statements(found.vectors, found.means, on_map, mapped, statements)
    return people, statements


def _statements(found: Components, on_map: Mask) -> FloatArray:
    statements = np.sqrt(np.count_nonzero(on_map)) * (1 - found.means)[:, None] * found.vectors.T
    statements[~on_map] = np.nan
    return np.asarray(statements)


def extremity(found: OpinionMap | None, n: int) -> FloatArray:
    """sqrt(S) * |1 - mean| * length of the statement's two entries in the axes; NaN off the map, shape (S)."""
    if found is None:
        return read_only(np.full(n, np.nan))
    return read_only(np.hypot(found.statements[:, 0], found.statements[:, 1]))


def _remarks(found: Components) -> tuple[Message, ...]:
    remarks = []
    if not found.vectors[1].any():
        remarks.append(Message("commonground.map_flat"))
    if found.axes_equal:
        remarks.append(Message("commonground.axes_equal"))
    if found.plane_unclear:
        remarks.append(Message("commonground.map_plane_unclear"))
    return tuple(remarks)
