"""How much is to be learnt from showing a statement next (Polis)."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import AGREE, PASS, FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import read_only

FOR_META = 49.0


def priorities(counts: IntArray, extremity: FloatArray, votes: IntArray | None = None) -> FloatArray:
    """(importance * (1 + 8 * 2^(-n / 5)))^2, shape (S).

    importance = (1 - (P + 1) / (n + 2)) * (E + 1) * (A + 1) / (n + 2), with A, P and n the agrees, passes and all
    votes (`counts`, (S, 3)) and E the extremity, 0 for a statement off the map. The second factor favours statements
    with few votes. `votes` (S) are the sums of `counts` where they are at hand.
    """
    n = counts.sum(axis=1) if votes is None else votes
    distance = np.where(np.isnan(extremity), 0.0, extremity)
    importance = (1 - (counts[:, PASS] + 1) / (n + 2)) * (distance + 1) * (counts[:, AGREE] + 1) / (n + 2)
    return read_only((importance * (1 + 8 * 2.0 ** (-n / 5))) ** 2)
