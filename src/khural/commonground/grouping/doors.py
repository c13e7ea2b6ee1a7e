"""Two doors through which a division into groups is believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.classes import Classes, best_classes, fitted
from khural.commonground.grouping.gap import all_apart
from khural.commonground.grouping.partition import partitions
from khural.commonground.grouping.skewed import skewed_gain
from khural.commonground.grouping.stability import log_odds, margin_deviation, switching
from khural.commonground.grouping.traits import Traits, fitted_traits
from khural.commonground.grouping.valley import valley
from khural.commonground.ids import IntArray
from khural.messages import Message

MOST_GROUPS = 5
MOST_TRAITS = 3
# Twice the log-likelihood: "very strong" evidence (Kass and Raftery 1995), asked of the valley between two groups.
STRONG = 10.0
# Evidence for classes that no crowd without groups came near to, however its classes overlap.
OVERWHELMING = 30.0
# Below that distance decides: how far, in natural logarithms of the odds per vote, three in four people are from the
# next class, less what classes seem apart by chance where few votes tell them their shares; a logarithm counts as much
# as this on the scale of evidence.
APART, BY_CHANCE, PER_VOTE = 0.52, 1.2, 50.0
QUARTER = 0.25
LARGEST_SWITCHING = 0.005


@dataclass(frozen=True, eq=False)
class Evidence:
    """A model of classes that won, how far above the threshold, and what it may lose with 2 % of the votes.

    `traits` is the number of dimensions of its nearest rival.
    """

    model: Classes
    clearance: float
    deviation: float
    traits: int


@dataclass(frozen=True, eq=False)
class Sample:
    ballots: Ballots
    sides: Ballots
    scores: FloatArray
    candidates: dict[int, list[IntArray]] = field(default_factory=dict)


def _candidates(sample: Sample, k: int) -> list[IntArray]:
    if k not in sample.candidates:
        sample.candidates[k] = partitions(sample.ballots, sample.scores, k)
    return sample.candidates[k]


def first_door(sample: Sample, traits: int | None = None) -> tuple[Evidence | None, Message]:
    """Classes against traits of 1 to 3 dimensions, or of `traits` dimensions only."""
    continuum = Message("commonground.groups_none_continuum")
    best = best_number(sample)
    if best is None:
        return None, continuum
    rival = _rival(sample, best.icl, range(1, MOST_TRAITS + 1) if traits is None else (traits,))
    gain = rival[1] - best.icl
    if gain <= 0:
        return None, continuum
    clearance = _clearance(sample, best, gain)
    if clearance <= 0:
        return None, Message("commonground.groups_none_unclear")
    return Evidence(
        best, clearance, margin_deviation(sample.sides, best, rival[0]), rival[0].positions.shape[1]
    ), continuum


def _clearance(sample: Sample, best: Classes, gain: float) -> float:
    """How far classes that beat traits by `gain` are above what is asked of them; 0 or less: not enough."""
    if gain > 2 * OVERWHELMING:
        return gain - OVERWHELMING
    (n, s), votes, k = sample.sides.shape, max(len(sample.sides.values), 1), len(best.log_sizes)
    apart = float(np.quantile(log_odds(sample.sides, best), QUARTER)) * n / votes - BY_CHANCE * s * k / votes
    between = valley(sample.sides, sample.scores, best.labels, k)
    return max(gain - OVERWHELMING, min(gain, between - STRONG), min(gain, between, PER_VOTE * (apart - APART)))


def best_number(sample: Sample) -> Classes | None:
    """The number of classes with the best ICL; the search ends after two numbers that are worse."""
    best: Classes | None = None
    worse = 0
    for k in range(2, MOST_GROUPS + 1):
        model = best_classes(sample.sides, _candidates(sample, k), k)
        if model is None:
            continue
        if best is None or model.icl < best.icl:
            best, worse = model, 0
        else:
            worse += 1
        if worse == 2:
            break
    return best


def _rival(sample: Sample, enough: float, numbers: Iterable[int]) -> tuple[Traits, float]:
    """The best continuum of so many dimensions and its BIC; the search ends as soon as one is better than `enough`."""
    best: tuple[Traits, float] | None = None
    for d in numbers:
        if d > sample.scores.shape[1]:
            break
        model = fitted_traits(sample.sides, sample.scores[:, :d], enough)
        bic = model.bic
        if d == 1 and bic >= enough:
            bic -= 2 * max(skewed_gain(sample.sides, model), 0.0)
        if best is None or bic < best[1]:
            best = model, bic
        if best[1] < enough:
            break
    assert best is not None
    return best


def second_door(sample: Sample) -> Evidence | None:
    """The largest number of blocs with gaps between all of them."""
    for k in range(MOST_GROUPS, 1, -1):
        for labels in _candidates(sample, k):
            if all_apart(sample.scores, labels, k):
                model = fitted(sample.sides, labels, k, 1)
                held = switching(sample.sides, model) <= LARGEST_SWITCHING
                if held and valley(sample.sides, sample.scores, labels, k) > STRONG:
                    return Evidence(model, 0.0, 1.0, 1)
    return None
