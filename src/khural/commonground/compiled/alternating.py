"""Sums over votes that alternating least squares needs, without tables of votes and their transposes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.sorting import Cells, Longs

Floats = npt.NDArray[np.float64]


@kernel
def sum_for_people(starts: Longs, cells: Cells, intercepts: Floats, factors: Floats, sums: Floats) -> None:
    """Add to `sums` (n, 7) what each vote brings with the intercept and factor of its statement.

    1, factor, factor^2, intercept, intercept * factor, vote, vote * factor; in the order of the votes, one after
    the other, so that the sums are those of a sparse product.
    """
    for i in range(len(sums)):
        row = sums[i]
        for k in range(starts[i], starts[i + 1]):
            cell = np.uint64(cells[k])
            other, vote = cell >> np.uint64(2), np.float64(cell & np.uint64(3)) - 1.0
            intercept, factor = intercepts[other], factors[other]
            row[0] += 1.0
            row[1] += factor
            row[2] += factor**2
            row[3] += intercept
            row[4] += intercept * factor
            row[5] += vote
            row[6] += vote * factor


@kernel
def sum_for_statements(starts: Longs, cells: Cells, leaning: Floats, persons: Floats, sums: Floats) -> None:
    """The same for each statement (s, 7) from the intercepts and factors of the people who voted on it."""
    for i in range(len(leaning)):
        intercept, factor = leaning[i], persons[i]
        square, product = factor**2, intercept * factor
        for k in range(starts[i], starts[i + 1]):
            cell = np.uint64(cells[k])
            row, vote = sums[cell >> np.uint64(2)], np.float64(cell & np.uint64(3)) - 1.0
            row[0] += 1.0
            row[1] += factor
            row[2] += square
            row[3] += intercept
            row[4] += product
            row[5] += vote
            row[6] += vote * factor


@kernel
def take_off(
    starts: Longs,
    cells: Cells,
    first: int,
    last: int,
    leaning: Floats,
    intercepts: Floats,
    persons: Floats,
    factors: Floats,
    rest: Floats,
) -> None:
    """What of each vote of the people first .. last leaning, intercept, and person times factor leave."""
    for i in range(first, last):
        for k in range(starts[i], starts[i + 1]):
            cell = np.uint64(cells[k])
            column, vote = cell >> np.uint64(2), np.float64(cell & np.uint64(3)) - 1.0
            rest[k - starts[first]] = (vote - leaning[i] - intercepts[column]) - persons[i] * factors[column]
