"""Whether two blocs have a gap between them."""

from __future__ import annotations

import itertools

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray

LEAST_ASHMAN = 5.0
LARGEST_CHANCE = 0.005
LARGEST_MIDDLE = 0.25
WINDOW = 0.2


def all_apart(scores: FloatArray, labels: IntArray, k: int) -> bool:
    """Whether every pair of the `k` parts of `scores` (n, d) has a gap between them.

    People of both parts are projected on the line of the two means. A gap needs Ashman's D >= 5 (Ashman, Bird and Zepf
    1994), and in windows of equal width at the middle and at both medians at most a quarter of the people of the
    thinner core, fewer than chance gives in 995 of 1000 draws from an even density (binomial).
    """
    return all(_apart(scores, labels, pair) for pair in itertools.combinations(range(k), 2))


def _apart(scores: FloatArray, labels: IntArray, pair: tuple[int, int]) -> bool:
    from scipy.special import bdtr

    parts = [scores[labels == label] for label in pair]
    if min(len(part) for part in parts) < 3:
        return False
    line = parts[1].mean(axis=0) - parts[0].mean(axis=0)
    first, second = ((part * line).sum(axis=1) for part in parts)
    spread = np.sqrt((first.var() + second.var()) / 2)
    a, b = float(np.median(first)), float(np.median(second))
    if second.mean() - first.mean() < LEAST_ASHMAN * spread or b <= a:
        return False
    along = np.concatenate([first, second])
    half = WINDOW * (b - a) / 2
    core = min(int((np.abs(along - a) <= half).sum()), int((np.abs(along - b) <= half).sum()))
    middle = int((np.abs(along - (a + b) / 2) <= half).sum())
    return middle <= LARGEST_MIDDLE * core and float(bdtr(middle, middle + core, 0.5)) < LARGEST_CHANCE
