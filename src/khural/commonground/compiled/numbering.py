"""Identifiers that are whole numbers, numbered in the order in which they first stand in the votes."""

from __future__ import annotations

import numpy as np

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.sorting import Coded, Longs, Places, Whole, seen_between

# A table of places may take a byte or two per vote, not more.
ROOM_FOR_PLACES = 1 << 16
VOTES_PER_PLACE = 4
FIRST_CAPACITY = 1 << 16


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


def coded(ids: Whole) -> tuple[Longs, Coded]:
    """The distinct identifiers, ascending, and the place of each entry of `ids` among them."""
    low, high = int(ids.min()), int(ids.max())
    if high - low < len(ids) // VOTES_PER_PLACE + ROOM_FOR_PLACES:
        seen = seen_between(ids, low, high)
        places = np.cumsum(seen, dtype=np.int32) - np.int32(1)
        distinct = np.flatnonzero(seen) + low
        return distinct, Coded(ids, low, places, len(distinct))
    return _hashed(ids)


def _hashed(ids: Whole) -> tuple[Longs, Coded]:
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
    return first[order], Coded(found, 0, np.arange(size, dtype=np.int32), size)
