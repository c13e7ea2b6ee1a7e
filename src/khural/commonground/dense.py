"""The axes of few participants or few statements, from all products between the fewer of them.

Neither the order of rows nor the threads of a matrix product change a bit: products between statements are sums of
whole numbers, and exact; before products between people are taken, people are sorted by what they voted.
"""

from __future__ import annotations

import numpy as np

from khural.commonground.arrange import VoteArray
from khural.commonground.counts import FloatArray
from khural.commonground.matrix import NONE, VoteMatrix
from khural.commonground.products import between, combined, largest
from khural.commonground.residuals import Residuals

FEW = 128
CELLS = 1 << 21


def is_small(rows: int, columns: int) -> bool:
    """Whether the products between all rows, or between all columns, are the quicker road."""
    return min(rows, columns) <= FEW and rows * columns <= CELLS


def small_axes(votes: VoteMatrix, residuals: Residuals) -> tuple[FloatArray, FloatArray]:
    """The three largest squared singular values, descending, and their right singular vectors as rows."""
    table = _table(votes, residuals)
    means = residuals.means[residuals.places]
    if table.shape[1] <= table.shape[0]:
        seen = (table != NONE).astype(np.float64)
        strength, axes = largest(_between_statements(np.maximum(table, -1) * seen, seen, means), 3)
        return np.maximum(strength, 0.0), axes
    # People who vote alike are exchangeable: sorted by content they stand in one order whatever they are called.
    order = sorted(range(len(table)), key=[row.tobytes() for row in table].__getitem__)
    table = table[order]
    rest = np.where(table == NONE, 0.0, table - means)
    _, vectors = largest(between(rest, rest), 3)
    axes = combined(vectors, rest)
    strength = (axes * axes).sum(axis=1)
    return strength, axes / np.sqrt(np.maximum(strength, 1e-300))[:, None]


def _table(votes: VoteMatrix, residuals: Residuals) -> VoteArray:
    """Votes of the participants used on the statements of the map, NONE where there is none."""
    table = votes.table if residuals.use.all() else votes.table[residuals.use]
    return table if len(residuals.places) == table.shape[1] else np.ascontiguousarray(table[:, residuals.places])


def _between_statements(sides: FloatArray, seen: FloatArray, means: FloatArray) -> FloatArray:
    n = sides.shape[1]
    both = np.vstack([sides.T, seen.T])
    products = between(both, both)
    mixed = products[:n, n:] * means
    return products[:n, :n] - mixed - mixed.T + products[n:, n:] * np.outer(means, means)
