"""The opinion map: where people and statements stand along the two main axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.components import Components, components
from khural.commonground.counts import FloatArray
from khural.commonground.matrix import Mask, VoteMatrix, read_only
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
    on_map = np.array([name not in votes.rejected and name not in votes.meta for name in votes.statements], bool)
    on_map &= np.bincount(votes.columns, minlength=len(votes.statements)) > 0
    is_mapped = on_map[votes.columns]
    in_map = _carriers(votes, is_mapped)
    carried = is_mapped & in_map[votes.rows]
    found = _components(votes, carried, in_map, on_map)
    if found is None:
        return Mapped(None, read_only(in_map), (Message("commonground.map_meaningless"),))
    return Mapped(_placed(votes, is_mapped, on_map, found), read_only(in_map), _remarks(found))


def _carriers(votes: VoteMatrix, is_mapped: Mask) -> Mask:
    n = len(votes.participants)
    voted_on = len(np.unique(votes.columns))
    enough = np.bincount(votes.rows, minlength=n) >= max(min(FEWEST_VOTES, voted_on), 1)
    return enough & (np.bincount(votes.rows[is_mapped], minlength=n) > 0)


def _components(
    votes: VoteMatrix,
    carried: Mask,
    in_map: Mask,
    on_map: Mask,
) -> Components | None:
    """Components over the carriers and the mapped statements, spread out to all statements."""
    if in_map.sum() < 2 or on_map.sum() < 2:
        return None
    row_place, column_place = np.cumsum(in_map) - 1, np.cumsum(on_map) - 1
    found = components(
        row_place[votes.rows[carried]],
        column_place[votes.columns[carried]],
        votes.values[carried],
        (int(in_map.sum()), int(on_map.sum())),
    )
    if found is None:
        return None
    vectors, means = np.zeros((2, len(on_map))), np.zeros(len(on_map))
    vectors[:, on_map], means[on_map] = found.vectors, found.means
    return Components(vectors, found.explained, means, found.axes_equal, found.plane_unclear)


def _placed(
    votes: VoteMatrix,
    is_mapped: Mask,
    on_map: Mask,
    found: Components,
) -> OpinionMap:
    n, mapped = len(votes.participants), int(on_map.sum())
    rows, columns = votes.rows[is_mapped], votes.columns[is_mapped]
    residual = votes.values[is_mapped] - found.means[columns]
    scale = np.sqrt(mapped / np.maximum(np.bincount(rows, minlength=n), 1))
    people = [scale * np.bincount(rows, residual * axis[columns], minlength=n) for axis in found.vectors]
    statements = np.sqrt(mapped) * (1 - found.means)[:, None] * found.vectors.T
    statements[~on_map] = np.nan
    return OpinionMap(
        participants=read_only(np.column_stack(people)),
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
