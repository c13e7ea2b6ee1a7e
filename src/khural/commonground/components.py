"""The two main axes of a vote matrix, exact, without a dense matrix of participants by statements.

Missing votes count as the mean of their statement, which is 0 once statements are centred: the principal components
are the right singular vectors of the sparse matrix of residuals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from khural.commonground.counts import AGREE, DISAGREE, PASS, FloatArray, counted_cells
from khural.commonground.dense import is_small, residual_table, small_axes
from khural.commonground.ids import IntArray
from khural.commonground.krylov import strongest
from khural.commonground.matrix import Mask, VoteMatrix
from khural.commonground.residuals import Residuals

FLAT = 1e-10
EQUAL = 1e-9
SIGN_TIE = 1e-9
# Where there are that many votes, some of the rows show where to start.
SAMPLED_FROM = 1 << 20
ONE_IN = 16
ANGLE_OF_SAMPLE = 0.05


@dataclass(frozen=True, eq=False)
class Components:
    """`vectors` (2, S) of length 1, signed; the share of the variance of each; the means (S) that were taken off.

    Vectors and means are 0 for statements off the map. A second vector of zeros: the votes differ along one axis only.
    `axes_equal`: the first two axes are equally strong, so only their plane is fixed. `plane_unclear`: the second is as
    strong as the third. `rest` are all residuals (P, S) where they stand in a table.
    """

    vectors: FloatArray
    explained: FloatArray
    means: FloatArray
    axes_equal: bool
    plane_unclear: bool
    rest: FloatArray | None


def components(votes: VoteMatrix, use: Mask, on_map: Mask, counted: IntArray | None = None) -> Components | None:
    """Principal components of the votes of some participants (P) on some statements (S), None when nothing varies.

    `counted` are the totals of `votes` (S, 3) where they are known.
    """
    residuals = residuals_of(votes, use, on_map, counted)
    total = residuals.total
    if total <= FLAT:
        return None
    is_few = is_small(int(use.sum()), len(residuals.places))
    rest = residual_table(votes, residuals) if is_few else None
    found, vectors = _large_axes(residuals) if rest is None else small_axes(votes, residuals, rest)
    strength = np.zeros(3)
    strength[: len(found)] = found[:3]
    is_axis = strength[:2] > FLAT * strength[0]
    signed = np.zeros((2, len(votes.statements)))
    for k in np.flatnonzero(is_axis):
        signed[k, residuals.places] = _signed(vectors[k])
    return Components(
        vectors=signed,
        explained=np.where(is_axis, strength[:2] / total, 0.0),
        means=residuals.means,
        axes_equal=bool(is_axis[1] and strength[0] - strength[1] <= EQUAL * strength[0]),
        plane_unclear=bool(is_axis[1] and strength[1] - strength[2] <= EQUAL * strength[0]),
        rest=rest,
    )


def residuals_of(votes: VoteMatrix, use: Mask, on_map: Mask, counted: IntArray | None = None) -> Residuals:
    """Votes of `use` on the statements `on_map`, and the means they are taken from."""
    if counted is None:
        counts = counted_cells(votes, np.where(use, 0, -1), 1)[0].reshape(-1, 4)
    else:
        counts = np.zeros((len(on_map), 4), np.int64)
        for cell, kind in enumerate((DISAGREE, PASS, AGREE)):
            counts[:, cell] = counted[:, kind]
        if not use.all():
            # Those who are left out have few votes: counting theirs is the shorter way.
            counts -= counted_cells(votes, np.where(use, -1, 0), 1)[0].reshape(-1, 4)
    if not on_map.all():
        counts = counts * on_map[:, None]
    means = (counts[:, 2] - counts[:, 0]) / np.maximum(counts.sum(axis=1), 1)
    return Residuals(votes.starts, votes.cells, use, np.flatnonzero(on_map), counts, means)


def _large_axes(residuals: Residuals) -> tuple[FloatArray, FloatArray]:
    """The strongest squared singular values, descending, and their right singular vectors as rows."""
    n = len(residuals.places)
    return strongest(residuals.turn, n, _start_from_some(residuals))


def _start_from_some(residuals: Residuals) -> FloatArray | None:
    """The axes of one row in sixteen, chosen by content, where there are many."""
    if len(residuals.cells) < SAMPLED_FROM:
        return None
    from khural.commonground.compiled.passes import sampled

    starts, cells = sampled(residuals.starts, residuals.cells, residuals.use, ONE_IN)
    if len(starts) <= len(residuals.places):
        return None
    some = replace(residuals, starts=starts, cells=cells, use=np.ones(len(starts) - 1, np.bool_))
    return strongest(some.turn, len(residuals.places), None, ANGLE_OF_SAMPLE)[1]


def _signed(vector: FloatArray) -> FloatArray:
    """The vector with its entry of largest magnitude positive; of entries equally large the first decides."""
    size = np.abs(vector)
    first = int(np.argmax(size >= size.max() * (1 - SIGN_TIE)))
    return vector if vector[first] > 0 else -vector
