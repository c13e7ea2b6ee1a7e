"""Lower bounds of shares."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray

LEVEL = 0.95
# Bounds of small counts are kept: the same few occur again and again, up to some hundred people nearly all of them.
SMALL = 512
KNOWN = np.full(SMALL * SMALL, np.nan)


def lower_bounds(successes: IntArray, failures: IntArray) -> FloatArray:
    """The 2.5 % quantile of Beta(successes + 1/2, failures + 1/2), in the shape of the counts."""
    if max(successes.max(initial=0), failures.max(initial=0)) >= SMALL:
        return _computed(successes.ravel(), failures.ravel()).reshape(successes.shape)
    return _looked_up(successes * SMALL + failures)


def both_bounds(agree: IntArray, disagree: IntArray) -> tuple[FloatArray, FloatArray]:
    """The lower bounds of the share that agrees and of the share that does not."""
    if max(agree.max(initial=0), disagree.max(initial=0)) >= SMALL:
        return lower_bounds(agree, disagree), lower_bounds(disagree, agree)
    return _looked_up(agree * SMALL + disagree), _looked_up(disagree * SMALL + agree)


def _looked_up(places: IntArray) -> FloatArray:
    """Bounds of small counts, by `successes * SMALL + failures`; those that are missing are computed first."""
    found = KNOWN[places]
    if np.isnan(found).any():
        missing = np.unique(places[np.isnan(found)])
        KNOWN[missing] = _computed(missing // SMALL, missing % SMALL)
        found = KNOWN[places]
    return np.asarray(found, np.float64)


def _computed(successes: IntArray, failures: IntArray) -> FloatArray:
    from scipy.special import betaincinv

    return np.asarray(betaincinv(successes + 0.5, failures + 0.5, (1 - LEVEL) / 2), np.float64)
