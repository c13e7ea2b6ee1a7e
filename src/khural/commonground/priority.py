"""How much is to be learnt from showing a statement next (Polis)."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import AGREE, PASS, FloatArray, given
from khural.commonground.ids import IntArray
from khural.commonground.matrix import read_only

FOR_META = 49.0
# 1 + 8 * 2^(-n / 5) for n votes; from 280 on that is 1 to the last bit.
FAVOUR = read_only(1 + 8 * 2.0 ** (-np.arange(300) / 5))


def priorities(counts: IntArray, extremity: FloatArray, votes: IntArray | None = None) -> FloatArray:
    """(importance * (1 + 8 * 2^(-n / 5)))^2, shape (S).

    importance = (1 - (P + 1) / (n + 2)) * (E + 1) * (A + 1) / (n + 2), with A, P and n the agrees, passes and all
    votes (`counts`, (S, 3)) and E the extremity, 0 for a statement off the map. The second factor favours statements
    with few votes. `votes` (S) are the sums of `counts` where they are at hand.
    """
    n = given(counts) if votes is None else votes
    distance = np.where(np.isnan(extremity), 0.0, extremity)
    importance = (1 - (counts[:, PASS] + 1) / (n + 2)) * (distance + 1) * (counts[:, AGREE] + 1) / (n + 2)
    return read_only((importance * FAVOUR[np.minimum(n, len(FAVOUR) - 1)]) ** 2)
