"""Sums of whole rows over the places of a table of ones and noughts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int32]


@kernel
def add_up_places(starts: Whole, places: Whole, of: Floats, into: Floats) -> None:
    """Into `into` (k, n) the sums of `of` (k, m) over the places of each of n rows, one after the other.

    The same bits as a sparse product: row i holds ones at `places[starts[i]:starts[i + 1]]`. Two sums go side by side,
    for each addition waits for the one before it.
    """
    k = len(of)
    for c in range(0, k - 1, 2):
        one, two = of[c], of[c + 1]
        for i in range(len(starts) - 1):
            first, second = 0.0, 0.0
            for j in range(starts[i], starts[i + 1]):
                place = np.uint64(places[j])
                first += one[place]
                second += two[place]
            into[c, i], into[c + 1, i] = first, second
    if k % 2:
        one = of[k - 1]
        for i in range(len(starts) - 1):
            first = 0.0
            for j in range(starts[i], starts[i + 1]):
                first += one[np.uint64(places[j])]
            into[k - 1, i] = first
