"""Reading the votes of a small room: each pass does at once what plain code does in many steps.

Every figure is made of the same operations in the same order as there, so that it is the same to the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.sorting import Bytes, Longs

Votes = npt.NDArray[np.int8]
Narrow = npt.NDArray[np.uint16]

NONE = -2


@kernel
def span(people: Longs, statements: Longs) -> tuple[int, int, int, int]:
    """The smallest and the largest identifier of either; there is at least one."""
    top = bottom = people[0]
    left = right = statements[0]
    for i in range(len(people)):
        top, bottom = min(top, people[i]), max(bottom, people[i])
        left, right = min(left, statements[i]), max(right, statements[i])
    return top, bottom, left, right


@kernel
def write_table(people: Longs, statements: Longs, values: Votes, top: int, left: int, table: Votes) -> None:
    """The last vote of each pair at its place in `table`, and nowhere else one."""
    table[:] = NONE
    for i in range(len(values)):
        # Places without a sign need not be looked at twice.
        table[np.uint64(people[i] - top), np.uint64(statements[i] - left)] = values[i]


@kernel
def read_table(table: Votes, starts: Longs, cells: Narrow, counts: Longs) -> tuple[int, bool]:
    """Where rows start, their cells, and agree, disagree and pass per statement.

    Returns how many votes there are, and whether everybody and every statement has one. `cells` has room for one more
    than there are votes: each place is written, and then moved on or not.
    """
    width = table.shape[1]
    row, is_vote, n, is_full = np.empty(width, np.uint16), np.empty(width, np.uint8), np.uint64(0), True
    agree, disagree, passes = np.zeros(width, np.int32), np.zeros(width, np.int32), np.zeros(width, np.int32)
    for i in range(table.shape[0]):
        for s in range(width):
            vote = np.int32(table[i, s])
            row[s], is_vote[s] = np.int32(s) << 2 | (vote + 1) & 3, vote != NONE
            agree[s] += vote == 1
            disagree[s] += vote == -1
            passes[s] += vote == 0
        starts[i] = n
        for s in range(width):
            cells[n] = row[s]
            n += np.uint64(is_vote[s])
        is_full &= np.int64(n) > starts[i]
    starts[table.shape[0]] = n
    for s in range(width):
        counts[s, 0], counts[s, 1], counts[s, 2] = agree[s], disagree[s], passes[s]
        is_full &= agree[s] + disagree[s] + passes[s] > 0
    return int(n), is_full


def packed(table: Votes) -> tuple[Longs, Narrow, Longs, bool]:
    """What `read_table` fills, and whether everybody and every statement has a vote."""
    people, statements = table.shape
    starts, counts = np.empty(people + 1, np.int64), np.empty((statements, 3), np.int64)
    cells = np.empty(table.size + 1, np.uint16)
    n, is_full = read_table(table, starts, cells, counts)
    # Where most places were taken, what is left over costs less than a copy.
    return starts, cells[:n] if 2 * n > len(cells) else cells[:n].copy(), counts, is_full


@kernel
def four_to_a_byte(table: Votes) -> Bytes:
    """As `arrange.four_to_a_byte`."""
    votes = table.ravel()
    whole = len(votes) // 4
    packed_votes = np.zeros((len(votes) + 3) // 4, np.uint8)
    for k in range(whole):
        first, second = np.uint8(votes[4 * k] + 1) & 3, np.uint8(votes[4 * k + 1] + 1) & 3
        third, fourth = np.uint8(votes[4 * k + 2] + 1) & 3, np.uint8(votes[4 * k + 3] + 1) & 3
        packed_votes[k] = first | second << 2 | third << 4 | fourth << 6
    for i in range(4 * whole, len(votes)):
        packed_votes[whole] |= (np.uint8(votes[i] + 1) & 3) << 2 * (i - 4 * whole)
    return packed_votes
