"""Votes in any order brought into rows, the last of a repeated pair alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from khural.commonground.ids import IntArray, Names, is_short
from khural.commonground.sizes import is_large

VoteArray = npt.NDArray[np.int8]
CellArray = npt.NDArray[np.unsignedinteger[Any]]
SortedVotes = tuple[IntArray, CellArray]

# Up to that many statements a cell fits 16 bits.
NARROW = 1 << 14
# A table of all pairs may be that many times as large as the votes.
CELLS_PER_VOTE = 16
SMALL_TABLE = 1 << 16


def sorted_codes(rows: IntArray, columns: IntArray, values: VoteArray, shape: tuple[int, int]) -> SortedVotes:
    """Where the votes of each of P participants start (P + 1), and their cells, statement << 2 | vote + 1.

    `rows` and `columns` are places among P participants and S statements (`shape`).
    """
    if is_large(len(values)):
        from khural.commonground.compiled.sorting import Coded, sorted_cells

        people = Coded(rows, 0, shape[0])
        found = sorted_cells(people, Coded(columns, 0, shape[1], np.arange(shape[1], dtype=np.int32)), values)
        return found.starts, found.cells
    width = max(shape[1], 1)
    pair = rows * width + columns
    pairs, votes = _by_table(pair, values, shape[0] * width) if _fits(shape, len(pair)) else _by_order(pair, values)
    row, column = np.divmod(pairs, width)
    starts = np.zeros(shape[0] + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=shape[0]), out=starts[1:])
    cells: CellArray = (column << 2 | votes + 1).astype(np.uint16 if shape[1] <= NARROW else np.uint32)
    return starts, cells


def _fits(shape: tuple[int, int], n: int) -> bool:
    return shape[0] * shape[1] <= max(SMALL_TABLE, CELLS_PER_VOTE * n)


def _by_table(pair: IntArray, values: VoteArray, size: int) -> tuple[IntArray, VoteArray]:
    """Pairs, ascending, and the last vote of each, through a table of all pairs; -2 stands for none."""
    table = np.full(size, -2, np.int8)
    table[pair] = values
    found = np.flatnonzero(table != -2)
    return found, table[found]


def _by_order(pair: IntArray, values: VoteArray) -> tuple[IntArray, VoteArray]:
    order = np.argsort(pair, kind="stable")
    ordered = pair[order]
    last = np.append(ordered[1:] != ordered[:-1], True)[: len(ordered)]
    return ordered[last], values[order[last]]


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
    return people, names, (starts, found.cells)
