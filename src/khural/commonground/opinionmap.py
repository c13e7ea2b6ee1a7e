"""The opinion map: where people and statements stand along the two main axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from khural.commonground.components import Components, components
from khural.commonground.counts import FloatArray, given
from khural.commonground.dense import Selected
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


class Mapped(NamedTuple):
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
    chosen = _chosen(votes)
    found = components(votes, chosen) if chosen.people >= 2 and chosen.mapped >= 2 else None
    if found is None:
        return no_map(chosen.use)
    return mapped(found, chosen.use, placed(votes, chosen.on_map, found), _statements(found, chosen.on_map))


def no_map(in_map: Mask) -> Mapped:
    """Of votes that do not differ, or of less than two people or statements."""
    return Mapped(None, read_only(in_map), (Message("commonground.map_meaningless"),))


def mapped(found: Components, in_map: Mask, people: FloatArray, statements: FloatArray) -> Mapped:
    """The map with participants (P, 2) and statements (S, 2) at these points."""
    arrays = (people, statements, found.vectors, found.means, found.explained)
    return Mapped(OpinionMap(*map(read_only, arrays)), read_only(in_map), _remarks(found))


def _chosen(votes: VoteMatrix) -> Selected:
    voted_on = given(votes.totals) > 0
    on_map = votes.outside(votes.rejected | votes.meta) & voted_on
    in_map = votes.starts[1:] - votes.starts[:-1] >= max(min(FEWEST_VOTES, int(voted_on.sum())), 1)
    if not np.array_equal(on_map, voted_on):
        in_map &= mapped_votes(votes, on_map) > 0
    return Selected(in_map, on_map, int(np.count_nonzero(in_map)), int(np.count_nonzero(on_map)))


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
    if not found.explained[1]:
        remarks.append(Message("commonground.map_flat"))
    if found.axes_equal:
        remarks.append(Message("commonground.axes_equal"))
    if found.plane_unclear:
        remarks.append(Message("commonground.map_plane_unclear"))
    return tuple(remarks)
