"""Votes in any order brought into rows: partitioned by participant, then two counting sorts in a cache-sized bucket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.pool import THREADS, borders, shared_out

Whole = npt.NDArray[np.signedinteger[Any]]
Places = npt.NDArray[np.int32]
Cells = npt.NDArray[np.unsignedinteger[Any]]
Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]

BLOCKS = 16
VOTES_PER_BUCKET = 1 << 15
MOST_PER_BUCKET = 1 << 16


@kernel
def mark_seen(ids: Whole, low: int, seen: Bytes) -> None:
    """Set `seen` at the distance of every identifier from `low`.

    Looking before writing: two threads that keep writing side by side take the line of memory from each other.
    """
    for i in range(len(ids)):
        at = np.uint64(np.int64(ids[i]) - low)
        if not seen[at]:
            seen[at] = 1


@kernel
def count_buckets(rows: Whole, low: int, shift: int, counts: Longs) -> None:
    """Add to `counts` the votes in each bucket of 2^shift numbers from `low` on."""
    for i in range(len(rows)):
        counts[np.uint64(np.int64(rows[i]) - low) >> np.uint64(shift)] += 1


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
def sort_bucket(
    records: Cells,
    spare: Cells,
    width: int,
    by_column: Longs,
    by_row: Longs,
    cells: Cells,
    counts: Longs,
    doubled: Bytes,
) -> int:
    """Sort one bucket by row and column into `cells`, the last of a repeated pair alone; how many there are.

    `counts` receives the votes of each row, `doubled` 1 for rows with a repeated pair; `by_column` and `by_row` are for
    counting, one longer than the values.
    """
    mask, one, two = np.uint64((1 << width) - 1), np.uint64(1), np.uint64(2)
    high = np.uint64(width)
    by_column[:] = 0
    by_row[:] = 0
    for i in range(len(records)):
        record = np.uint64(records[i])
        by_column[((record & mask) >> two) + one] += 1
        by_row[(record >> high) + one] += 1
    for i in range(1, len(by_column)):
        by_column[i] += by_column[i - 1]
    for i in range(1, len(by_row)):
        by_row[i] += by_row[i - 1]
    for i in range(len(records)):
        record = np.uint64(records[i])
        column = (record & mask) >> two
        to = by_column[column]
        spare[np.uint64(to)] = record
        by_column[column] = to + 1
    for i in range(len(records)):
        record = np.uint64(spare[i])
        place = record >> high
        to = by_row[place]
        cells[np.uint64(to)] = record & mask
        by_row[place] = to + 1
    kept, start = 0, np.int64(0)
    for row in range(len(counts)):
        first, end = kept, by_row[row]
        for i in range(start, end):
            if i + 1 == end or cells[i] >> 2 != cells[i + 1] >> 2:
                cells[kept] = cells[i]
                kept += 1
        counts[row] = kept - first
        doubled[row] = kept - first < end - start
        start = end
    return kept


def seen_between(ids: Whole, low: int, high: int) -> Bytes:
    """For each whole number of low .. high whether it is among `ids`."""
    seen = np.zeros(high - low + 1, np.uint8)
    shared_out(lambda _, block: mark_seen(ids[slice(*block)], low, seen), borders(len(ids), BLOCKS))
    return seen


@dataclass(frozen=True, eq=False)
class Coded:
    """Identifiers that are whole numbers, and the place of each among `size`: `places[id - low]`, ascending."""

    ids: Whole
    low: int
    places: Places
    size: int

    def at(self, places: Longs) -> Coded:
        """The same for some of the entries."""
        return replace(self, ids=self.ids[places])

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """For each number from `low` on whether it is an identifier."""
        return np.diff(self.places, prepend=np.int32(-1)) > 0


def of_known_width(ids: Whole) -> Whole:
    """Compiled passes exist for 32 and 64 bits."""
    if ids.dtype in (np.int32, np.int64):
        return np.ascontiguousarray(ids)
    return ids.astype(np.int32 if ids.dtype.itemsize < 4 else np.int64)


def sorted_cells(
    rows: Coded, columns: Coded, values: npt.NDArray[np.int8], doubled: Bytes | None = None
) -> tuple[Longs, Cells]:
    """Where each participant's votes start (P + 1), and their cells, statement << 2 | vote + 1, in order.

    `doubled` (numbers from the lowest identifier on) receives 1 for participants with a repeated pair.
    """
    n = len(values)
    is_narrow = columns.size <= 1 << 14
    width, record_type, cell_type = (16, np.uint32, np.uint16) if is_narrow else (32, np.uint64, np.uint32)
    span = len(rows.places)
    shift = _shift(span, n)
    buckets = (span >> shift) + 1
    blocks = borders(n, BLOCKS)
    at = _where_blocks_write(rows, shift, buckets, blocks)
    records: Cells = np.empty(n, record_type)

    def fill(_: int, block: int) -> None:
        part = slice(*blocks[block])
        fill_buckets(
            rows.ids[part],
            rows.low,
            columns.ids[part],
            columns.low,
            columns.places,
            values[part],
            shift,
            width,
            at[block],
            records,
        )

    shared_out(fill, range(len(blocks)))
    doubled = np.empty(span, np.uint8) if doubled is None else doubled
    counts, cells = _buckets_sorted(records, at[-1], doubled, columns.size, shift, width, cell_type)
    starts = np.zeros(rows.size + 1, np.int64)
    # Numbers that nobody carries have no place.
    np.cumsum(counts if span == rows.size else counts[rows.present], out=starts[1:])
    return starts, cells


def _shift(rows: int, n: int) -> int:
    """Bits of a row inside its bucket: about VOTES_PER_BUCKET votes, at most MOST_PER_BUCKET rows."""
    wanted = max(1, min(MOST_PER_BUCKET, rows * VOTES_PER_BUCKET // max(n, 1)))
    return wanted.bit_length() - 1


def _where_blocks_write(rows: Coded, shift: int, buckets: int, blocks: list[tuple[int, int]]) -> Longs:
    """The first place of each block in each bucket, shape (blocks, buckets): earlier blocks come first."""
    counts = np.zeros((len(blocks), buckets), np.int64)
    shared_out(
        lambda _, block: count_buckets(rows.ids[slice(*blocks[block])], rows.low, shift, counts[block]),
        range(len(blocks)),
    )
    flat = counts.T.ravel()
    return np.ascontiguousarray((np.cumsum(flat) - flat).reshape(buckets, len(blocks)).T)


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
    by_column = [np.empty(columns + 1, np.int64) for _ in range(THREADS)]
    by_row = [np.empty((1 << shift) + 1, np.int64) for _ in range(THREADS)]

    def sort(worker: int, bucket: int) -> None:
        part = slice(starts[bucket], ends[bucket])
        own = slice(bucket << shift, (bucket + 1) << shift)
        kept[bucket] = sort_bucket(
            records[part],
            spare[worker],
            width,
            by_column[worker],
            by_row[worker],
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
