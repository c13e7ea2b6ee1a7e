"""Where participants stand on given axes."""

from __future__ import annotations

import numpy as np

from khural.commonground.components import Components
from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask, VoteMatrix
from khural.commonground.residuals import SIDES
from khural.commonground.sizes import is_large


def mapped_votes(votes: VoteMatrix, on_map: Mask) -> IntArray:
    """How many statements of the map each participant voted on, shape (P)."""
    if on_map.all():
        return votes.starts[1:] - votes.starts[:-1]
    before = np.zeros(len(votes.cells) + 1, np.int64)
    np.cumsum(on_map[votes.cells >> 2], out=before[1:])
    return np.diff(before[votes.starts])


def placed(votes: VoteMatrix, on_map: Mask, found: Components) -> FloatArray:
    """sqrt(M / max(n, 1)) * sum over a participant's n votes on the map of (vote - mean) * axis, shape (P, 2)."""
    size = int(on_map.sum())
    if found.points is not None:
        return np.asarray(_lengths(size, mapped_votes(votes, on_map))[:, None] * found.points)
    table = ((SIDES - found.means[:, None])[:, :, None] * found.vectors.T[:, None, :]).reshape(-1, 2)
    if is_large(len(votes.cells)):
        from khural.commonground.compiled.passes import placed as compiled

        off_map = np.zeros(0, np.bool_) if on_map.all() else np.repeat(~on_map, 4)
        return compiled(votes.starts, votes.cells, table, off_map, size)
    n = len(votes.participants)
    scale = _lengths(size, mapped_votes(votes, on_map))
    return np.column_stack([scale * np.bincount(votes.rows, axis[votes.cells], minlength=n) for axis in table.T])


def _lengths(size: int, voted: IntArray) -> FloatArray:
    return np.asarray(np.sqrt(size / np.maximum(voted, 1)))
