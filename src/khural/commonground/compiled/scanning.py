"""Long tables of whole numbers, read byte by byte; whatever else stands in them is left to the careful road."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt
from numba.cpython.unsafe.numbers import trailing_zeros

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.pool import borders, shared_out
from khural.commonground.compiled.sorting import Bytes, Longs

Columns = tuple[npt.NDArray[np.signedinteger[Any]], npt.NDArray[np.signedinteger[Any]], npt.NDArray[np.int8], Longs]

# What a column holds.
PASSED_OVER, STATEMENT, PARTICIPANT, VOTE, TIME = range(5)
BYTES_PER_BLOCK = 1 << 24
LINE_FEED, RETURN, QUOTE, COMMA, MINUS = 10, 13, 34, 44, 45
DIGITS = 18
NARROW = (1 << 31) - 1
# So many bytes before the end of a block numbers are read sign by sign.
ROOM = 18


@kernel
def count_lines(data: Bytes, first: int, last: int) -> int:
    """Line feeds in first .. last."""
    count = 0
    for i in range(first, last):
        count += data[i] == LINE_FEED
    return count


@kernel
def pass_over(data: Bytes, i: int, last: int) -> tuple[int, int]:
    """The end of a cell of ASCII without quotes, carriage returns and NUL, else -1; and 0."""
    while i < last and data[i] != COMMA and data[i] != LINE_FEED:
        if data[i] == QUOTE or data[i] == RETURN or data[i] == 0 or data[i] > 127:
            return -1, 0
        i += 1
    return i, 0


@kernel
def read_number(data: Bytes, i: int, last: int, is_time: bool) -> tuple[int, int]:
    """The end of a whole number of at most 18 digits, and its value; -1 where it is not in its shortest writing.

    A time has no sign and may start with zeros.
    """
    is_negative = i < last and data[i] == MINUS
    start, value = i + is_negative, 0
    i = start
    while i < last and 48 <= data[i] <= 57 and i - start < DIGITS:
        value = value * 10 + int(data[i]) - 48
        i += 1
    if i == start or (is_negative and (value == 0 or is_time)):
        return -1, 0
    if data[start] == 48 and i - start > 1 and not is_time:
        return -1, 0
    return i, -value if is_negative else value


@kernel
def eight_signs(data: Bytes, i: int) -> np.uint64:
    """Eight bytes as one number, the first lowest; the compiler makes one load of it."""
    word = np.uint64(data[i])
    word |= np.uint64(data[i + 1]) << np.uint64(8)
    word |= np.uint64(data[i + 2]) << np.uint64(16)
    word |= np.uint64(data[i + 3]) << np.uint64(24)
    word |= np.uint64(data[i + 4]) << np.uint64(32)
    word |= np.uint64(data[i + 5]) << np.uint64(40)
    word |= np.uint64(data[i + 6]) << np.uint64(48)
    return word | np.uint64(data[i + 7]) << np.uint64(56)


@kernel
def leading_digits(word: np.uint64) -> Any:
    """How many of eight signs are digits before the first that is none, and their value, two int64 (Lemire 2022)."""
    digits = word ^ np.uint64(0x3030303030303030)
    others = (digits | digits + np.uint64(0x0606060606060606)) & np.uint64(0xF0F0F0F0F0F0F0F0)
    if others == 0:
        count = np.int64(8)
    else:
        count = np.int64(trailing_zeros(others)) >> 3  # type: ignore[call-arg]  # it is called without its context
        if count == 0:
            return count, count
        digits <<= np.uint64(64 - 8 * count)
    pairs = (digits * np.uint64(2561)) >> np.uint64(8) & np.uint64(0x00FF00FF00FF00FF)
    fours = (pairs * np.uint64(6553601)) >> np.uint64(16) & np.uint64(0x0000FFFF0000FFFF)
    return count, np.int64((fours * np.uint64(42949672960001)) >> np.uint64(32))


@kernel
def read_quickly(data: Bytes, i: int, is_time: bool) -> tuple[int, int]:
    """`read_number`, eight signs at a time, for a number of at most 16 digits that 18 bytes of the table follow."""
    is_negative = data[i] == MINUS
    start = i + is_negative
    count, value = leading_digits(eight_signs(data, start))
    i = start + count
    if count == 8:
        more, rest = leading_digits(eight_signs(data, i))
        for _ in range(more):
            value *= 10
        value += rest
        i += more
        if more == 8 and 48 <= data[i] <= 57:
            return -1, 0
    if i == start or (is_negative and (value == 0 or is_time)):
        return -1, 0
    if data[start] == 48 and i - start > 1 and not is_time:
        return -1, 0
    return i, -value if is_negative else value


@kernel
def next_cell(data: Bytes, i: int, last: int, is_last: bool) -> int:
    """Past the comma, or past the end of the line after the last column; -1 where neither stands there."""
    if i == last:
        return i + 1 if is_last else -1
    return i + 1 if data[i] == (LINE_FEED if is_last else COMMA) else -1


@kernel
def read_cell(data: Bytes, i: int, last: int, role: int) -> tuple[int, int]:
    """The end of a cell of that role, -1 where it is not plain, and its value."""
    if role == PASSED_OVER:
        return pass_over(data, i, last)
    if i + ROOM < last:
        return read_quickly(data, i, role == TIME)
    return read_number(data, i, last, role == TIME)


@kernel
def scan_lines(
    data: Bytes,
    first: int,
    last: int,
    roles: npt.NDArray[np.int8],
    statements: npt.NDArray[np.signedinteger[Any]],
    participants: npt.NDArray[np.signedinteger[Any]],
    votes: npt.NDArray[np.int8],
    times: Longs,
    most: int,
) -> bool:
    """Read the whole lines first .. last; False where anything is not plain, or an identifier beyond `most`."""
    i, row = first, 0
    while i < last:
        for column in range(len(roles)):
            role = roles[column]
            i, value = read_cell(data, i, last, role)
            if i < 0 or (role != TIME and abs(value) > (1 if role == VOTE else most)):
                return False
            if role == TIME:
                times[row] = value
            elif role == VOTE:
                votes[row] = value
            elif role == STATEMENT:
                statements[row] = value
            elif role == PARTICIPANT:
                participants[row] = value
            i = next_cell(data, i, last, column == len(roles) - 1)
            if i < 0:
                return False
        row += 1
    return True


def scanned(data: Bytes, first: int, roles: list[int]) -> Columns | None:
    """Statements, participants, votes and times (empty where there is no such column) of the lines from `first` on."""
    blocks = _whole_lines(data, first)
    counts = np.zeros(len(blocks), np.int64)

    def count(_: int, block: int) -> None:
        counts[block] = count_lines(data, *blocks[block])

    shared_out(count, range(len(blocks)))
    if data[-1] != LINE_FEED:
        counts[-1] += 1
    for kind in (np.int32, np.int64):
        found = _read(data, blocks, counts, np.array(roles, np.int8), kind)
        if found is not None:
            return found
    return None


def _whole_lines(data: Bytes, first: int) -> list[tuple[int, int]]:
    """Blocks of about BYTES_PER_BLOCK that end with a line."""
    cuts = [first]
    for _, end in borders(len(data) - first, (len(data) - first) // BYTES_PER_BLOCK + 1)[:-1]:
        at = first + end
        while at < len(data) and data[at - 1] != LINE_FEED:
            at += 1
        if at > cuts[-1]:
            cuts.append(at)
    if cuts[-1] < len(data):
        cuts.append(len(data))
    return list(itertools.pairwise(cuts))


def _read(
    data: Bytes,
    blocks: list[tuple[int, int]],
    counts: Longs,
    roles: npt.NDArray[np.int8],
    kind: type[np.signedinteger[Any]],
) -> Columns | None:
    total, ends = int(counts.sum()), np.cumsum(counts)
    statements, participants = np.empty(total, kind), np.empty(total, kind)
    votes, times = np.empty(total, np.int8), np.empty(total if TIME in roles else 0, np.int64)
    most = NARROW if kind is np.int32 else 10**17
    plain = np.zeros(len(blocks), np.bool_)

    def read(_: int, block: int) -> None:
        rows = slice(ends[block] - counts[block], ends[block])
        into = (statements[rows], participants[rows], votes[rows], times[rows])
        plain[block] = scan_lines(data, *blocks[block], roles, *into, most)

    shared_out(read, range(len(blocks)))
    return (statements, participants, votes, times) if plain.all() else None
