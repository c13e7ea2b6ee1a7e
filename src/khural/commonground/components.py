"""The two main axes of a vote matrix, exact, without a dense matrix of participants by statements.

Missing votes count as the mean of their statement, which is 0 once statements are centred: the principal components
are the right singular vectors of the sparse matrix of residuals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.lanczos import strongest
from khural.commonground.matrix import VoteArray

if TYPE_CHECKING:
    from scipy import sparse

FLAT = 1e-10
EQUAL = 1e-9
SIGN_TIE = 1e-9


@dataclass(frozen=True, eq=False)
class Components:
    """`vectors` (2, S) of length 1, signed; the share of the variance of each; the means (S) that were taken off.

    A second vector of zeros: the votes differ along one axis only. `axes_equal`: the first two axes are equally
    strong, so only their plane is fixed. `plane_unclear`: the second is as strong as the third.
    """

    vectors: FloatArray
    explained: FloatArray
    means: FloatArray
    axes_equal: bool
    plane_unclear: bool


def components(rows: IntArray, columns: IntArray, values: VoteArray, shape: tuple[int, int]) -> Components | None:
    """Principal components of votes (participant, statement, -1 | 0 | 1), or None when nothing varies.

    Eigenvectors of the products between statements, which are never formed: the operator takes two passes over the
    votes. Rows are sorted by what was voted, so that sums run in one order whatever participants are called.
    """
    residual, means = _residual(rows, columns, values, shape)
    total = float(residual.multiply(residual).sum())
    if total <= FLAT:
        return None
    found, vectors = _strongest(residual)
    strength = np.zeros(3)
    strength[: len(found)] = found
    is_axis = strength[:2] > FLAT * strength[0]
    signed = np.zeros((2, shape[1]))
    for k in np.flatnonzero(is_axis):
        signed[k] = _signed(vectors[k])
    return Components(
        vectors=signed,
        explained=np.where(is_axis, strength[:2] / total, 0.0),
        means=means,
        axes_equal=bool(is_axis[1] and strength[0] - strength[1] <= EQUAL * strength[0]),
        plane_unclear=bool(is_axis[1] and strength[1] - strength[2] <= EQUAL * strength[0]),
    )


def _residual(
    rows: IntArray, columns: IntArray, values: VoteArray, shape: tuple[int, int]
) -> tuple[sparse.csr_array, FloatArray]:
    """Votes less the mean of their statement, rows sorted by content, and the means."""
    from scipy import sparse

    count = np.bincount(columns, minlength=shape[1])
    means = np.bincount(columns, values, minlength=shape[1]) / np.maximum(count, 1)
    votes = sparse.csr_array((values, (rows, columns)), shape=shape)
    votes.sort_indices()
    order = _by_content(votes.indptr.astype(np.int64), votes.indices.astype(np.int64), votes.data)
    votes = votes[order]
    data = votes.data - means[votes.indices]
    return sparse.csr_array((data, votes.indices, votes.indptr), shape=shape), means


def _by_content(starts: IntArray, indices: IntArray, data: VoteArray) -> list[int]:
    """Rows in an order that depends on the votes in them only: people who vote alike are exchangeable."""
    cells = (indices.astype(np.uint64) << np.uint64(2)) | (data.astype(np.int64) + 1).astype(np.uint64)
    packed = cells.astype(">u8").tobytes()
    keys = [packed[8 * a : 8 * b] for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
    return sorted(range(len(keys)), key=keys.__getitem__)


def _strongest(residual: sparse.csr_array) -> tuple[FloatArray, FloatArray]:
    """The three largest squared singular values, descending, and their right singular vectors as rows."""
    transposed = residual.T.tocsr()
    return strongest(lambda x: transposed @ (residual @ x), residual.shape[1], 3)


def _signed(vector: FloatArray) -> FloatArray:
    """The vector with its entry of largest magnitude positive; of entries equally large the first decides."""
    size = np.abs(vector)
    first = int(np.argmax(size >= size.max() * (1 - SIGN_TIE)))
    return vector if vector[first] > 0 else -vector
