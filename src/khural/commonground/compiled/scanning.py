"""Long tables of whole numbers, read byte by byte; whatever else stands in them is left to the careful road."""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba.cpython.unsafe.numbers import trailing_zeros

from khural.commonground.compiled.kernel import inlined, kernel
from khural.commonground.compiled.pool import borders, shared_out
from khural.commonground.compiled.runs import Runs, Whole
from khural.commonground.compiled.sorting import Bytes, Longs

# What a column holds.
PASSED_OVER, STATEMENT, PARTICIPANT, VOTE, TIME = range(5)
BYTES_PER_BLOCK = 1 << 24
LINE_FEED, RETURN, QUOTE, COMMA, MINUS, ZERO, NINE = 10, 13, 34, 44, 45, 48, 57
DIGITS = 18
NARROW = (1 << 31) - 1
# So many bytes before the end of the file numbers are read sign by sign.
ROOM = 18
POWERS = 10 ** np.arange(9, dtype=np.int64)


class Columns(NamedTuple):
    """What was read, cut into runs at the same places; no times where there is no such column."""

    statements: Runs
    participants: Runs
    votes: Runs
    times: Runs


@kernel
def pass_over(data: Bytes, i: np.uint64, last: np.uint64) -> tuple[np.uint64, int]:
    """The end of a cell of ASCII without quotes, carriage returns and NUL, else 0; and 0."""
    while i < last and data[i] != COMMA and data[i] != LINE_FEED:
        if data[i] == QUOTE or data[i] == RETURN or data[i] == 0 or data[i] > 127:
            return np.uint64(0), 0
        i += np.uint64(1)
    return i, 0


@kernel
def read_number(data: Bytes, i: np.uint64, last: np.uint64, is_time: bool) -> tuple[np.uint64, int]:
    """The end of a whole number of at most 18 digits, and its value; 0 where it is not in its shortest writing.

    A time has no sign and may start with zeros.
    """
    is_negative = i < last and data[i] == MINUS
    start, value = i + np.uint64(is_negative), 0
    i = start
    while i < last and ZERO <= data[i] <= NINE and i - start < np.uint64(DIGITS):
        value = value * 10 + int(data[i]) - ZERO
        i += np.uint64(1)
    if i == start or (is_negative and (value == 0 or is_time)):
        return np.uint64(0), 0
    if data[start] == ZERO and i - start > np.uint64(1) and not is_time:
        return np.uint64(0), 0
    return i, -value if is_negative else value


@kernel
def eight_signs(data: Bytes, i: np.uint64) -> np.uint64:
    """Eight bytes as one number, the first lowest; places without a sign, and the compiler makes one load of it."""
    word = np.uint64(data[i])
    word |= np.uint64(data[i + np.uint64(1)]) << np.uint64(8)
    word |= np.uint64(data[i + np.uint64(2)]) << np.uint64(16)
    word |= np.uint64(data[i + np.uint64(3)]) << np.uint64(24)
    word |= np.uint64(data[i + np.uint64(4)]) << np.uint64(32)
    word |= np.uint64(data[i + np.uint64(5)]) << np.uint64(40)
    word |= np.uint64(data[i + np.uint64(6)]) << np.uint64(48)
    return word | np.uint64(data[i + np.uint64(7)]) << np.uint64(56)


@kernel
def leading_digits(word: np.uint64) -> Any:
    """How many of eight signs are digits before the first that is none, uint64, and their value, int64 (Lemire 2022).

    Without a branch: how many there are differs from cell to cell.
    """
    digits = word ^ np.uint64(0x3030303030303030)
    others = (digits | digits + np.uint64(0x0606060606060606)) & np.uint64(0xF0F0F0F0F0F0F0F0)
    count = np.uint64(trailing_zeros(others)) >> np.uint64(3)  # type: ignore[call-arg]  # it is called without its context
    # In two steps, for none of 64 bits may be all there is.
    half = np.uint64(32) - np.uint64(4) * count
    digits = (digits << half) << half
    pairs = (digits * np.uint64(2561)) >> np.uint64(8) & np.uint64(0x00FF00FF00FF00FF)
    fours = (pairs * np.uint64(6553601)) >> np.uint64(16) & np.uint64(0x0000FFFF0000FFFF)
    return count, np.int64((fours * np.uint64(42949672960001)) >> np.uint64(32))


@inlined
def read_quickly(data: Bytes, i: np.uint64, is_time: bool) -> tuple[np.uint64, int]:
    """`read_number`, eight signs at a time, for a number of at most 16 digits that 18 bytes of the table follow."""
    is_negative = data[i] == MINUS
    i += np.uint64(is_negative)
    is_zero = data[i] == ZERO
    count, value = leading_digits(eight_signs(data, i))
    if count == np.uint64(8):
        more, rest = leading_digits(eight_signs(data, i + count))
        value = value * POWERS[more] + rest
        count += more
    if count == np.uint64(0) or (is_negative and (value == 0 or is_time)):
        return np.uint64(0), 0
    if is_zero and count > np.uint64(1) and not is_time:
        return np.uint64(0), 0
    return i + count, -value if is_negative else value


@inlined
def next_cell(data: Bytes, i: np.uint64, last: np.uint64, is_last: bool) -> np.uint64:
    """Past the comma, or past the end of the line after the last column; 0 where neither stands there."""
    if i == last:
        return i + np.uint64(is_last) if is_last else np.uint64(0)
    return i + np.uint64(1) if data[i] == (LINE_FEED if is_last else COMMA) else np.uint64(0)


@inlined
def read_cell(data: Bytes, i: np.uint64, last: np.uint64, role: int) -> tuple[np.uint64, int]:
    """The end of a cell of that role, 0 where it is not plain, and its value."""
    if role == PASSED_OVER:
        return pass_over(data, i, last)
    if i + np.uint64(ROOM) < np.uint64(len(data)):
        return read_quickly(data, i, role == TIME)
    return read_number(data, i, last, role == TIME)


@kernel
def scan_lines(
    data: Bytes,
    first: int,
    end: int,
    roles: npt.NDArray[np.int8],
    statements: Whole,
    participants: Whole,
    votes: npt.NDArray[np.int8],
    times: Longs,
    most: int,
) -> int:
    """Read the whole lines first .. end; how many, -1 where one is not plain, or has an identifier beyond `most`."""
    i, last, row, columns = np.uint64(first), np.uint64(end), np.uint64(0), len(roles)
    while i < last:
        for column in range(columns):
            role = roles[np.uint64(column)]
            i, value = read_cell(data, i, last, role)
            if i == np.uint64(0) or (role != TIME and abs(value) > (1 if role == VOTE else most)):
                return -1
            if role == TIME:
                times[row] = value
            elif role == VOTE:
                votes[row] = value
            elif role == STATEMENT:
                statements[row] = value
            elif role == PARTICIPANT:
                participants[row] = value
            i = next_cell(data, i, last, column == columns - 1)
            if i == np.uint64(0):
                return -1
        row += np.uint64(1)
    return int(np.int64(row))


def scanned(data: Bytes, first: int, roles: list[int]) -> Columns | None:
    """The lines from `first` on; None where one is not plain."""
    blocks = _whole_lines(data, first)
    for kind in (np.int32, np.int64):
        found = _read(data, blocks, np.array(roles, np.int8), kind)
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
    data: Bytes, blocks: list[tuple[int, int]], roles: npt.NDArray[np.int8], kind: type[np.signedinteger[Any]]
) -> Columns | None:
    most = NARROW if kind is np.int32 else 10**17
    # A sign or a digit and what follows it; nothing need stand in a cell that is passed over.
    shortest = 2 * len(roles) - int((roles == PASSED_OVER).sum())
    found: list[tuple[Whole, Whole, npt.NDArray[np.int8], Longs] | None] = [None] * len(blocks)

    def read(_: int, block: int) -> None:
        first, last = blocks[block]
        # Room for the shortest lines: what is not written takes no memory.
        room = (last - first) // shortest + 1
        times: Longs = np.empty(room if TIME in roles else 0, np.int64)
        columns = np.empty(room, kind), np.empty(room, kind), np.empty(room, np.int8), times
        n = scan_lines(data, first, last, roles, *columns, most)
        if n >= 0:
            for column in columns:
                column.resize(min(n, len(column)), refcheck=False)
            found[block] = columns

    shared_out(read, range(len(blocks)))
    whole = [columns for columns in found if columns is not None]
    return Columns(*(tuple(runs) for runs in zip(*whole, strict=True))) if len(whole) == len(blocks) else None
