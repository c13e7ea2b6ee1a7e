"""A column of whole numbers in runs, as a file brings it: to put them together would cost as much as to sort them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.pool import borders

Whole = npt.NDArray[np.signedinteger[Any]]
Runs = Sequence[npt.NDArray[np.signedinteger[Any]]]

BLOCKS = 16


def in_runs(ids: Whole | Runs) -> Runs:
    """One array cut into BLOCKS, or the runs as they are."""
    return [ids[slice(*block)] for block in borders(len(ids), BLOCKS)] if isinstance(ids, np.ndarray) else ids


def size(ids: Whole | Runs) -> int:
    """How many numbers there are."""
    return len(ids) if isinstance(ids, np.ndarray) else sum(map(len, ids))
