"""The opinion map: where people and statements stand along the two main axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.components import Components, components
from khural.commonground.counts import FloatArray, totals
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask, VoteMatrix, read_only
from khural.commonground.positions import mapped_votes, placed
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


def opinion_map(votes: VoteMatrix, counted: IntArray | None = None) -> Mapped:
    """The map carried by participants with at least min(7, S) votes, S the statements with a vote.

    A pass is a vote. With M mapped statements, a participant with n votes on them stands at
    sqrt(M / max(n, 1)) * sum of (vote - mean) * axis over these votes, and a statement at
    sqrt(M) * (1 - mean) * axis, where somebody would stand who agreed with it and said nothing else (Small,
    Bjorkegren, Erkkila, Shaw and Megill 2021, Polis). `counted` are the totals (S, 3) where they are known.
    """
    counted = totals(votes) if counted is None else counted
    voted_on = counted.sum(axis=1) > 0
    on_map = votes.outside(votes.rejected | votes.meta) & voted_on
    in_map = _carriers(votes, on_map, voted_on)
    found = components(votes, in_map, on_map, counted) if in_map.sum() >= 2 and on_map.sum() >= 2 else None
    if found is None:
        return Mapped(None, read_only(in_map), (Message("commonground.map_meaningless"),))
    return Mapped(_placed(votes, on_map, found), read_only(in_map), _remarks(found))


def _carriers(votes: VoteMatrix, on_map: Mask, voted_on: Mask) -> Mask:
    given = votes.starts[1:] - votes.starts[:-1]
    enough = given >= max(min(FEWEST_VOTES, int(voted_on.sum())), 1)
    if np.array_equal(on_map, voted_on):
        return enough
    return enough & (mapped_votes(votes, on_map) > 0)


def _placed(votes: VoteMatrix, on_map: Mask, found: Components) -> OpinionMap:
    mapped = int(on_map.sum())
    statements = np.sqrt(mapped) * (1 - found.means)[:, None] * found.vectors.T
    statements[~on_map] = np.nan
    return OpinionMap(
        participants=read_only(placed(votes, on_map, found)),
        statements=read_only(statements),
        axes=read_only(found.vectors),
        means=read_only(found.means),
        explained=read_only(found.explained),
    )


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
