"""The strongest eigenvectors of a large symmetric operator, the same to the last bit on any number of threads.

Lanczos iteration with full reorthogonalisation (Paige 1972; Golub and Van Loan, Matrix Computations, chapter 10), one
eigenvector at a time, each in the space orthogonal to those found, so that equal eigenvalues are found as often as
they occur. ARPACK and LAPACK give other last bits with other numbers of threads; here every sum is taken by numpy's
own loops in a fixed order, and LAPACK sees a tridiagonal matrix only.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from khural.commonground.counts import FloatArray

Operator = Callable[[FloatArray], FloatArray]

STEPS = 300
RESTARTS = 20
TOLERANCE = 1e-13
CHECKED_EVERY = 4
# Irrational parts: the golden ratio, and the square roots of 2 and 3.
STEP_OF_START = (0.6180339887498949, 0.4142135623730951, 0.7320508075688772)


def strongest(operator: Operator, n: int, k: int) -> tuple[FloatArray, FloatArray]:
    """At most `k` largest eigenvalues, descending, and their eigenvectors as rows of an array (k, n).

    `operator` maps (n,) to (n,), symmetric and without negative eigenvalues. Fewer are returned when n < k or when
    nothing is left.
    """
    found = np.empty((0, n))
    values: list[float] = []
    scale = 0.0
    while len(values) < min(k, n):
        start = _away(_start(n, len(values)), found)
        if (size := _length(start)) <= 1e-8:
            break
        value, vector = _top(operator, start / size, found, scale)
        if value <= TOLERANCE * scale or value <= 0:
            break
        scale = max(scale, value)
        values.append(value)
        found = np.vstack([found, vector])
    # The eigenvalue found later is larger only by rounding; the stable order keeps equal ones as found.
    order = np.argsort(-np.array(values), kind="stable")
    return np.array(values)[order], found[order]


def _start(n: int, k: int) -> FloatArray:
    """A vector that no axis of real votes is orthogonal to, another for each `k`.

    The Krylov space of one vector meets a plane of equal eigenvalues in one line: the second axis of that plane needs
    a start of its own.
    """
    return np.asarray(1.0 + np.arange(1, n + 1) * STEP_OF_START[k % len(STEP_OF_START)] % 1.0, np.float64)


def _length(vector: FloatArray) -> float:
    return float(np.sqrt((vector * vector).sum()))


def _away(vector: FloatArray, basis: FloatArray) -> FloatArray:
    """`vector` without its part in the span of the rows of `basis`; twice is enough (Kahan, in Parlett 1980)."""
    for _ in range(2):
        parts = (basis * vector).sum(axis=1)
        vector = vector - (basis * parts[:, None]).sum(axis=0)
    return vector


def _top(operator: Operator, start: FloatArray, found: FloatArray, scale: float) -> tuple[float, FloatArray]:
    """The largest eigenvalue away from `found` and its vector, restarted from the best vector so far."""
    value = 0.0
    for _ in range(RESTARTS):
        value, start, residual = _run(operator, start, found, scale)
        if residual <= TOLERANCE * max(value, scale):
            break
    return value, start


def _run(operator: Operator, start: FloatArray, found: FloatArray, scale: float) -> tuple[float, FloatArray, float]:
    """One run of at most STEPS steps: largest Ritz value, its vector, the norm of its residual."""
    basis = np.vstack([found, np.empty((min(STEPS, len(start)), len(start)))])
    first = len(found)
    diagonal: list[float] = []
    beside: list[float] = []
    vector = start
    value, weights, residual = 0.0, np.ones(1), np.inf
    for step in range(min(STEPS, len(start) - first)):
        basis[first + step] = vector
        image = operator(vector)
        diagonal.append(float((image * vector).sum()))
        image = _away(image, basis[: first + step + 1])
        size = _length(image)
        if step % CHECKED_EVERY == 0 or step == min(STEPS, len(start) - first) - 1 or size <= TOLERANCE * scale:
            value, weights = _largest(diagonal, beside)
            residual = size * abs(float(weights[-1]))
            if residual <= TOLERANCE * max(value, scale):
                break
        beside.append(size)
        vector = image / size
    ritz = (basis[first : first + len(weights)] * weights[:, None]).sum(axis=0)
    ritz = _away(ritz, found)
    return value, ritz / max(_length(ritz), 1e-300), residual


def _largest(diagonal: list[float], beside: list[float]) -> tuple[float, FloatArray]:
    """Largest eigenvalue and vector of the tridiagonal matrix."""
    from scipy.linalg import eigh_tridiagonal

    last = len(diagonal) - 1
    if last == 0:
        return diagonal[0], np.ones(1)
    values, vectors = eigh_tridiagonal(np.array(diagonal), np.array(beside), select="i", select_range=(last, last))
    return float(values[0]), np.asarray(vectors[:, 0], np.float64)
