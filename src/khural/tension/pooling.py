"""Partial pooling of settings: a dyad chooses for itself as far as it has data, and leans on the group where not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from khural.tension.series import Floats

GROUP_PERIODS = 40.0
"""The group speaks in each dyad's choice with the weight of this many periods."""


def pooled_choice(scores: Floats, periods: NDArray[np.int64], group_periods: float = GROUP_PERIODS) -> NDArray[np.intp]:
    """For each dyad the row of the best setting, [D].

    `scores` has shape [settings, D]: the sum of log scores of a dyad under a setting over its `periods`. The group's
    mean score per period is added with the weight of `group_periods`: an empirical prior on the settings.
    """
    counted = max(float(periods.sum()), 1.0)
    group = scores.sum(axis=1, keepdims=True) / counted
    best: NDArray[np.intp] = np.argmax(scores + group_periods * group, axis=0)
    return best
