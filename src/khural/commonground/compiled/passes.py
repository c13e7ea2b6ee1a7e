"""Passes over the rows of votes: counting, turning a block of vectors, placing people."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.pool import THREADS, borders, shared_out
from khural.commonground.compiled.sorting import Cells, Counts, Longs

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

VOTES_PER_BLOCK = 1 << 17
WIDTH = 4


@kernel
def count_cells(starts: Longs, cells: Cells, codes: Longs, first: int, last: int, counts: Longs) -> None:
    """Add to `counts[code]` (cells) the votes of the participants first .. last with a code of 0 or more."""
    for i in range(first, last):
        code = codes[i]
        if code >= 0:
            for k in range(starts[i], starts[i + 1]):
                counts[code, cells[k]] += 1


@kernel
def count_all(cells: Cells, counts: Counts) -> None:
    """Add to `counts` (cells) all votes."""
    for k in range(len(cells)):
        counts[np.uint64(cells[k])] += 1


@kernel
def turn_rows(
    starts: Longs, cells: Cells, use: Mask, first: int, last: int, table: Floats, scale: float, sums: Longs
) -> None:
    """For each row used: y = sum of `table` over its cells, rounded to 1 / `scale`, is added to `sums` at its cells.

    Four columns at a time, each in a variable of its own, so that they stay in registers; every other cell of a row
    goes to a second sum, so that additions need not wait for each other.
    """
    zero = 0.0
    for i in range(first, last):
        if use[i]:
            start, end = starts[i], starts[i + 1]
            y0, y1, y2, y3 = zero, zero, zero, zero
            z0, z1, z2, z3 = zero, zero, zero, zero
            k = start
            while k + 1 < end:
                cell, other = np.uint64(cells[k]), np.uint64(cells[k + 1])
                y0 += table[cell, 0]
                y1 += table[cell, 1]
                y2 += table[cell, 2]
                y3 += table[cell, 3]
                z0 += table[other, 0]
                z1 += table[other, 1]
                z2 += table[other, 2]
                z3 += table[other, 3]
                k += 2
            if k < end:
                cell = np.uint64(cells[k])
                y0 += table[cell, 0]
                y1 += table[cell, 1]
                y2 += table[cell, 2]
                y3 += table[cell, 3]
            q0, q1 = np.int64(np.rint((y0 + z0) * scale)), np.int64(np.rint((y1 + z1) * scale))
            q2, q3 = np.int64(np.rint((y2 + z2) * scale)), np.int64(np.rint((y3 + z3) * scale))
            for k in range(start, end):
                cell = np.uint64(cells[k])
                sums[cell, 0] += q0
                sums[cell, 1] += q1
                sums[cell, 2] += q2
                sums[cell, 3] += q3


@kernel
def place_rows(
    starts: Longs, cells: Cells, first: int, last: int, table: Floats, off_map: Mask, size: float, points: Floats
) -> None:
    """points[i] = sqrt(size / max(n, 1)) * sum of `table` over the cells of row i, n its cells on the map.

    `off_map` (cells) is empty where all are on it.
    """
    for i in range(first, last):
        x, y, n = 0.0, 0.0, starts[i + 1] - starts[i]
        for k in range(starts[i], starts[i + 1]):
            cell = np.uint64(cells[k])
            x += table[cell, 0]
            y += table[cell, 1]
        if len(off_map):
            for k in range(starts[i], starts[i + 1]):
                n -= off_map[np.uint64(cells[k])]
        length = np.sqrt(size / max(n, 1))
        points[i, 0] = length * x
        points[i, 1] = length * y


@kernel
def sample_rows(
    starts: Longs, cells: Cells, use: Mask, first: int, last: int, long: int, one_in: int, chosen: Mask
) -> None:
    """Choose of the rows used those longer than `long`, and about one in `one_in` of those as long.

    These by their ends and middle and nothing else; none where `one_in` is 0.
    """
    for i in range(first, last):
        start, n = starts[i], starts[i + 1] - starts[i]
        if use[i] and n > long:
            chosen[i] = True
        elif use[i] and n == long and one_in:
            mixed = np.uint64(cells[start]) << np.uint64(42) ^ np.uint64(cells[start + n - 1]) << np.uint64(21)
            mixed = (mixed ^ np.uint64(cells[start + n // 2])) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(n)
            mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
            chosen[i] = (mixed >> np.uint64(32)) % np.uint64(one_in) == 0


@kernel
def copy_rows(starts: Longs, cells: Cells, chosen: Longs, places: Longs, copied: Cells) -> None:
    """The cells of the rows `chosen`, each from its place on."""
    for j in range(len(chosen)):
        to = places[j]
        for k in range(starts[chosen[j]], starts[chosen[j] + 1]):
            copied[to] = cells[k]
            to += 1


def row_blocks(starts: Longs) -> list[tuple[int, int]]:
    """Rows cut into runs of about VOTES_PER_BLOCK votes."""
    total = int(starts[-1])
    wanted = np.arange(0, total + VOTES_PER_BLOCK, VOTES_PER_BLOCK)
    cuts = np.unique(np.append(np.searchsorted(starts[:-1], wanted[:-1]), [0, len(starts) - 1]))
    return list(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True))


def counted(starts: Longs, cells: Cells, codes: Longs, shape: tuple[int, int]) -> Longs:
    """Votes by code and cell, shape (codes, 4 S)."""
    if shape[0] == 1 and not codes.any():
        return _counted_all(cells, shape[1])[None]
    sums = np.zeros((THREADS, *shape), np.int64)
    shared_out(lambda worker, rows: count_cells(starts, cells, codes, *rows, sums[worker]), row_blocks(starts))
    return np.asarray(sums.sum(axis=0))


def _counted_all(cells: Cells, width: int) -> Longs:
    """Votes of everybody by cell: no row need be looked at, and narrow counts stay in the nearest cache."""
    sums = np.zeros((THREADS, width), np.int32)
    blocks = borders(len(cells), len(cells) // VOTES_PER_BLOCK + 1)
    shared_out(lambda worker, block: count_all(cells[slice(*block)], sums[worker]), blocks)
    return np.asarray(sums.sum(axis=0, dtype=np.int64))


def placed(starts: Longs, cells: Cells, table: Floats, off_map: Mask, size: int) -> Floats:
    """Points of all participants (P, 2); `table` (4 S, 2) and `off_map` (4 S, or empty) run over cells."""
    points = np.empty((len(starts) - 1, 2))
    work = partial(place_rows, starts, cells)
    shared_out(lambda _, rows: work(*rows, table, off_map, float(size), points), row_blocks(starts))
    return points


def sampled(starts: Longs, cells: Cells, use: Mask, one_in: int) -> tuple[Longs, Cells]:
    """The longest rows used, with about one in `one_in` of their votes: where they start, and their cells.

    Two votes of one person say something together: a long row tells more about the axes than as many votes in short
    ones.
    """
    chosen = np.zeros(len(use), np.bool_)
    border = _border(starts, use, one_in)
    work = partial(sample_rows, starts, cells, use)
    shared_out(lambda _, rows: work(*rows, *border, chosen), row_blocks(starts))
    rows = np.flatnonzero(chosen)
    places = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(starts[rows + 1] - starts[rows], out=places[1:])
    copied: Cells = np.empty(int(places[-1]), cells.dtype)
    copy_rows(starts, cells, rows, places, copied)
    return places, copied


def _border(starts: Longs, use: Mask, one_in: int) -> tuple[int, int]:
    """A length, and one in how many of the rows as long are to be taken beside all longer ones."""
    votes = np.bincount((starts[1:] - starts[:-1])[use])
    votes *= np.arange(len(votes))
    longer = np.append(votes[::-1].cumsum()[-2::-1], 0)
    wanted = int(votes.sum()) // one_in
    border = int(np.argmax(longer <= wanted))
    missing = wanted - int(longer[border])
    return border, 0 if 2 * missing <= wanted else -(-int(votes[border]) // missing)
