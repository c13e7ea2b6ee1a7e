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
# Up to that order reflections are quicker one by one than in blocks.
NARROW = 64


def between(first: FloatArray, second: FloatArray) -> FloatArray:
    """Products of the rows of `first` (i, n) and `second` (k, n), shape (i, k)."""
    if first is second:
        # BLAS would know the product of a matrix with itself, and split it sooner.
        second = second.copy()
    found = np.zeros((len(first), len(second)))
    for run in _runs(first.shape[1], (len(first), len(second))):
        found += first[:, run] @ second[:, run].T
    return found


def lower_products(rows: FloatArray) -> FloatArray:
    """Products between the rows (i, n), shape (i, i), the lower half alone: the upper holds zeros."""
    from scipy.linalg import blas

    found = np.zeros((len(rows), len(rows)), order="F")
    for run in _runs(rows.shape[1], found.shape):
        found = blas.dsyrk(1.0, rows[:, run].T, beta=1.0, c=found, trans=1, lower=1, overwrite_c=1)
    return found


def combined(weights: FloatArray, rows: FloatArray) -> FloatArray:
    """`weights` (i, k) times `rows` (k, n)."""
    found = np.empty((len(weights), rows.shape[1]))
    for run in _runs(rows.shape[1], weights.shape):
        found[:, run] = weights @ rows[:, run]
    return found


def largest(symmetric: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    """At most `k` largest eigenvalues, descending, and their eigenvectors as rows; the lower half is read alone."""
    n = len(symmetric)
    if n <= TINY:
        all_values, all_vectors = np.linalg.eigh(symmetric)
        return all_values[: -k - 1 : -1], np.ascontiguousarray(all_vectors.T[: -k - 1 : -1])
    return _few_largest(symmetric, min(k, n))


def _few_largest(symmetric: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    """Tridiagonal form, relatively robust representations (Dhillon and Parlett 2004), and back.

    The driver for some of the eigenvalues would take bisection and inverse iteration: half as much time again.
    """
    from scipy.linalg import lapack

    n = len(symmetric)
    reflected, diagonal, beside, factors, _ = lapack.dsytrd(symmetric, lower=1, lwork=n if n <= NARROW else 32 * n)
    values, vectors = _of_tridiagonal(diagonal, beside, k)
    vectors[1:], _, _ = lapack.dormqr("L", "N", reflected[1:, :-1], factors, vectors[1:], 32 * k)
    return values[::-1], np.ascontiguousarray(vectors.T[::-1])


def _of_tridiagonal(diagonal: FloatArray, beside: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    from scipy.linalg import lapack

    n = len(diagonal)
    given = diagonal.copy(), np.append(beside, 0.0), 2, 0.0, 0.0, n - k + 1, n
    count, values, vectors, fault = lapack.dstemr(*given, lwork=18 * n, liwork=10 * n)
    if fault or count < k:
        all_values, all_vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
        return all_values[-k:], all_vectors[:, -k:]
    return values[:k], np.asfortranarray(vectors[:, :k])


def _runs(n: int, shape: tuple[int, ...]) -> list[slice]:
    limit = VECTOR if 1 in shape else MATRIX
    length = max(1, limit // max(shape[0] * shape[1], 1))
    return [slice(at, at + length) for at in range(0, n, length)]
