"""The matrix of residuals, votes less the mean of their statement, as an operator on blocks of vectors.

Its second half sums whole numbers: what each participant contributes is rounded to a power of two small enough to keep
all digits that matter, so that the sum is the same to the last bit in any order, on any number of threads, and in
plain as in compiled passes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.arrange import CellArray
from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask
from khural.commonground.sizes import is_large

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

# Sums stay below 2^BITS: plain passes add in float64, compiled ones in int64.
PLAIN_BITS, COMPILED_BITS = 52, 62
COMPILED_BITS_FROM = 100_000
# The vote of the cells of one statement; the last place is empty.
SIDES = np.array([-1.0, 0.0, 1.0, 0.0])


@dataclass(frozen=True, eq=False)
class Residuals:
    """Votes of the participants in `use` (P) on the statements in `places` (M) less `means` (S).

    `starts` (P + 1) and `cells` are those of a VoteMatrix, or of some of its rows. `counts` (S, 4) holds the votes used
    by cell; it is 0 for other statements.
    """

    starts: IntArray
    cells: CellArray
    use: Mask
    places: IntArray
    counts: IntArray
    means: FloatArray

    @property
    def total(self) -> float:
        """The sum of all squared residuals."""
        return float((self.counts * (SIDES - self.means[:, None]) ** 2).sum())

    @cached_property
    def rows(self) -> IntArray:
        """The participant of each vote."""
        return np.repeat(np.arange(len(self.use)), np.diff(self.starts))

    @cached_property
    def scale(self) -> float:
        """The power of two that a participant's contribution is multiplied with before it is rounded.

        A contribution is at most the length of the row, 2 sqrt(votes), and a statement sums as many as it has votes.
        """
        longest = int(np.diff(self.starts).max(initial=1))
        most = 2 * math.sqrt(longest) * int(self.counts.sum(axis=1).max(initial=1))
        bits = COMPILED_BITS if len(self.cells) >= COMPILED_BITS_FROM else PLAIN_BITS
        return 2.0 ** (bits - math.ceil(math.log2(most)) - 1)

    def table(self, vectors: FloatArray) -> FloatArray:
        """What one vote adds to a participant's product with the vectors (k, M), by cell, shape (4 S, k)."""
        spread = np.zeros((len(self.means), len(vectors)))
        spread[self.places] = vectors.T
        table = (SIDES - self.means[:, None])[:, :, None] * spread[:, None, :]
        return table.reshape(-1, len(vectors))

    def turn(self, vectors: FloatArray) -> FloatArray:
        """R' R times each of four vectors, (4, M) to (4, M)."""
        if is_large(len(self.cells)):
            from khural.commonground.compiled.turning import turned

            rows = (self.starts, self.cells, self.use)
            return turned(rows, self._blocks, self.places, self.means, vectors, self.scale)
        sums = self._turned(self.table(vectors)).reshape(-1, 4, len(vectors))
        taken = (sums[:, 2] - sums[:, 0]) - self.means[:, None] * sums[:, :3].sum(axis=1)
        return np.ascontiguousarray(taken[self.places].T) / self.scale

    def _turned(self, table: FloatArray) -> FloatArray:
        """For every cell the sum of the rounded products of the participants in it, shape of `table`."""
        halves, back = self._halves
        products = np.asarray(halves @ table)
        rounded = np.rint((products[::2] + products[1::2]) * self.scale)
        rounded[~self.use] = 0.0
        return np.asarray(back @ rounded, np.float64)

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        from khural.commonground.compiled.passes import row_blocks

        return row_blocks(self.starts)

    @cached_property
    def _halves(self) -> tuple[csr_array, csc_array]:
        """Two rows a participant over cells (2 P, 4 S), every other cell in each; and cells over participants (4 S, P).

        The compiled pass keeps two sums a row as well, so that the sums are the same.
        """
        from scipy import sparse

        rows, cells = self.rows, self.cells.astype(np.int32)
        place = 2 * rows + ((np.arange(len(rows)) - self.starts[rows]) & 1)
        order = np.argsort(place, kind="stable")
        people, width, ones = len(self.use), 4 * len(self.means), np.ones(len(rows))
        starts = np.append(0, np.cumsum(np.bincount(place, minlength=2 * people)))
        halves = sparse.csr_array((ones, cells[order], starts), shape=(2 * people, width))
        return halves, sparse.csc_array((ones, cells, self.starts), shape=(width, people))
