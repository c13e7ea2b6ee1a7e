"""Votes in any order brought into rows: partitioned by participant, then two counting sorts in a cache-sized bucket."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.pool import THREADS, borders, shared_out
from khural.commonground.compiled.runs import BLOCKS, Runs, Whole, in_runs

Places = npt.NDArray[np.int32]
Cells = npt.NDArray[np.unsignedinteger[Any]]
Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]

# Buckets that stay in the cache while they are sorted, and not so many that writing to all at once leaves it.
VOTES_PER_BUCKET = 1 << 15
BUCKETS = 512
MOST_BITS = 16


@kernel
def count_buckets(
    rows: Whole, row_low: int, shift: int, counts: Longs, columns: Whole, column_low: int, seen: Bytes
) -> bool:
    """Add to `counts` the votes in each bucket of 2^shift rows, and set `seen` at each column; whether these ascend.

    Looking before writing: two threads that keep writing side by side take the line of memory from each other.
    """
    does_ascend, last = True, np.int64(column_low)
    for i in range(len(rows)):
        counts[np.uint64(np.int64(rows[i]) - row_low) >> np.uint64(shift)] += 1
        column = np.int64(columns[i])
        if column < last:
            does_ascend = False
        last = column
        at = np.uint64(column - column_low)
        if not seen[at]:
            seen[at] = 1
    return does_ascend


@kernel
def fill_buckets(
    rows: Whole,
    row_low: int,
    columns: Whole,
    column_low: int,
    column_places: Places,
    values: npt.NDArray[np.int8],
    shift: int,
    width: int,
    at: Longs,
    records: Cells,
) -> None:
    """Write each vote as row in its bucket << width | cell to the next free place `at` of its bucket."""
    inside = (1 << shift) - 1
    for i in range(len(rows)):
        row = np.int64(rows[i]) - row_low
        column = np.int64(column_places[np.uint64(np.int64(columns[i]) - column_low)])
        cell = column << 2 | np.int64(values[i]) + 1
        bucket = np.uint64(row) >> np.uint64(shift)
        to = at[bucket]
        at[bucket] = to + 1
        records[np.uint64(to)] = (row & inside) << width | cell


@kernel
def count_places(records: Cells, width: int, by_column: Counts, by_row: Counts) -> None:
    """Where each column and each row of a bucket starts, from 0 on; both arrays are one longer than the values.

    An empty `by_column` is left alone.
    """
    mask, one, two, high = np.uint64((1 << width) - 1), np.uint64(1), np.uint64(2), np.uint64(width)
    by_row[:] = 0
    by_column[:] = 0
    if len(by_column):
        for i in range(len(records)):
            record = np.uint64(records[i])
            by_row[(record >> high) + one] += 1
            by_column[((record & mask) >> two) + one] += 1
    else:
        for i in range(len(records)):
            by_row[(np.uint64(records[i]) >> high) + one] += 1
    for i in range(1, len(by_row)):
        by_row[i] += by_row[i - 1]
    for i in range(1, len(by_column)):
        by_column[i] += by_column[i - 1]


@kernel
def close_rows(ends: Counts, found: Cells, cells: Cells, counts: Longs, doubled: Bytes) -> int:
    """Copy rows that end at `ends` into `cells`, the last of a repeated pair alone; how many are left.

    `counts` receives the votes of each row, `doubled` 1 for rows with a repeated pair. Without a branch for each vote:
    what a later one replaces is written, and written over.
    """
    kept, start = np.int64(0), np.int64(0)
    for row in range(len(counts)):
        end, first = np.int64(ends[row]), kept
        if start < end:
            last = found[start]
            for i in range(start + 1, end):
                cell = found[i]
                cells[np.uint64(kept)] = last
                kept += cell >> 2 != last >> 2
                last = cell
            cells[np.uint64(kept)] = last
            kept += 1
        counts[row] = kept - first
        doubled[row] = kept - first < end - start
        start = end
    return int(kept)


@kernel
def sort_bucket(
    records: Cells,
    spare: Cells,
    width: int,
    by_column: Counts,
    by_row: Counts,
    rows: Cells,
    cells: Cells,
    counts: Longs,
    doubled: Bytes,
) -> int:
    """Sort one bucket by row and column into `cells`, the last of a repeated pair alone; how many there are.

    For `counts` and `doubled` see `close_rows`, for `by_column` and `by_row` `count_places`; `spare` and `rows` have
    room for all. An empty `by_column`: the records ascend by column already.
    """
    mask, two, high = np.uint64((1 << width) - 1), np.uint64(2), np.uint64(width)
    count_places(records, width, by_column, by_row)
    source = records
    if len(by_column):
        for i in range(len(records)):
            column = (np.uint64(records[i]) & mask) >> two
            to = by_column[column]
            spare[np.uint64(to)] = records[i]
            by_column[column] = to + 1
        source = spare
    for i in range(len(records)):
        record = np.uint64(source[i])
        place = record >> high
        to = by_row[place]
        rows[np.uint64(to)] = record & mask
        by_row[place] = to + 1
    return close_rows(by_row, rows, cells, counts, doubled)


@dataclass(frozen=True, eq=False)
class Coded:
    """Whole numbers from `low` on, `span` of them, that stand for participants or statements; in runs or in one.

    `places[id - low]` is the place of each among those there are; None where that is to be found out.
    """

    ids: Whole | Runs
    low: int
    span: int
    places: Places | None = None


@dataclass(frozen=True, eq=False)
class Sorted:
    """`starts` (span of the rows + 1), cells, and the places of the columns that were found or given."""

    starts: Longs
    cells: Cells
    places: Places

    def packed(self) -> tuple[Longs, Longs]:
        """Numbers of the rows that hold votes, and where these start (rows + 1)."""
        present = np.flatnonzero(self.starts[1:] > self.starts[:-1])
        return present, np.append(0, self.starts[present + 1])


@kernel
def entries_of(rows: Whole, low: int, chosen: Bytes, found: Longs) -> int:
    """Find the entries of the rows that are `chosen` (numbers from `low` on), in order; how many there are."""
    k = 0
    for i in range(len(rows)):
        if chosen[np.uint64(np.int64(rows[i]) - low)]:
            found[k] = i
            k += 1
    return k


@kernel
def put_rows(starts: Longs, cells: Cells, chosen: Bytes, into_starts: Longs, into: Cells) -> None:
    """Put the cells of the rows that are `chosen` in the place of what stands there."""
    for row in range(len(chosen)):
        if chosen[row]:
            to = into_starts[row]
            for k in range(starts[row], starts[row + 1]):
                into[to] = cells[k]
                to += 1


def of_known_width(ids: Whole) -> Whole:
    """Compiled passes exist for 32 and 64 bits."""
    if ids.dtype in (np.int32, np.int64):
        return np.ascontiguousarray(ids)
    return ids.astype(np.int32 if ids.dtype.itemsize < 4 else np.int64)


def sorted_cells(
    rows: Coded, columns: Coded, values: npt.NDArray[np.int8] | Runs, doubled: Bytes | None = None
) -> Sorted:
    """Where the votes of each row start, and their cells, place of the statement << 2 | vote + 1, in order.

    `doubled` (numbers from the lowest row on) receives 1 for participants with a repeated pair.
    """
    runs = list(zip(in_runs(rows.ids), in_runs(columns.ids), in_runs(values), strict=True))
    n = sum(len(votes) for _, _, votes in runs)
    shift = _shift(rows.span, n)
    buckets = (rows.span >> shift) + 1
    blocks = borders(len(runs), BLOCKS)
    at, seen, does_ascend = _surveyed(rows, columns, shift, buckets, [runs[slice(*block)] for block in blocks])
    places = np.cumsum(seen, dtype=np.int32) - np.int32(1) if columns.places is None else columns.places
    size = int(places[-1]) + 1
    is_narrow = size <= 1 << 14
    width, record_type, cell_type = (16, np.uint32, np.uint16) if is_narrow else (32, np.uint64, np.uint32)
    records: Cells = np.empty(n, record_type)

    def fill(_: int, block: int) -> None:
        for people, statements, votes in runs[slice(*blocks[block])]:
            ids = people, rows.low, statements, columns.low
            fill_buckets(*ids, places, votes, shift, width, at[block], records)

    shared_out(fill, range(len(blocks)))
    doubled = np.empty(rows.span, np.uint8) if doubled is None else doubled
    counted = 0 if does_ascend else size
    counts, cells = _buckets_sorted(records, at[-1], doubled, counted, shift, width, cell_type)
    starts = np.zeros(rows.span + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return Sorted(starts, cells, places)


def _shift(rows: int, n: int) -> int:
    """Bits of a row inside its bucket: about VOTES_PER_BUCKET votes, more where there would be many buckets."""
    wanted = max(1, rows * VOTES_PER_BUCKET // max(n, 1))
    return min(max(wanted.bit_length() - 1, (rows // BUCKETS).bit_length()), MOST_BITS)


def _surveyed(
    rows: Coded, columns: Coded, shift: int, buckets: int, blocks: list[list[tuple[Whole, Whole, Whole]]]
) -> tuple[Longs, Bytes, bool]:
    """The first place of each block in each bucket (blocks, buckets), earlier blocks first; which columns there are.

    And whether these ascend from vote to vote.
    """
    counts = np.zeros((len(blocks), buckets), np.int64)
    seen = np.zeros(columns.span, np.uint8)
    ascends = [True] * len(blocks)

    def count(_: int, block: int) -> None:
        for people, statements, _votes in blocks[block]:
            ascends[block] &= count_buckets(people, rows.low, shift, counts[block], statements, columns.low, seen)

    shared_out(count, range(len(blocks)))
    flat = counts.T.ravel()
    at = np.ascontiguousarray((np.cumsum(flat) - flat).reshape(buckets, len(blocks)).T)
    in_order = [run for block in blocks for _, run, _ in block if len(run)]
    return at, seen, all(ascends) and all(a[-1] <= b[0] for a, b in itertools.pairwise(in_order))


def _buckets_sorted(
    records: Cells,
    ends: Longs,
    doubled: Bytes,
    columns: int,
    shift: int,
    width: int,
    cell_type: type[np.unsignedinteger[Any]],
) -> tuple[Longs, Cells]:
    starts = np.concatenate([[0], ends[:-1]])
    longest = int((ends - starts).max(initial=0))
    cells: Cells = np.empty(len(records), cell_type)
    counts = np.zeros(len(doubled), np.int64)
    kept = np.zeros(len(ends), np.int64)
    spare = [np.empty(longest, records.dtype) for _ in range(THREADS)]
    by_column = [np.empty(columns + 1 if columns else 0, np.int32) for _ in range(THREADS)]
    by_row = [np.empty((1 << shift) + 1, np.int32) for _ in range(THREADS)]
    rows = [np.empty(longest, cell_type) for _ in range(THREADS)]

    def sort(worker: int, bucket: int) -> None:
        part = slice(starts[bucket], ends[bucket])
        own = slice(bucket << shift, (bucket + 1) << shift)
        kept[bucket] = sort_bucket(
            records[part],
            spare[worker],
            width,
            by_column[worker],
            by_row[worker],
            rows[worker],
            cells[part],
            counts[own],
            doubled[own],
        )

    shared_out(sort, range(len(ends)))
    return counts, _closed_up(cells, starts, kept)


def _closed_up(cells: Cells, starts: Longs, kept: Longs) -> Cells:
    """Cells without the room that repeated votes left at the end of their buckets."""
    total = int(kept.sum())
    if total == len(cells):
        return cells
    to = 0
    for start, size in zip(starts.tolist(), kept.tolist(), strict=True):
        cells[to : to + size] = cells[start : start + size]
        to += size
    # In place: a copy would stand beside the records.
    cells.resize(total, refcheck=False)
    return cells
