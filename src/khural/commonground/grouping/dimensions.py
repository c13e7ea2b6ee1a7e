"""How many dimensions the votes bear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.lanczos import strongest

FLIPS = 20
STEPS = 20
MOST = 4
DEVIATIONS = 3.0
ENTRIES_AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class Dimensions:
    """Dimensions borne (d): squared singular values (d), axes over statements as rows (d, s), and the threshold."""

    strengths: FloatArray
    axes: FloatArray
    threshold: float

    @property
    def count(self) -> int:
        """Dimensions borne, 0 to 4."""
        return len(self.strengths)


def residuals(ballots: Ballots) -> FloatArray:
    """Votes less the mean of their statement."""
    n = np.bincount(ballots.columns, minlength=ballots.shape[1])
    means = np.bincount(ballots.columns, ballots.values, ballots.shape[1]) / np.maximum(n, 1)
    return np.asarray(ballots.values - means[ballots.columns], np.float64)


def dimensions(ballots: Ballots, seed: int) -> Dimensions:
    """Dimensions that stand out from the votes with random signs.

    Sign-flip parallel analysis (Hong, Sheng and Dobriban 2020): residuals, each row over the root of its number of
    votes, keep their sizes and lose every dependence when their signs are drawn. A dimension is borne when its squared
    singular value lies above the mean + 3 standard deviations of the largest one over 20 draws; at most 4.
    """
    cast = np.bincount(ballots.rows, minlength=ballots.shape[0])
    weighted = residuals(ballots) / np.sqrt(cast)[ballots.rows]
    if len(weighted) == 0 or not np.any(np.abs(weighted) > 1e-9):
        return Dimensions(np.empty(0), np.empty((0, ballots.shape[1])), 0.0)
    drawn = _tops(ballots, weighted, seed)
    threshold = float(drawn.mean() + DEVIATIONS * drawn.std(ddof=1))
    table = ballots.table(weighted)
    back = table.T.tocsr()
    strengths, axes = strongest(lambda x: back @ (table @ x), ballots.shape[1], MOST)
    borne = strengths > threshold
    count = len(borne) if borne.all() else int(np.argmin(borne))
    return Dimensions(strengths[:count], axes[:count], threshold)


def _tops(ballots: Ballots, weighted: FloatArray, seed: int) -> FloatArray:
    """The largest squared singular value of each draw of signs."""
    rng = np.random.default_rng([seed, 1])
    at_once = max(1, min(FLIPS, ENTRIES_AT_ONCE // len(weighted)))
    found: list[float] = []
    while len(found) < FLIPS:
        k = min(at_once, FLIPS - len(found))
        signs = rng.integers(0, 2, (k, len(weighted)), dtype=np.int8) * 2 - 1
        found += _largest(ballots, weighted * signs).tolist()
    return np.array(found)


def _largest(ballots: Ballots, tables: FloatArray) -> FloatArray:
    """Largest squared singular value of k tables with the entries `tables` (k, entries): Lanczos, all in step."""
    from scipy import sparse

    k, (n, s) = len(tables), ballots.shape
    columns = (ballots.columns + s * np.arange(k)[:, None]).ravel()
    starts = np.append(0, np.cumsum(np.tile(np.diff(ballots.starts), k)))
    blocks = sparse.csr_array((tables.ravel(), columns, starts), shape=(k * n, k * s))
    back = blocks.T
    vector = np.tile(1.0 + np.arange(1, s + 1) * 0.6180339887498949 % 1.0, (k, 1))
    vector /= np.sqrt((vector**2).sum(axis=1))[:, None]
    before, size = np.zeros((k, s)), np.zeros(k)
    steps = min(STEPS, n, s)
    tridiagonal = np.zeros((k, steps, steps))
    for step in range(steps):
        image = (back @ (blocks @ vector.ravel())).reshape(k, s) - size[:, None] * before
        along = (image * vector).sum(axis=1)
        tridiagonal[:, step, step] = along
        if step == steps - 1:
            break
        image -= along[:, None] * vector
        size = np.sqrt((image**2).sum(axis=1))
        size = np.where(size > 1e-9 * np.maximum(along, 1e-9), size, 0.0)
        tridiagonal[:, step, step + 1] = tridiagonal[:, step + 1, step] = size
        before, vector = vector, image / np.where(size > 0, size, np.inf)[:, None]
    return np.asarray(np.linalg.eigvalsh(tridiagonal)[:, -1], np.float64)
