"""Matrix products and eigenvectors that are the same to the last bit on any number of threads.

BLAS splits large products between threads, which gives other last bits, and its waiting threads keep cores from others.
Here it sees runs too short to be split, and longer sums are put together in a fixed order.
"""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray

# What OpenBLAS multiplies in one thread: matrix by matrix, and, with room to spare, matrix by vector.
MATRIX, VECTOR = 1 << 18, 1 << 12
# Up to that order all eigenvectors cost less than the search for a few.
TINY = 16


def between(first: FloatArray, second: FloatArray) -> FloatArray:
    """Products of the rows of `first` (i, n) and `second` (k, n), shape (i, k)."""
    if first is second:
        # BLAS would know the product of a matrix with itself, and split it sooner.
        second = second.copy()
    found = np.zeros((len(first), len(second)))
    for run in _runs(first.shape[1], (len(first), len(second))):
        found += first[:, run] @ second[:, run].T
    return found


def combined(weights: FloatArray, rows: FloatArray) -> FloatArray:
    """`weights` (i, k) times `rows` (k, n)."""
    found = np.empty((len(weights), rows.shape[1]))
    for run in _runs(rows.shape[1], weights.shape):
        found[:, run] = weights @ rows[:, run]
    return found


def largest(symmetric: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    """At most `k` largest eigenvalues, descending, and their eigenvectors as rows."""
    n = len(symmetric)
    if n <= TINY:
        all_values, all_vectors = np.linalg.eigh(symmetric)
        return all_values[: -k - 1 : -1], np.ascontiguousarray(all_vectors.T[: -k - 1 : -1])
    from scipy.linalg import eigh

    values, vectors = eigh(symmetric, subset_by_index=(max(n - k, 0), n - 1), check_finite=False)
    return values[::-1], np.ascontiguousarray(vectors.T[::-1])


def _runs(n: int, shape: tuple[int, ...]) -> list[slice]:
    limit = VECTOR if 1 in shape else MATRIX
    length = max(1, limit // max(shape[0] * shape[1], 1))
    return [slice(at, at + length) for at in range(0, n, length)]
