"""The strongest eigenvectors of a large symmetric operator, the same to the last bit on any number of threads.

Block Krylov iteration with full reorthogonalisation and explicit Rayleigh-Ritz (Golub and Underwood 1977; Musco and
Musco 2015), restarted from the best Ritz vectors (Wu and Simon 2000). A block of four finds an eigenvalue as often as
it occurs, up to four times. Where two eigenvalues stand out and a rough operator is at hand, it guesses the step after
the next, and one pass does nearly two (as a preconditioner does in Davidson 1975).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.products import between, combined, largest

Operator = Callable[[FloatArray], FloatArray]

WIDTH = 4
MOST = 64
KEPT = 8
PASSES = 120
# The sine of the angle between a vector found and the true one; 1 - |cosine| is half its square.
ANGLE = 8e-6
ROUNDING = 1e-11
NOTHING = 1e-12
DEPENDENT = 1e-14
# Two eigenvalues stand out when the third is below that part of the second.
APART = 0.5
# Irrational parts: the golden ratio, and the square roots of 2, 3 and 5.
STEP_OF_START = (0.6180339887498949, 0.4142135623730951, 0.7320508075688772, 0.2360679774997897)


@dataclass(eq=False)
class _Space:
    """An orthonormal basis (m, n), what the operator made of it, and the operator within it (m, m)."""

    basis: FloatArray
    images: FloatArray
    inner: FloatArray
    m: int = 0

    def extend(self, block: FloatArray, images: FloatArray) -> None:
        """Take in a block orthonormal to the basis."""
        old, self.m = self.m, self.m + len(block)
        self.basis[old : self.m], self.images[old : self.m] = block, images
        products = between(images, self.basis[: self.m])
        self.inner[old : self.m, : self.m] = products
        self.inner[: self.m, old : self.m] = products.T

    def ritz(self, k: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        """At most `k` largest Ritz values, descending, their vectors as rows, and the images of these."""
        inner = self.inner[: self.m, : self.m]
        values, weights = largest((inner + inner.T) / 2, k)
        vectors, images = (combined(weights, rows[: self.m]) for rows in (self.basis, self.images))
        return values, vectors, images

    def restart(self, values: FloatArray, vectors: FloatArray, images: FloatArray) -> None:
        """Keep these Ritz vectors only."""
        self.m = len(values)
        self.basis[: self.m], self.images[: self.m] = vectors, images
        self.inner[: self.m, : self.m] = np.diag(values)


def strongest(
    operator: Operator, n: int, start: FloatArray | None = None, angle: float = ANGLE, rough: Operator | None = None
) -> tuple[FloatArray, FloatArray]:
    """At most WIDTH largest eigenvalues, descending, and their eigenvectors as rows (k, n); two or three have settled.

    `operator` maps (WIDTH, n) to (WIDTH, n), row by row, symmetric and without negative eigenvalues. `angle` bounds the
    sine of the angle to the true vectors. `rough` is a cheap operator that is nearly a multiple of the other.
    """
    most = min(MOST, n + WIDTH)
    space = _Space(np.empty((most, n)), np.empty((most, n)), np.zeros((most, most)))
    block = _orthonormal(_start(n) if start is None else start, space.basis[:0])
    for _ in range(PASSES):
        images = _applied(operator, block)
        space.extend(block, images)
        is_full = space.m + WIDTH > most
        values, vectors, turned = space.ritz(KEPT if is_full else WIDTH)
        rest = turned - values[:, None] * vectors
        if space.m >= n:
            break
        if _is_settled(values, rest, angle):
            if values[1] <= NOTHING * values[0]:
                break
            return _turned_once_more(values[:WIDTH], vectors[:WIDTH], turned)
        if is_full:
            space.restart(values, vectors, turned)
            images = rest[:WIDTH]
        if rough is not None and len(values) > 2 and values[2] < APART * values[1]:
            images = np.vstack([rest[:2], _applied(rough, rest[:2])])
        block = _orthonormal(images, space.basis[: space.m])
        if not len(block):
            break
    return values[:WIDTH], vectors[:WIDTH]


def _start(n: int) -> FloatArray:
    """Vectors that no axis of real votes is orthogonal to."""
    steps = np.arange(1, n + 1)
    return np.array([1.0 + steps * step % 1.0 for step in STEP_OF_START])


def _applied(operator: Operator, block: FloatArray) -> FloatArray:
    padded = np.zeros((WIDTH, block.shape[1]))
    padded[: len(block)] = block
    return operator(padded)[: len(block)]


def _is_settled(values: FloatArray, rest: FloatArray, angle: float) -> bool:
    """Whether the first two images are as near as asked, or as rounding allows where their values are close.

    In the image of a vector what is foreign to it has shrunk by the ratio of the next value to its own.
    """
    if len(values) < 3:
        return False
    shrunk = values[1:3] / np.maximum(values[:2], 1e-300)
    lengths = np.sqrt((rest[:2] * rest[:2]).sum(axis=1))
    first, second = values[0] - values[1], min(values[0] - values[1], values[1] - values[2])
    bounds = angle * np.array([first, second])
    return bool(((lengths * shrunk <= bounds) | (lengths <= ROUNDING * values[0])).all())


def _turned_once_more(values: FloatArray, vectors: FloatArray, images: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The first two vectors replaced by their images, of length 1 and orthogonal: one more step without a pass.

    Their values become those of the roots of the operator times the old vectors, a half step on.
    """
    sizes = (images[:2] * images[:2]).sum(axis=1)
    first, second = images[:2] / np.sqrt(sizes)[:, None]
    second = second - (second * first).sum() * first
    second = second / np.sqrt((second * second).sum())
    return np.append(sizes / values[:2], values[2:]), np.vstack([first, second, vectors[2:]])


def _orthonormal(block: FloatArray, basis: FloatArray) -> FloatArray:
    """Rows spanning what of `block` is not in the span of the basis, orthonormal; fewer where it is dependent.

    Twice is enough (Kahan, in Parlett 1980). Within the block by its Gram matrix (Stathopoulos and Wu 2002).
    """
    size = np.sqrt((block * block).sum(axis=1))
    block = block[size > 0] / size[size > 0, None]
    for _ in range(2):
        if len(basis):
            block = block - combined(between(block, basis), basis)
        length = np.sqrt((block * block).sum(axis=1))
        block = block[length > NOTHING] / length[length > NOTHING, None]
        if not len(block):
            break
        values, weights = largest(between(block, block), WIDTH)
        kept = values > DEPENDENT
        block = combined(weights[kept] / np.sqrt(values[kept, None]), block)
    return block
