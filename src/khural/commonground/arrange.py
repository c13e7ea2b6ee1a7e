"""Votes in any order brought into rows, the last of a repeated pair alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from khural.commonground.ids import IntArray, Names, is_short, names_between, texts_of
from khural.commonground.sizes import is_large, room_passes

VoteArray = npt.NDArray[np.int8]
CellArray = npt.NDArray[np.unsignedinteger[Any]]
# Where a table has no vote.
NONE = np.int8(-2)
# Up to that many statements a cell fits 16 bits.
NARROW = 1 << 14
# A table of all pairs may be that many times as large as the votes.
CELLS_PER_VOTE = 16
SMALL_TABLE = 1 << 16
HIGHEST = np.uint64(1 << 63)


class SortedVotes(NamedTuple):
    """Where the votes of each participant start (P + 1), and their cells, statement << 2 | vote + 1.

    And the same as a table (P, S), where that is small, and agree, disagree and pass per statement (S, 3), both where
    they are at hand; `is_full`: everybody and every statement is known to have a vote.
    """

    starts: IntArray
    cells: CellArray
    table: VoteArray | None = None
    totals: IntArray | None = None
    is_full: bool = False


def sorted_codes(rows: IntArray, columns: IntArray, values: VoteArray, shape: tuple[int, int]) -> SortedVotes:
    """The votes of P participants on S statements (`shape`), among which `rows` and `columns` are places."""
    if is_large(len(values)):
        from khural.commonground.compiled.sorting import Coded, sorted_cells

        people = Coded(rows, 0, shape[0])
        found = sorted_cells(people, Coded(columns, 0, shape[1], np.arange(shape[1], dtype=np.int32)), values)
        return SortedVotes(found.starts, found.cells)
    pair = rows * max(shape[1], 1) + columns
    if shape[0] * shape[1] <= max(SMALL_TABLE, CELLS_PER_VOTE * len(pair)):
        return of_table(_table(pair, values, shape))
    pairs, votes = _by_order(pair, values)
    row, column = np.divmod(pairs, max(shape[1], 1))
    starts = np.zeros(shape[0] + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=shape[0]), out=starts[1:])
    return SortedVotes(starts, (column << 2 | votes + 1).astype(_cell_type(shape[1])))


def of_table(table: VoteArray) -> SortedVotes:
    """The votes in a table (P, S)."""
    people, statements = table.shape
    kept = table if table.size <= SMALL_TABLE else None
    if statements <= NARROW and (room := room_passes(table.size)):
        starts, packed_cells, counts, is_full = room.packed(table)
        return SortedVotes(starts, packed_cells, kept, counts, is_full)
    found = np.flatnonzero(table != NONE)
    starts = found.searchsorted(np.arange(people + 1) * statements)
    cells = (table + np.arange(1, 4 * statements + 1, 4, dtype=np.int32)).take(found)
    is_full = bool((starts[1:] > starts[:-1]).all() and (table != NONE).any(axis=0).all())
    return SortedVotes(starts, cells.astype(_cell_type(statements)), kept, None, is_full)


def four_to_a_byte(table: VoteArray) -> npt.NDArray[np.uint8]:
    """The votes in a table, two bits each, row after row; what is left of the last byte is 0."""
    if room := room_passes(table.size):
        found: npt.NDArray[np.uint8] = room.four_to_a_byte(table)
        return found
    pairs = np.zeros((-(-table.size // 4), 4), np.uint8)
    pairs.ravel()[: table.size] = (table.ravel() + np.int8(1)) & 3
    return np.asarray(pairs[:, 0] | pairs[:, 1] << 2 | pairs[:, 2] << 4 | pairs[:, 3] << 6, np.uint8)


def counted_votes(starts: IntArray, cells: CellArray, statements: int) -> IntArray:
    """Agree, disagree and pass per statement, shape (S, 3)."""
    if not is_large(len(cells)):
        return by_vote(np.bincount(cells, minlength=4 * statements))
    from khural.commonground.compiled.passes import counted

    everybody = np.zeros(len(starts) - 1, np.int64)
    return by_vote(counted(starts, cells, everybody, (1, 4 * statements))[0])


def by_vote(counts: IntArray) -> IntArray:
    """Counts by cell (.., 4 S) as agree, disagree and pass (.., S, 3)."""
    # A cell ends in vote + 1: agree is 2, disagree 0, pass 1.
    return np.ascontiguousarray(counts.reshape(*counts.shape[:-1], -1, 4)[..., [2, 0, 1]])


def _cell_type(statements: int) -> type[np.unsignedinteger[Any]]:
    return np.uint16 if statements <= NARROW else np.uint32


def _table(pair: IntArray, values: VoteArray, shape: tuple[int, int]) -> VoteArray:
    """The last vote of each pair, NONE where there is none."""
    table = np.full(shape[0] * shape[1], NONE, np.int8)
    table[pair] = values
    return table.reshape(shape)


def _by_order(pair: IntArray, values: VoteArray) -> tuple[IntArray, VoteArray]:
    """Pairs, ascending, and the last vote of each."""
    order = np.argsort(pair, kind="stable")
    ordered = pair[order]
    last = np.append(ordered[1:] != ordered[:-1], True)[: len(ordered)]
    return ordered[last], values[order[last]]


def tabled_numbers(
    participants: npt.NDArray[np.signedinteger[Any]], statements: npt.NDArray[np.signedinteger[Any]], values: VoteArray
) -> tuple[Sequence[str], Sequence[str], SortedVotes] | None:
    """Identifiers as text, in order, and the votes in rows, through a table of all numbers; None where it is large."""
    if not len(values):
        return None
    if any(ids.dtype == np.uint64 and ids.max() >= HIGHEST for ids in (participants, statements)):
        return None
    # Copies: of one type and open to writing, so that a pass is compiled once.
    rows, columns = participants.astype(np.int64), statements.astype(np.int64)
    top, bottom, left, right = _spans(rows, columns)
    people, width = bottom + 1 - top, right + 1 - left
    if people * width > SMALL_TABLE or not (is_short(top, bottom) and is_short(left, right)):
        return None
    found = of_table(table := _tabled(rows, columns, values, (top, left), (people, width)))
    if found.is_full:
        return names_between(top, bottom + 1), names_between(left, right + 1), found
    has_votes, is_voted_on = ((table != NONE).any(axis=axis) for axis in (1, 0))
    names = (texts_of(np.flatnonzero(has_votes) + top), texts_of(np.flatnonzero(is_voted_on) + left))
    return *names, of_table(np.ascontiguousarray(table[has_votes][:, is_voted_on]))


def _spans(rows: IntArray, columns: IntArray) -> tuple[int, int, int, int]:
    if room := room_passes(len(rows)):
        found: tuple[int, int, int, int] = room.span(rows, columns)
        return found
    return int(rows.min()), int(rows.max()), int(columns.min()), int(columns.max())


def _tabled(
    rows: IntArray, columns: IntArray, values: VoteArray, first: tuple[int, int], shape: tuple[int, int]
) -> VoteArray:
    """The last vote of each pair in a table that begins with the identifiers `first`."""
    if room := room_passes(len(values)):
        table = np.empty(shape, np.int8)
        room.write_table(rows, columns, values.copy(), *first, table)
        return table
    return _table((rows - first[0]) * shape[1] + columns - first[1], values, shape)


def sorted_numbers(
    participants: npt.NDArray[np.signedinteger[Any]], statements: npt.NDArray[np.signedinteger[Any]], values: VoteArray
) -> tuple[Names, Names, SortedVotes] | None:
    """Identifiers as text, in order, and the votes in rows, compiled; None for numbers of more than 18 digits."""
    from khural.commonground.compiled.numbering import extent, named, numbered
    from khural.commonground.compiled.sorting import of_known_width, sorted_cells

    coded = []
    for given in (participants, statements):
        ids = of_known_width(given)
        low, high = extent(ids)
        if not is_short(low, high):
            return None
        coded.append(numbered(ids, low, high))
    rows, columns = coded
    found = sorted_cells(rows[1], columns[1], values)
    people, names, starts = named(found, rows, columns)
    return people, names, SortedVotes(starts, found.cells)
