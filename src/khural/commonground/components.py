"""The two main axes of a vote matrix, exact, without a dense matrix of participants by statements.

Missing votes count as the mean of their statement, which is 0 once statements are centred: the principal components
are the right singular vectors of the sparse matrix of residuals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from khural.commonground.counts import AGREE, DISAGREE, PASS, FloatArray, counted_cells
from khural.commonground.dense import (
    EQUAL,
    FLAT,
    SIGN_TIE,
    Centred,
    Selected,
    Settled,
    centred,
    is_small,
    leading,
    settled,
)
from khural.commonground.ids import IntArray
from khural.commonground.krylov import ANGLE, strongest
from khural.commonground.matrix import Mask, VoteMatrix
from khural.commonground.residuals import Residuals

# Where there are that many votes, the longest rows with one in eight of them show where to start and how to go on.
SAMPLED_FROM = 1 << 20
ONE_IN = 8
ANGLE_OF_SAMPLE = 0.05


@dataclass(frozen=True, eq=False)
class Components:
    """`vectors` (2, S) of length 1, signed; the share of the variance of each; the means (S) that were taken off.

    Vectors and means are 0 for statements off the map. A second vector of zeros: the votes differ along one axis only.
    `axes_equal`: the first two axes are equally strong, so only their plane is fixed. `plane_unclear`: the second is as
    strong as the third. `points` (P, 2) are the residuals of everybody times the vectors where they are at hand.
    """

    vectors: FloatArray
    explained: FloatArray
    means: FloatArray
    axes_equal: bool
    plane_unclear: bool
    points: FloatArray | None


def components(votes: VoteMatrix, chosen: Selected) -> Components | None:
    """Principal components of the votes of some participants on some statements, None when nothing varies."""
    if is_small(chosen.people, chosen.mapped):
        few = centred(votes, chosen)
        if few.total <= FLAT:
            return None
        found = leading(votes.table, few, chosen)
        return of_settled(settled(found, few.order), few, found.is_unclear)
    residuals = residuals_of(votes, chosen.use, chosen.on_map, votes.totals)
    if residuals.total <= FLAT:
        return None
    strengths, vectors = _large_axes(residuals)
    first, second, third = (*strengths[:3].tolist(), 0.0, 0.0)[:3]
    is_plane = second > FLAT * first
    axes = np.zeros((2, len(chosen.on_map)))
    for k, vector in enumerate(vectors[: 1 + is_plane]):
        axes[k, residuals.places] = _signed(vector)
    return Components(
        vectors=axes,
        explained=np.array([first / residuals.total, second / residuals.total if is_plane else 0.0]),
        means=residuals.means,
        axes_equal=is_plane and first - second <= EQUAL * first,
        plane_unclear=is_plane and second - third <= EQUAL * first,
        points=None,
    )


def of_settled(axes: Settled, few: Centred, is_unclear: bool) -> Components:
    """The components of few votes from their axes."""
    first, second = axes.strength
    is_plane = second > FLAT * first
    return Components(
        vectors=axes.axes,
        explained=np.array([first / few.total, second / few.total if is_plane else 0.0]),
        means=few.means,
        axes_equal=is_plane and first - second <= EQUAL * first,
        plane_unclear=is_plane and is_unclear,
        points=axes.points,
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
    n, some = len(residuals.places), _some_of(residuals)
    if some is None:
        return strongest(residuals.turn, n)
    _, start = strongest(some.turn, n, None, ANGLE_OF_SAMPLE)
    return strongest(residuals.turn, n, start, ANGLE, some.turn)


def _some_of(residuals: Residuals) -> Residuals | None:
    """Some of the rows, chosen by content, where there are many."""
    if len(residuals.cells) < SAMPLED_FROM:
        return None
    from khural.commonground.compiled.passes import sampled

    starts, cells = sampled(residuals.starts, residuals.cells, residuals.use, ONE_IN)
    if len(starts) <= len(residuals.places):
        return None
    return replace(residuals, starts=starts, cells=cells, use=np.ones(len(starts) - 1, np.bool_))


def _signed(vector: FloatArray) -> FloatArray:
    """The vector with its entry of largest magnitude positive; of entries equally large the first decides."""
    size = np.abs(vector)
    first = int(np.argmax(size >= size.max() * (1 - SIGN_TIE)))
    return vector if vector[first] > 0 else -vector
