"""Where participants stand on given axes."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.dense import is_small
from khural.commonground.ids import IntArray
from khural.commonground.matrix import NONE, Mask, VoteMatrix
from khural.commonground.products import between
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
    size, shape = int(on_map.sum()), (len(votes.participants), len(votes.statements))
    if is_small(*shape):
        seen = votes.table != NONE
        rest = np.where(seen, votes.table - means, 0.0)
        return np.asarray(_lengths(size, mapped_votes(votes, on_map))[:, None] * between(rest, axes))
    table = ((SIDES - means[:, None])[:, :, None] * axes.T[:, None, :]).reshape(-1, 2)
    if is_large(len(votes.cells)):
        from khural.commonground.compiled.passes import placed as compiled

        off_map = np.zeros(0, np.bool_) if on_map.all() else np.repeat(~on_map, 4)
        return compiled(votes.starts, votes.cells, table, off_map, size)
    n = shape[0]
    scale = _lengths(size, mapped_votes(votes, on_map))
    return np.column_stack([scale * np.bincount(votes.rows, axis[votes.cells], minlength=n) for axis in table.T])


def _lengths(size: int, voted: IntArray) -> FloatArray:
    return np.sqrt(size / np.maximum(voted, 1))
