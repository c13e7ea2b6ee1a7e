"""Where participants stand on given axes."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask, VoteMatrix
from khural.commonground.residuals import SIDES
from khural.commonground.sizes import is_large


def mapped_votes(votes: VoteMatrix, on_map: Mask) -> IntArray:
    """How many statements of the map each participant voted on, shape (P)."""
    if on_map.all():
        return np.diff(votes.starts)
    before = np.zeros(len(votes.cells) + 1, np.int64)
    np.cumsum(on_map[votes.cells >> 2], out=before[1:])
    return np.diff(before[votes.starts])


def placed(votes: VoteMatrix, on_map: Mask, means: FloatArray, axes: FloatArray) -> FloatArray:
    """sqrt(M / max(n, 1)) * sum over a participant's n votes on the map of (vote - mean) * axis, shape (P, 2)."""
    size = int(on_map.sum())
    table = ((SIDES - means[:, None])[:, :, None] * axes.T[:, None, :]).reshape(-1, 2)
    if is_large(len(votes.cells)):
        from khural.commonground.compiled.passes import placed as compiled

        return compiled(votes.starts, votes.cells, table, np.repeat(on_map, 4), size)
    n = len(votes.participants)
    scale = np.sqrt(size / np.maximum(mapped_votes(votes, on_map), 1))
    return np.column_stack([scale * np.bincount(votes.rows, axis[votes.cells], minlength=n) for axis in table.T])
