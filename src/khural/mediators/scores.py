"""The score of a tie, the weakest link, and ranks.

    s(a, p) = C / (C + F + c)         suitability(a) = min over parties p of s(a, p)

The constant c pulls thin ties to zero: being unseen is not being cordial. The weakest link is used, never the mean.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]


def tie_scores(cooperation: NDArray[Any], conflict: NDArray[Any], smoothing: float) -> Real:
    """s = C / (C + F + c), of any shape; c in events, above 0."""
    found: Real = cooperation / (cooperation + conflict + smoothing)
    return found


def weakest_link(scores: Real, known: NDArray[Any]) -> Real:
    """min over the last axis; not a number where any tie is unknown."""
    found: Real = np.where(known.all(axis=-1), scores.min(axis=-1), np.nan)
    return found


def least_volume(cooperation: NDArray[Any], conflict: NDArray[Any]) -> Real:
    """min over parties of log(1 + C + F)."""
    found: Real = np.log1p(cooperation + conflict).min(axis=-1)
    return found


def ranks(scores: Real) -> NDArray[np.int64]:
    """Rank along the last axis, highest score first, from 1; equal scores share the better rank; 0 for not a number."""
    order = np.argsort(-scores, axis=-1, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=-1)
    places = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape)
    differs = np.ones(scores.shape, dtype=bool)
    differs[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    shared = np.maximum.accumulate(np.where(differs, places, 0), axis=-1)
    found = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(found, order, shared, axis=-1)
    return np.where(np.isnan(scores), 0, found)
