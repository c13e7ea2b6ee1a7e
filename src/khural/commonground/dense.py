"""The axes of few participants or few statements, from all products between the fewer of them.

Neither the order of rows nor the threads of a matrix product change a bit: products between statements are sums of
whole numbers, and exact; before products between people are taken, people are sorted by what they voted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.arrange import NONE, VoteArray
from khural.commonground.counts import AGREE, DISAGREE, FloatArray, given
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask, VoteMatrix
from khural.commonground.products import between, combined, largest, lower_products
from khural.commonground.sizes import room_passes

FEW = 128
CELLS = 1 << 21
SIGN_TIE = 1e-9


def is_small(rows: int, columns: int) -> bool:
    """Whether the products between all rows, or between all columns, are the quicker road."""
    return min(rows, columns) <= FEW and rows * columns <= CELLS


@dataclass(frozen=True, eq=False)
class Centred:
    """Votes less `means` (S) as a table `rest` (P, S), 0 where there is no vote and off the map.

    Row j is the participant `order[j]`, those in use first; `total` is the sum of the squares of these.
    """

    means: FloatArray
    rest: FloatArray
    order: IntArray
    total: float


def centred(votes: VoteMatrix, use: Mask, on_map: Mask) -> Centred:
    """The table of residuals of the votes of `use` (P) on the statements `on_map` (S), and where the others stand."""
    order = _in_one_order(votes.table, use) if np.count_nonzero(on_map) > np.count_nonzero(use) else np.arange(len(use))
    if room := room_passes(len(votes.cells)):
        means, rest = np.empty(len(on_map)), np.empty(votes.table.shape)
        total = room.centre_votes(votes.table, votes.totals, use, on_map, order, means, rest)
        return Centred(means, rest, order, total)
    counts = votes.totals
    if not use.all():
        left = votes.table[~use]
        counts = counts - np.stack([(left == side).sum(axis=0) for side in (1, -1, 0)], axis=1)
    taken, sides = counts[:, AGREE] + counts[:, DISAGREE], counts[:, AGREE] - counts[:, DISAGREE]
    means = np.where(on_map, sides / np.maximum(given(counts), 1), 0.0)
    table = votes.table[order]
    rest = np.where((table != NONE) & on_map, table - means, 0.0)
    # Sums along an axis are taken pairwise, cumulated ones one after the other, as in the compiled pass.
    return Centred(means, rest, order, float(np.cumsum(np.where(on_map, taken - means * sides, 0.0))[-1]))


def _in_one_order(table: VoteArray, use: Mask) -> IntArray:
    """People sorted by what they voted, those in use first: who vote alike are exchangeable, whatever their names."""
    order = np.argsort(table.view(f"V{table.shape[1]}").ravel(), kind="stable")
    return order if use.all() else order[np.argsort(~use[order], kind="stable")]


def small_axes(votes: VoteMatrix, use: Mask, on_map: Mask, found: Centred) -> tuple[FloatArray, FloatArray]:
    """At most three of the largest squared singular values, descending, and the right singular vectors (2, S).

    These have length 1, and their entry of largest magnitude is positive.
    """
    people = np.count_nonzero(use)
    if np.count_nonzero(on_map) <= people:
        sides = votes.table if people == len(use) else votes.table[use]
        is_whole = bool(on_map.all())
        products = _between_statements(sides if is_whole else sides[:, on_map], found.means[on_map])
        strength, vectors = largest(products, 3)
        return np.maximum(strength, 0.0), signed_axes(vectors[:2], on_map)[0]
    rest = found.rest[:people]
    strength, weights = largest(lower_products(rest), 3)
    vectors = combined(weights[:2], rest)
    axes, sizes = signed_axes(vectors if on_map.all() else vectors[:, on_map], on_map)
    return np.append(sizes, np.maximum(strength[2:], 0.0)), axes


def signed_axes(vectors: FloatArray, on_map: Mask) -> tuple[FloatArray, FloatArray]:
    """Two vectors (2, M) as axes (2, S), 0 off the map, of length 1, signed; squares of their lengths before.

    The entry of largest magnitude is positive; of entries equally large the first decides.
    """
    axes = np.zeros((2, len(on_map)))
    if room := room_passes(len(on_map)):
        return axes, np.array(room.sign_axes(vectors, on_map, SIGN_TIE, axes))
    sizes = np.cumsum(vectors * vectors, axis=1)[:, -1]
    for k, vector in enumerate(vectors / np.sqrt(np.maximum(sizes, 1e-300))[:, None]):
        size = np.abs(vector)
        first = int(np.argmax(size >= size.max() * (1 - SIGN_TIE)))
        axes[k, on_map] = vector if vector[first] > 0 else -vector
    return axes, sizes


def projected(found: Centred, vectors: FloatArray) -> FloatArray:
    """Residuals times the vectors (k, S), of participants in their own order, shape (P, k)."""
    placed = np.empty((len(found.rest), len(vectors)))
    placed[found.order] = between(found.rest, vectors)
    return placed


def _between_statements(sides: VoteArray, means: FloatArray) -> FloatArray:
    """Products of the residuals; those of votes are whole numbers below 2^24, exact in float32 whatever their order."""
    n = sides.shape[1]
    both = np.empty((len(sides), 2 * n), np.float32)
    both[:, n:] = sides != NONE
    both[:, :n] = np.maximum(sides, -1) * both[:, n:]
    products = (both.T @ both).astype(np.float64)
    mixed = products[:n, n:] * means
    return products[:n, :n] - mixed - mixed.T + products[n:, n:] * np.outer(means, means)
