"""The axes of few participants or few statements, from all products between the fewer of them.

The products are sums of whole numbers, or of multiples of one power of two, and exact: neither the order of rows nor
the threads of the matrix product change a bit.
"""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.products import between, largest
from khural.commonground.residuals import Residuals

FEW = 128
CELLS = 1 << 21
EXACT_BITS = 51


def is_small(rows: int, columns: int) -> bool:
    """Whether the products between all rows, or between all columns, are the quicker road."""
    return min(rows, columns) <= FEW and rows * columns <= CELLS


def small_axes(residuals: Residuals) -> tuple[FloatArray, FloatArray]:
    """The three largest squared singular values, descending, and their right singular vectors as rows."""
    votes, places = residuals.votes, residuals.places
    shape = (len(votes.participants), len(votes.statements))
    table = np.full(shape, -2, np.int8)
    table[votes.rows, votes.columns] = votes.values
    table = np.ascontiguousarray(table[residuals.use][:, places])
    seen = (table != -2).astype(np.float64)
    sides = np.where(table == -2, 0, table).astype(np.float64)
    means = residuals.means[places]
    if table.shape[1] <= table.shape[0]:
        strength, axes = largest(_between_statements(sides, seen, means), 3)
        return np.maximum(strength, 0.0), axes
    # People who vote alike are exchangeable: sorted by content they are called alike too.
    order = sorted(range(len(table)), key=[row.tobytes() for row in table].__getitem__)
    sides, seen = sides[order], seen[order]
    _, vectors = largest(_between_people(sides, seen, means), 3)
    axes = np.einsum("kp,ps->ks", vectors, sides - seen * means)
    strength = (axes * axes).sum(axis=1)
    return strength, axes / np.sqrt(np.maximum(strength, 1e-300))[:, None]


def _between_statements(sides: FloatArray, seen: FloatArray, means: FloatArray) -> FloatArray:
    n = sides.shape[1]
    both = np.vstack([sides.T, seen.T])
    products = between(both, both)
    mixed = products[:n, n:] * means
    return products[:n, :n] - mixed - mixed.T + products[n:, n:] * np.outer(means, means)


def _between_people(sides: FloatArray, seen: FloatArray, means: FloatArray) -> FloatArray:
    """(V - M) (V - M)' as [V, seen] [V - M, M^2 - V M]', M the means of what was seen, rounded: exact sums."""
    unit = 2.0 ** (len(means).bit_length() - EXACT_BITS)
    once, twice = (np.rint(values / unit) * unit for values in (means, means * means))
    return between(np.hstack([sides, seen]), np.hstack([sides - seen * once, seen * twice - sides * once]))
