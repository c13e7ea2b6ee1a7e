"""Votes in any order brought into rows, the last of a repeated pair alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from khural.commonground.ids import IntArray, Names, is_short, texts_between, texts_of
from khural.commonground.sizes import is_large

VoteArray = npt.NDArray[np.int8]
CellArray = npt.NDArray[np.unsignedinteger[Any]]
Mask = npt.NDArray[np.bool_]
# Where a table has no vote.
NONE = np.int8(-2)
# Up to that many statements a cell fits 16 bits.
NARROW = 1 << 14
# A table of all pairs may be that many times as large as the votes.
CELLS_PER_VOTE = 16
SMALL_TABLE = 1 << 16


class SortedVotes(NamedTuple):
    """Where the votes of each participant start (P + 1), and their cells, statement << 2 | vote + 1.

    And the same as a table (P, S), where that is small and at hand.
    """

    starts: IntArray
    cells: CellArray
    table: VoteArray | None = None


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


def of_table(table: VoteArray, seen: Mask | None = None) -> SortedVotes:
    """The votes in a table (P, S); `seen` says where there is one, if that is at hand."""
    people, statements = table.shape
    found = np.flatnonzero(table != NONE if seen is None else seen)
    starts = found.searchsorted(np.arange(people + 1) * statements)
    # While cells fit 15 bits, votes and the places of statements add up in the type that cells have.
    signed, kind = (np.int16, np.uint16) if statements <= NARROW // 2 else (np.int32, _cell_type(statements))
    cells = (table + np.arange(1, 4 * statements + 1, 4, dtype=signed)).take(found)
    cells = cells.view(kind) if signed is np.int16 else cells.astype(kind)
    return SortedVotes(starts, cells, table if table.size <= SMALL_TABLE else None)


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
    (top, bottom), (left, right) = ((int(ids.min()), int(ids.max()) + 1) for ids in (participants, statements))
    people, width = bottom - top, right - left
    if people * width > SMALL_TABLE or not (is_short(top, bottom) and is_short(left, right)):
        return None
    pair = participants.astype(np.int64)
    pair *= width
    pair += statements.astype(np.int64, copy=False)
    if first := top * width + left:
        pair -= first
    table = _table(pair, values, (people, width))
    seen = table != NONE
    rows, columns = seen.any(axis=1), seen.any(axis=0)
    if rows.all() and columns.all():
        return texts_between(top, bottom), texts_between(left, right), of_table(table, seen)
    names = (texts_of(np.flatnonzero(rows) + top), texts_of(np.flatnonzero(columns) + left))
    return *names, of_table(np.ascontiguousarray(table[rows][:, columns]))


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
