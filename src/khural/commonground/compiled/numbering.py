"""Identifiers that are whole numbers, numbered in the order in which they first stand in the votes."""

from __future__ import annotations

import numpy as np

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.pool import shared_out
from khural.commonground.compiled.runs import Runs, Whole, in_runs, size
from khural.commonground.compiled.sorting import Bytes, Coded, Longs, Places, Sorted
from khural.commonground.ids import Names

Named = tuple[Names, Names, Longs]

# A table of places may take a byte or two per vote, not more.
ROOM_FOR_PLACES = 1 << 16
VOTES_PER_PLACE = 4
FIRST_CAPACITY = 1 << 16
MINUS, ZERO = 45, 48
# A sign, 18 digits and what stands between.
LONGEST = 20


@kernel
def number_by_hash(ids: Whole, keys: Longs, numbers: Places, found: Places, most: int) -> int:
    """Number `ids` by first appearance into `found`; how many are distinct, -1 when more than `most`.

    Open addressing with Fibonacci hashing (Knuth, volume 3, 6.4); `numbers` holds -1 where a slot is free.
    """
    mask, size = len(keys) - 1, 0
    for i in range(len(ids)):
        key = np.int64(ids[i])
        slot = ((np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)) & np.uint64(mask)
        while numbers[slot] >= 0 and keys[slot] != key:
            slot = (slot + np.uint64(1)) & np.uint64(mask)
        if numbers[slot] < 0:
            if size == most:
                return -1
            keys[slot], numbers[slot] = key, size
            size += 1
        found[i] = numbers[slot]
    return size


@kernel
def write_number(number: int, room: Bytes, to: int) -> int:
    """Write one number from `to` on; how many signs that takes."""
    rest, first = number, to
    if rest < 0:
        room[to] = MINUS
        to, rest = to + 1, -rest
    size, above = 1, rest // 10
    while above:
        size, above = size + 1, above // 10
    for k in range(size):
        room[to + size - 1 - k] = ZERO + rest % 10
        rest //= 10
    return to + size - first


@kernel
def write_texts(numbers: Longs, room: Bytes) -> int:
    """Write the numbers into `room`, NUL between them; how many bytes that takes. One is at most 19 signs long.

    The next number after one that does not end in 9 is its text with another last digit.
    """
    to, size = 0, 0
    for i in range(len(numbers)):
        number = numbers[i]
        if i:
            room[to] = 0
            to += 1
        if i and number == numbers[i - 1] + 1 and number > 0 and number % 10:
            before = to - size - 1
            for k in range(size - 1):
                room[to + k] = room[before + k]
            room[to + size - 1] = room[before + size - 1] + 1
        else:
            size = write_number(number, room, to)
        to += size
    return to


def texts(numbers: Longs) -> Names:
    """Whole numbers of at most 18 digits as text."""
    room = np.empty(len(numbers) * LONGEST, np.uint8)
    return Names(room[: write_texts(numbers, room)].tobytes(), len(numbers))


@kernel
def find_extent(ids: Whole) -> tuple[int, int]:
    """The smallest and the largest of at least one number."""
    low = high = ids[0]
    for i in range(1, len(ids)):
        low, high = min(low, ids[i]), max(high, ids[i])
    return int(low), int(high)


def extent(ids: Whole | Runs) -> tuple[int, int]:
    """The smallest and the largest of all."""
    found: list[tuple[int, int]] = []
    shared_out(lambda _, run: found.append(find_extent(run)), in_runs(ids))
    return min(low for low, _ in found), max(high for _, high in found)


def numbered(ids: Whole | Runs, low: int, high: int) -> tuple[Longs | None, Coded]:
    """`ids`, from `low` to `high`, as they are where they lie close together, else replaced by their places.

    With the distinct identifiers, ascending, in the second case.
    """
    if high - low < size(ids) // VOTES_PER_PLACE + ROOM_FOR_PLACES:
        return None, Coded(ids, low, high - low + 1)
    if isinstance(ids, np.ndarray):
        return hashed(ids)
    distinct, coded = hashed(np.concatenate(list(ids)))
    ends = np.cumsum([len(run) for run in ids])
    return distinct, Coded(np.split(coded.ids, ends[:-1]), coded.low, coded.span)


def hashed(ids: Whole) -> tuple[Longs, Coded]:
    """The distinct identifiers, ascending, and the place of each entry of `ids` among them."""
    found, capacity, size = np.empty(len(ids), np.int32), FIRST_CAPACITY, -1
    while size < 0:
        capacity *= 4
        keys, numbers = np.empty(capacity, np.int64), np.full(capacity, -1, np.int32)
        size = number_by_hash(ids, keys, numbers, found, capacity // 2)
    taken = np.flatnonzero(numbers >= 0)
    first = np.empty(size, np.int64)
    first[numbers[taken]] = keys[taken]
    order = np.argsort(first)
    places = np.empty(size, np.int32)
    places[order] = np.arange(size, dtype=np.int32)
    np.take(places, found, out=found, mode="clip")
    return first[order], Coded(found, 0, size)


def named(found: Sorted, rows: tuple[Longs | None, Coded], columns: tuple[Longs | None, Coded]) -> Named:
    """Identifiers of the rows and columns that hold votes, as text, and where the rows start."""
    row_ids, starts = found.packed() if rows[0] is None else (rows[0], found.starts)
    if rows[0] is None:
        row_ids = row_ids + rows[1].low
    column_ids = columns[0]
    if column_ids is None:
        column_ids = np.flatnonzero(np.diff(found.places, prepend=np.int32(-1))) + columns[1].low
    return texts(row_ids), texts(column_ids), starts
