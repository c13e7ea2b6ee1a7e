"""Matrix products and eigenvectors that are the same to the last bit on any number of threads.

BLAS splits large products between threads, which gives other last bits, and its waiting threads keep cores from others.
Here it sees runs too short to be split, and longer sums are put together in a fixed order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.one_thread import scipy_linalg

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
    runs = _runs(first.shape[1], (len(first), len(second)))
    if len(runs) == 1:
        return first @ second.T
    found = np.zeros((len(first), len(second)))
    for run in runs:
        found += first[:, run] @ second[:, run].T
    return found


def lower_products(rows: FloatArray) -> FloatArray:
    """Products between the rows (i, n), shape (i, i), the lower half alone: the upper holds zeros."""
    # A product with itself would be split at any size: callers are inside `one_thread`, and runs would be copied.
    return np.asarray(scipy_linalg().blas.dsyrk(1.0, rows.T, trans=1, lower=1))


def combined(weights: FloatArray, rows: FloatArray) -> FloatArray:
    """`weights` (i, k) times `rows` (k, n)."""
    runs = _runs(rows.shape[1], weights.shape)
    if len(runs) == 1:
        return weights @ rows
    found = np.empty((len(weights), rows.shape[1]))
    for run in runs:
        np.matmul(weights, rows[:, run], out=found[:, run])
    return found


def largest(symmetric: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    """At most `k` largest eigenvalues, descending, and their eigenvectors as rows; the lower half is read alone."""
    n = len(symmetric)
    if n <= TINY:
        all_values, all_vectors, _ = scipy_linalg().lapack.dsyevd(symmetric, lower=1)
        return all_values[: -k - 1 : -1], np.ascontiguousarray(all_vectors.T[: -k - 1 : -1])
    return _few_largest(symmetric, min(k, n))


def two_largest(symmetric: FloatArray, near: float) -> tuple[list[float], FloatArray, bool]:
    """The two largest eigenvalues of a matrix of two rows at least, descending, and their eigenvectors as rows.

    And whether a third comes as near to the second as `near` times the first. The lower half is read alone.
    """
    if len(symmetric) <= TINY:
        values, vectors = largest(symmetric, 3)
        return values[:2].tolist(), vectors[:2], bool((values[2:] >= values[1] - near * values[0]).any())
    form = _tridiagonal(symmetric)
    found, vectors = _back(form, *_of_tridiagonal(form.diagonal, form.beside, 2))
    first, second = found.tolist()
    return [first, second], vectors, _reaching(form, second - near * abs(first), first) > 2


class _Tridiagonal(NamedTuple):
    """A symmetric matrix as reflections and a tridiagonal one."""

    reflected: FloatArray
    diagonal: FloatArray
    beside: FloatArray
    factors: FloatArray


def _few_largest(symmetric: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    """Tridiagonal form, relatively robust representations (Dhillon and Parlett 2004), and back.

    The driver for some of the eigenvalues would take bisection and inverse iteration: half as much time again.
    """
    form = _tridiagonal(symmetric)
    return _back(form, *_of_tridiagonal(form.diagonal, form.beside, k))


def _tridiagonal(symmetric: FloatArray) -> _Tridiagonal:
    n = len(symmetric)
    return _Tridiagonal(*scipy_linalg().lapack.dsytrd(symmetric, lower=1, lwork=n if n <= NARROW else 32 * n)[:4])


def _back(form: _Tridiagonal, values: FloatArray, vectors: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Eigenvalues, descending, and the vectors of the matrix as rows, from those of the tridiagonal one."""
    vectors[1:] = scipy_linalg().lapack.dormqr(
        "L", "N", form.reflected[1:, :-1], form.factors, vectors[1:], 32 * len(values)
    )[0]
    return values[::-1], np.ascontiguousarray(vectors.T[::-1])


def _reaching(form: _Tridiagonal, low: float, first: float) -> int:
    """How many eigenvalues are above `low`, of which `first` is the largest; counted, and not narrowed down."""
    high = first + abs(first) + 1.0
    return int(scipy_linalg().lapack.dstebz(form.diagonal, form.beside, 1, low, high, 1, 1, high - low, "E")[0])


def _of_tridiagonal(diagonal: FloatArray, beside: FloatArray, k: int) -> tuple[FloatArray, FloatArray]:
    n = len(diagonal)
    # LAPACK wants one place more than there are entries beside the diagonal, and writes over them.
    padded = np.zeros(n)
    padded[:-1] = beside
    given = diagonal, padded, 2, 0.0, 0.0, n - k + 1, n
    count, values, vectors, fault = scipy_linalg().lapack.dstemr(*given, lwork=18 * n, liwork=10 * n)
    if fault or count < k:
        all_values, all_vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
        return all_values[-k:], all_vectors[:, -k:]
    return values[:k], np.asfortranarray(vectors[:, :k])


@lru_cache(maxsize=256)
def _runs(n: int, shape: tuple[int, ...]) -> list[slice]:
    limit = VECTOR if 1 in shape else MATRIX
    length = max(1, limit // max(shape[0] * shape[1], 1))
    return [slice(at, at + length) for at in range(0, n, length)]
