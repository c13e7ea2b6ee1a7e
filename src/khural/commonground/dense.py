"""The axes of few participants or few statements, from all products between the fewer of them.

Neither the order of rows nor the threads of a matrix product change a bit: products between statements are sums of
whole numbers, and exact; before products between people are taken, people are sorted by what they voted.
"""

from __future__ import annotations

import numpy as np

from khural.commonground.arrange import NONE, VoteArray
from khural.commonground.counts import FloatArray
from khural.commonground.matrix import VoteMatrix
from khural.commonground.products import combined, largest, lower_products
from khural.commonground.residuals import Residuals

FEW = 128
CELLS = 1 << 21


def is_small(rows: int, columns: int) -> bool:
    """Whether the products between all rows, or between all columns, are the quicker road."""
    return min(rows, columns) <= FEW and rows * columns <= CELLS


def residual_table(votes: VoteMatrix, residuals: Residuals) -> FloatArray:
    """Vote less mean (P, S), 0 where there is no vote and off the map."""
    rest = votes.table.astype(np.float64)
    rest -= residuals.means
    rest *= votes.table != NONE
    if len(residuals.places) < rest.shape[1]:
        off_map = np.ones(rest.shape[1], np.bool_)
        off_map[residuals.places] = False
        rest[:, off_map] = 0.0
    return rest


def small_axes(votes: VoteMatrix, residuals: Residuals, rest: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The three largest squared singular values, descending, and the right singular vectors (2, M) of two, as rows.

    `rest` is the residual table.
    """
    table = votes.table if residuals.use.all() else votes.table[residuals.use]
    is_whole = len(residuals.places) == table.shape[1]
    if len(residuals.places) <= table.shape[0]:
        sides = table if is_whole else table[:, residuals.places]
        products = _between_statements(sides, residuals.means[residuals.places])
        strength, axes = largest(products, 3)
        return np.maximum(strength, 0.0), axes[:2]
    # People who vote alike are exchangeable: sorted by content they stand in one order whatever they are called.
    order = np.argsort(table.view(f"V{table.shape[1]}").ravel(), kind="stable")
    rest = rest.take(order if len(order) == len(rest) else np.flatnonzero(residuals.use)[order], axis=0)
    strength, vectors = largest(lower_products(rest), 3)
    axes = combined(vectors[:2], rest)
    strength[:2] = (axes * axes).sum(axis=1)
    axes /= np.sqrt(np.maximum(strength[:2], 1e-300))[:, None]
    return np.maximum(strength, 0.0), axes if is_whole else axes[:, residuals.places]


def _between_statements(sides: VoteArray, means: FloatArray) -> FloatArray:
    """Products of the residuals; those of votes are whole numbers below 2^24, exact in float32 whatever their order."""
    n = sides.shape[1]
    both = np.empty((len(sides), 2 * n), np.float32)
    both[:, n:] = sides != NONE
    both[:, :n] = np.maximum(sides, -1) * both[:, n:]
    products = (both.T @ both).astype(np.float64)
    mixed = products[:n, n:] * means
    return products[:n, :n] - mixed - mixed.T + products[n:, n:] * np.outer(means, means)
