"""Sums over votes that alternating least squares needs, without tables of votes and their transposes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.sorting import Places

Floats = npt.NDArray[np.float64]
Votes = npt.NDArray[np.int8]


@kernel
def sum_features(
    into: Places, others: Places, values: Votes, intercepts: Floats, factors: Floats, sums: Floats
) -> None:
    """Add to `sums` (.., 7) at `into` what each vote brings with the intercept and factor of its other side.

    1, factor, factor^2, intercept, intercept * factor, vote, vote * factor; in the order of the votes, one after
    the other, so that the sums are those of a sparse product.
    """
    for k in range(len(values)):
        other = np.uint64(others[k])
        intercept, factor, vote = intercepts[other], factors[other], np.float64(values[k])
        row = sums[np.uint64(into[k])]
        row[0] += 1.0
        row[1] += factor
        row[2] += factor**2
        row[3] += intercept
        row[4] += intercept * factor
        row[5] += vote
        row[6] += vote * factor


@kernel
def take_off(
    rows: Places,
    columns: Places,
    values: Votes,
    leaning: Floats,
    intercepts: Floats,
    persons: Floats,
    factors: Floats,
    rest: Floats,
) -> None:
    """What of each vote leaning, intercept, and person times factor leave."""
    for k in range(len(values)):
        row, column = np.uint64(rows[k]), np.uint64(columns[k])
        rest[k] = (np.float64(values[k]) - leaning[row] - intercepts[column]) - persons[row] * factors[column]
