"""In which state a series was when: change points of its level, each with the stretch that holds it.

Exact Bayesian segmentation (Fearnhead 2006, Stat. Comput. 16): within a state the values scatter around one mean;
states end at random, on average after `expected` periods, and last at least `shortest`. All segmentations are weighed
by dynamic programming, so that every date has a probability and none hangs on a random seed. Values of neighbouring
periods resemble each other; each is therefore given the weight (1 - c) / (1 + c), c being their correlation once slow
movement is taken away: without that, persistence passes for change.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, logsumexp
from scipy.stats import t as student

from khural.tension.series import Floats, Mask

PRIOR_SHAPE = 1.0
PRIOR_WEIGHT = 0.1
HOLDING = 0.9
"""The stretch given for a change point holds this share of its probability."""


@dataclass(frozen=True)
class Change:
    """A change before period `place`; `low` and `high` are the first and last such place of its stretch."""

    place: int
    low: int
    high: int
    probability: float


@dataclass(frozen=True)
class Segment:
    """A state: periods `first` to `last` inclusive, with the mean of its known values and the mean's interval
    (None where too few periods bear one)."""

    first: int
    last: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Segmentation:
    """The likeliest states, their changes, and the probability that there was any change."""

    segments: tuple[Segment, ...]
    changes: tuple[Change, ...]
    chance_of_change: float


def segment(values: Floats, known: Mask, shortest: int = 8, expected: float = 104.0) -> Segmentation:
    """Segment one series, [n]. Unknown periods belong to a state and say nothing about it."""
    number = len(values)
    weight = _weight_of_one(values, known)
    log_mass = _log_mass(values, known, weight)
    end, stay = np.log(1 / expected), np.log(1 - 1 / expected)
    forward = _forward(log_mass, number, shortest, end, stay)
    backward = _backward(log_mass, number, shortest, end, stay)
    total = backward[0]
    chance = np.zeros(number)
    chance[1:] = np.exp(np.minimum(forward[1:number] + backward[1:number] - total, 0.0))
    cuts = _likeliest(log_mass, number, shortest, end, stay)
    unbroken = log_mass[0, number] + (number - 1) * stay
    return Segmentation(
        _segments(values, known, cuts, weight),
        tuple(_change(chance, cuts, at) for at in range(1, len(cuts) - 1)),
        float(1 - np.exp(min(unbroken - total, 0.0))),
    )


def _weight_of_one(values: Floats, known: Mask) -> float:
    """What one value counts for beside its neighbours: 1 when they are unrelated, less when they are alike."""
    number = len(values)
    window = min(13, max(number // 4, 1))
    middle = np.array([_median(values, known, at - window, at + window + 1) for at in range(number)])
    rest = values - middle
    both = known[1:] & known[:-1]
    power = float((rest[known] ** 2).sum())
    if power <= 0 or both.sum() < 8:
        return 1.0
    alike = float((rest[1:] * rest[:-1])[both].sum()) / power * float(known.sum()) / float(both.sum())
    alike = min(max(alike, 0.0), 0.8)
    return (1 - alike) / (1 + alike)


def _median(values: Floats, known: Mask, first: int, after: int) -> float:
    part = slice(max(first, 0), after)
    seen = values[part][known[part]]
    return float(np.median(seen)) if len(seen) else 0.0


def _log_mass(values: Floats, known: Mask, weight: float) -> Floats:
    """Log marginal likelihood of periods i..j-1 under one mean and one variance (normal, conjugate), [n, n + 1]."""
    centred = np.where(known, values - (values[known].mean() if known.any() else 0.0), 0.0)
    scale = max(float((centred**2).sum()) / max(int(known.sum()), 1), 1e-6) / 2
    sums = [np.concatenate([[0.0], np.cumsum(one)]) * weight for one in (known, centred, centred**2)]
    count, total, squares = (one[None, :] - one[:-1, None] for one in sums)
    count = np.maximum(count, 0.0)
    shape = PRIOR_SHAPE + count / 2
    precision = PRIOR_WEIGHT + count
    rate = PRIOR_SHAPE * scale + np.maximum(squares - total**2 / precision, 0.0) / 2
    found: Floats = (
        gammaln(shape)
        - gammaln(PRIOR_SHAPE)
        + PRIOR_SHAPE * np.log(PRIOR_SHAPE * scale)
        - shape * np.log(rate)
        + 0.5 * np.log(PRIOR_WEIGHT / precision)
        - count / 2 * np.log(2 * np.pi)
    )
    return found


def _forward(mass: Floats, number: int, shortest: int, end: float, stay: float) -> Floats:
    """Log weight of all segmentations of the first j periods that end there, [n + 1]."""
    found = np.full(number + 1, -np.inf)
    found[0] = 0.0
    for after in range(shortest, number + 1):
        firsts = np.arange(0, after - shortest + 1)
        found[after] = logsumexp(found[firsts] + mass[firsts, after] + (after - firsts - 1) * stay + end)
    return found


def _backward(mass: Floats, number: int, shortest: int, end: float, stay: float) -> Floats:
    """Log weight of all segmentations of the periods from i on; the last state need not have ended, [n + 1]."""
    found = np.full(number + 1, -np.inf)
    for first in range(number - 1, -1, -1):
        afters = np.arange(first + shortest, number)
        ended = found[afters] + mass[first, afters] + (afters - first - 1) * stay + end
        last = mass[first, number] + (number - first - 1) * stay if number - first >= min(shortest, number) else -np.inf
        found[first] = logsumexp(np.append(ended, last))
    return found


def _likeliest(mass: Floats, number: int, shortest: int, end: float, stay: float) -> list[int]:
    """The cuts of the likeliest segmentation, 0 and n included."""
    best, before = np.full(number + 1, -np.inf), np.zeros(number + 1, dtype=int)
    best[0] = 0.0
    for after in range(1, number + 1):
        if after < shortest and after < number:
            continue
        firsts = np.arange(0, max(after - shortest, 0) + 1)
        closing = 0.0 if after == number else end
        scores = best[firsts] + mass[firsts, after] + (after - firsts - 1) * stay + closing
        before[after] = firsts[np.argmax(scores)]
        best[after] = scores.max()
    cuts = [number]
    while cuts[-1] > 0:
        cuts.append(int(before[cuts[-1]]))
    return cuts[::-1]


def _change(chance: Floats, cuts: list[int], at: int) -> Change:
    """The change at cut number `at`, with the stretch around it up to half way to its neighbours."""
    place = cuts[at]
    lowest, highest = (cuts[at - 1] + place + 1) // 2, (place + cuts[at + 1]) // 2
    near = chance[lowest : highest + 1]
    mass = float(near.sum())
    below = np.cumsum(near) / max(mass, 1e-12)
    low = lowest + int(np.searchsorted(below, (1 - HOLDING) / 2))
    high = lowest + int(np.searchsorted(below, (1 + HOLDING) / 2))
    return Change(place, min(low, place), max(min(high, highest), place), min(mass, 1.0))


def _segments(values: Floats, known: Mask, cuts: list[int], weight: float) -> tuple[Segment, ...]:
    return tuple(
        Segment(first, after - 1, *_mean_of(values[first:after][known[first:after]], weight))
        for first, after in itertools.pairwise(cuts)
    )


def _mean_of(seen: Floats, weight: float) -> tuple[float, float | None, float | None]:
    """Mean and 95 % interval when every value counts for `weight`; no interval below three values' worth."""
    mean = float(seen.mean()) if len(seen) else 0.0
    number = len(seen) * weight
    if number < 3:
        return mean, None, None
    reach = float(student.ppf(0.975, number - 1)) * float(seen.std(ddof=1)) / float(np.sqrt(number))
    return mean, mean - reach, mean + reach
