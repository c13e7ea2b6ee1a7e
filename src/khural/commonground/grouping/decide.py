"""The decision: groups, tentatively groups, or none and why."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots, examined, sampled
from khural.commonground.grouping.classes import Classes, best_classes, fitted, posterior_of
from khural.commonground.grouping.dimensions import Dimensions, dimensions
from khural.commonground.grouping.gap import all_apart
from khural.commonground.grouping.partition import partitions
from khural.commonground.grouping.scores import scores
from khural.commonground.grouping.skewed import skewed_gain
from khural.commonground.grouping.stability import log_odds, margin_deviation, stability, switching
from khural.commonground.grouping.traits import Traits, fitted_traits
from khural.commonground.grouping.valley import valley
from khural.commonground.ids import IntArray
from khural.commonground.matrix import VoteMatrix
from khural.messages import Message

MOST_GROUPS = 5
MOST_TRAITS = 3
FEWEST_PEOPLE = 6
# Twice the log-likelihood: "very strong" evidence (Kass and Raftery 1995), asked of the valley between two groups.
STRONG = 10.0
# Evidence for classes that no crowd without groups came near to, however its classes overlap.
OVERWHELMING = 30.0
# Below that, evidence and distance are weighed together: a natural logarithm of the odds per vote, for nine in ten
# people, makes up for as much as this.
PER_VOTE, TOGETHER, APART = 30.0, 25.0, 0.3
TENTH = 0.1
LARGEST_SWITCHING = 0.005
SMALLEST_GROUP, SMALLEST_SHARE, MOST_OUTLIERS = 3, 0.05, 0.1
STABLE = 0.97
SURE = 3.5


@dataclass(frozen=True, eq=False)
class Finding:
    """Groups or none. `codes` (P): group of each participant, -1 outside; None where no groups are shown.

    Groups are numbered by size, the largest first. `ballots`, `sides` (without passes), `dimensions` and `scores` are
    those of the sample that was tested, for whatever is said of the spread; `everybody` holds all votes examined.
    """

    reason: Message
    everybody: Ballots
    ballots: Ballots
    sides: Ballots
    dimensions: Dimensions
    scores: FloatArray
    codes: IntArray | None = None
    k: int = 0
    stability: float | None = None
    outliers: int = 0


@dataclass(frozen=True, eq=False)
class _Evidence:
    """A model of classes that won, how far above the threshold, and what it may lose with 2 % of the votes."""

    model: Classes
    clearance: float
    deviation: float


@dataclass(frozen=True, eq=False)
class _Sample:
    ballots: Ballots
    sides: Ballots
    scores: FloatArray
    candidates: dict[int, list[IntArray]] = field(default_factory=dict)


def find_groups(votes: VoteMatrix, seed: int) -> Finding:
    """Groups where the votes bear them, by two doors behind one gate.

    The gate: a dimension that stands out from chance (`dimensions`). The first door: latent classes beat every latent
    trait on the scale of BIC, by more than 30; or with a valley of more than 10 between all of them (`valley`); or with
    some valley and by so much that, with 30 times the odds per vote at which nine in ten people belong to their class,
    it is more than 25. The second, for blocs that are not alike inside: every pair has a gap in scores (`gap`) and a
    valley of more than 10, and a loss of 2 % of the votes moves at most one person in 200. Groups under max(3, 5 %)
    people are outliers; with more than 10 % outliers, or fewer than two groups left, there are none. Above 2,000 people
    a sample is tested and the rest assigned by class.
    """
    everybody = examined(votes)
    ballots = sampled(everybody, seed)
    sides = ballots.only(ballots.values != 0)
    if len(ballots.people) < FEWEST_PEOPLE:
        few = Dimensions(np.empty(0), np.empty((0, ballots.shape[1])), 0.0)
        reason = Message("commonground.groups_none_few", {"people": len(ballots.people), "least": FEWEST_PEOPLE})
        return Finding(reason, everybody, ballots, sides, few, np.empty((len(ballots.people), 0)))
    found = dimensions(ballots, seed)
    if found.count == 0:
        reason = Message("commonground.groups_none_chance")
        return Finding(reason, everybody, ballots, sides, found, np.empty((len(ballots.people), 0)))
    sample = _Sample(ballots, sides, scores(ballots, found))
    evidence, reason = _first_door(sample)
    if evidence is None:
        evidence = _second_door(sample)
    if evidence is None:
        return Finding(reason, everybody, ballots, sides, found, sample.scores)
    return _shown(votes, everybody, sample, found, evidence, seed)


def _candidates(sample: _Sample, k: int) -> list[IntArray]:
    if k not in sample.candidates:
        sample.candidates[k] = partitions(sample.ballots, sample.scores, k)
    return sample.candidates[k]


def _first_door(sample: _Sample) -> tuple[_Evidence | None, Message]:
    """Classes against traits."""
    continuum = Message("commonground.groups_none_continuum")
    best = _classes(sample)
    if best is None:
        return None, continuum
    rival = _rival(sample, best.icl)
    gain = rival[1] - best.icl
    if gain <= 0:
        return None, continuum
    clearance = _clearance(sample, best, gain)
    if clearance <= 0:
        return None, Message("commonground.groups_none_unclear")
    return _Evidence(best, clearance, margin_deviation(sample.sides, best, rival[0])), continuum


def _clearance(sample: _Sample, best: Classes, gain: float) -> float:
    """How far classes that beat traits by `gain` are above what is asked of them; 0 or less: not enough."""
    if gain > 2 * OVERWHELMING:
        return gain - OVERWHELMING
    n, votes = sample.sides.shape[0], max(len(sample.sides.values), 1)
    apart = float(np.quantile(log_odds(sample.sides, best), TENTH)) * n / votes
    between = valley(sample.sides, sample.scores, best.labels, best.posterior.shape[1])
    by_distance = min(gain + PER_VOTE * apart - TOGETHER, between) if apart >= APART else 0.0
    return max(gain - OVERWHELMING, min(gain, between - STRONG), by_distance)


def _classes(sample: _Sample) -> Classes | None:
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


def _rival(sample: _Sample, enough: float) -> tuple[Traits, float]:
    """The best continuum and its BIC; the search ends as soon as one is better than `enough`."""
    best: tuple[Traits, float] | None = None
    for d in range(1, min(MOST_TRAITS, sample.scores.shape[1]) + 1):
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


def _second_door(sample: _Sample) -> _Evidence | None:
    """The largest number of blocs with gaps between all of them."""
    for k in range(MOST_GROUPS, 1, -1):
        for labels in _candidates(sample, k):
            if all_apart(sample.scores, labels, k):
                model = fitted(sample.sides, labels, k, 1)
                held = switching(sample.sides, model) <= LARGEST_SWITCHING
                if held and valley(sample.sides, sample.scores, labels, k) > STRONG:
                    return _Evidence(model, 0.0, 1.0)
    return None


def _shown(
    votes: VoteMatrix, everybody: Ballots, sample: _Sample, found: Dimensions, evidence: _Evidence, seed: int
) -> Finding:
    """Everybody by class, groups of at least max(3, 5 %), the rest outliers."""
    posterior = evidence.model.posterior
    if len(everybody.people) > len(sample.ballots.people):
        posterior = posterior_of(evidence.model, everybody.only(everybody.values != 0))
    labels = posterior.argmax(axis=1)
    n = len(labels)
    sizes = np.bincount(labels, minlength=posterior.shape[1])
    large = sizes >= max(SMALLEST_GROUP, SMALLEST_SHARE * n)
    outliers = int(sizes[~large].sum())
    common = {"outliers": outliers, "people": n}
    parts = (everybody, sample.ballots, sample.sides, found, sample.scores)
    if large.sum() < 2 or outliers > MOST_OUTLIERS * n:
        scattered = outliers > MOST_OUTLIERS * n
        code = "commonground.groups_none_scattered" if scattered else "commonground.groups_none_one"
        return Finding(Message(code, common), *parts, outliers=outliers)
    held = stability(sample.sides, evidence.model, seed)
    is_clear = held >= STABLE and evidence.clearance > SURE * evidence.deviation
    code = "commonground.groups_shown" if is_clear else "commonground.groups_tentative"
    reason = Message(code, {"k": int(large.sum()), **common, "stability": held})
    codes = np.full(len(votes.participants), -1)
    codes[everybody.people] = _renumbered(labels, sizes, large)
    return Finding(reason, *parts, codes=codes, k=int(large.sum()), stability=held, outliers=outliers)


def _renumbered(labels: IntArray, sizes: IntArray, large: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> IntArray:
    """Groups by size, equal ones by their first member; -1 for the others."""
    first = [int(np.argmax(labels == label)) for label in range(len(sizes))]
    order = sorted(np.flatnonzero(large).tolist(), key=lambda label: (-int(sizes[label]), first[label]))
    number = np.full(len(sizes), -1)
    number[order] = np.arange(len(order))
    return np.asarray(number[labels], np.int64)
