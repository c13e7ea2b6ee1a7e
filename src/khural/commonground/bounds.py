"""Lower bounds of shares."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray

LEVEL = 0.95
# Bounds of small counts are kept: the same few occur again and again, up to some hundred people nearly all of them.
SMALL = 512
_known = np.full(SMALL * SMALL, np.nan)


def lower_bounds(successes: IntArray, failures: IntArray) -> FloatArray:
    """The 2.5 % quantile of Beta(successes + 1/2, failures + 1/2), in the shape of the counts."""
    s, f = successes.ravel(), failures.ravel()
    small = (s < SMALL) & (f < SMALL)
    if not small.all():
        return _computed(s, f).reshape(successes.shape)
    places = s * SMALL + f
    found = _known[places]
    if np.isnan(found).any():
        missing = np.unique(places[np.isnan(found)])
        _known[missing] = _computed(missing // SMALL, missing % SMALL)
        found = _known[places]
    return np.asarray(found.reshape(successes.shape), np.float64)


def _computed(successes: IntArray, failures: IntArray) -> FloatArray:
    from scipy.special import betaincinv

    return np.asarray(betaincinv(successes + 0.5, failures + 0.5, (1 - LEVEL) / 2), np.float64)
