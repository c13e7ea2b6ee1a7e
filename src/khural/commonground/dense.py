"""The axes of few participants or few statements, from all products between the fewer of them.

Neither the order of rows nor the threads of a matrix product change a bit: products between statements are sums of
whole numbers, and exact; before products between people are taken, people are sorted by what they voted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from khural.commonground.arrange import NONE, VoteArray
from khural.commonground.counts import AGREE, DISAGREE, FloatArray, given
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask, VoteMatrix
from khural.commonground.products import between, combined, lower_products, two_largest

FEW = 128
CELLS = 1 << 21
SIGN_TIE = 1e-9
# The smallest square of a length that is divided by.
LEAST = 1e-300
# Strengths that differ by less, as a part of the first, count as equal.
EQUAL = 1e-9
# Below that part of the first, a second axis is nothing but rounding.
FLAT = 1e-10


def is_small(rows: int, columns: int) -> bool:
    """Whether the products between all rows, or between all columns, are the quicker road."""
    return min(rows, columns) <= FEW and rows * columns <= CELLS


class Selected(NamedTuple):
    """The participants who carry the map (P), the statements on it (S), and how many of either: two at least."""

    use: Mask
    on_map: Mask
    people: int
    mapped: int


class Centred(NamedTuple):
    """Votes less `means` (S) as a table `rest` (P, S), 0 where there is no vote and off the map.

    Row j is the participant `order[j]`, those in use first; `total` is the sum of the squares of these.
    """

    means: FloatArray
    rest: FloatArray
    order: IntArray
    total: float


def centred(votes: VoteMatrix, chosen: Selected) -> Centred:
    """The table of residuals of the votes on the statements chosen, and where people stand in it."""
    use, on_map, people, mapped = chosen
    order = _in_one_order(votes.table, use) if mapped > people else np.arange(len(use))
    counts = votes.totals
    if people < len(use):
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


class Leading(NamedTuple):
    """The two strongest directions among statements: `vectors` (2, S) of any length and sign, 0 off the map.

    `strength` are their squared singular values, empty where these are the squares of the lengths. `points` (P, 2) are
    the residuals times the vectors, row by row. `is_unclear`: a third is as strong as the second.
    """

    vectors: FloatArray
    strength: list[float]
    points: FloatArray
    is_unclear: bool


def leading(table: VoteArray, few: Centred, chosen: Selected) -> Leading:
    """What the residuals `few` of the votes in `table` (P, S) differ by most."""
    use, on_map, people, mapped = chosen
    if mapped > people:
        rest = few.rest[:people]
        _, weights, is_unclear = two_largest(lower_products(rest), EQUAL)
        vectors = combined(weights, rest)
        return Leading(vectors, [], between(few.rest, vectors), is_unclear)
    sides = table if people == len(use) else table[use]
    is_whole = mapped == len(on_map)
    products = _between_statements(sides if is_whole else sides[:, on_map], few.means[on_map])
    strength, found, is_unclear = two_largest(products, EQUAL)
    vectors = np.zeros((2, len(on_map)))
    vectors[:, on_map] = found
    return Leading(vectors, strength, between(few.rest, vectors), is_unclear)


class Settled(NamedTuple):
    """Axes (2, S) of length 1, signed; points (P, 2) of participants in their own order; squared singular values."""

    axes: FloatArray
    points: FloatArray
    strength: list[float]


def settled(found: Leading, order: IntArray) -> Settled:
    """The vectors brought to length 1, their entry of largest magnitude positive, of equal ones the first.

    A second axis that is nothing but rounding becomes 0.
    """
    sizes = np.cumsum(found.vectors * found.vectors, axis=1)[:, -1]
    first, second = found.strength or sizes.tolist()
    axes, points = np.zeros(found.vectors.shape), np.zeros(found.points.shape)
    for k, length in enumerate(np.sqrt(np.maximum(sizes, LEAST))[: 1 + (second > FLAT * first)]):
        vector = found.vectors[k] / length
        size = np.abs(vector)
        sign = 1.0 if vector[np.argmax(size >= size.max() * (1 - SIGN_TIE))] > 0 else -1.0
        axes[k], points[order, k] = sign * vector, sign * (found.points[:, k] / length)
    return Settled(axes, points, [max(first, 0.0), max(second, 0.0)])


def _between_statements(sides: VoteArray, means: FloatArray) -> FloatArray:
    """Products of the residuals; those of votes are whole numbers below 2^24, exact in float32 whatever their order."""
    n = sides.shape[1]
    both = np.empty((len(sides), 2 * n), np.float32)
    both[:, n:] = sides != NONE
    both[:, :n] = np.maximum(sides, -1) * both[:, n:]
    products = (both.T @ both).astype(np.float64)
    mixed = products[:n, n:] * means
    return products[:n, :n] - mixed - mixed.T + products[n:, n:] * np.outer(means, means)
