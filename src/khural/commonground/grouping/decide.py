"""The decision: groups, tentatively groups, or none and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots, examined, sampled
from khural.commonground.grouping.classes import posterior_of
from khural.commonground.grouping.dimensions import Dimensions, dimensions
from khural.commonground.grouping.doors import Evidence, Sample, first_door, second_door
from khural.commonground.grouping.members import with_members
from khural.commonground.grouping.scores import scores
from khural.commonground.grouping.stability import stability
from khural.commonground.grouping.withstanding import withstands
from khural.commonground.ids import IntArray
from khural.commonground.matrix import VoteMatrix
from khural.messages import Message

FEWEST_PEOPLE = 6
SMALLEST_GROUP, SMALLEST_SHARE, MOST_OUTLIERS = 3, 0.05, 0.1
STABLE = 0.97


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


def find_groups(votes: VoteMatrix, seed: int) -> Finding:
    """Groups where the votes bear them, by two doors behind one gate.

    The gate: a dimension that stands out from chance (`dimensions`). The first door: latent classes beat every latent
    trait on the scale of BIC, by more than 30; or with a valley of more than 10 between all of them (`valley`); or with
    some valley and so far apart, for three people in four, as few votes per statement do not make classes seem. The
    second, for blocs that are not alike inside: every pair has a gap in scores (`gap`) and a
    valley of more than 10, and a loss of 2 % of the votes moves at most one person in 200. Groups under max(3, 5 %)
    people are outliers; with more than 10 % outliers, or fewer than two groups left, there are none. Groups are clear,
    not tentative, when they hold at a loss of 2 % of the votes (`stability`) and the decision withstands a larger one
    (`withstands`). Above 2,000 people a sample is tested and the rest assigned by class.
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
    sample = Sample(ballots, sides, scores(ballots, found))
    evidence, reason = first_door(sample)
    if evidence is None:
        evidence = second_door(sample)
    if evidence is None:
        return Finding(reason, everybody, ballots, sides, found, sample.scores)
    return _shown(votes, everybody, sample, found, evidence, seed)


def _shown(
    votes: VoteMatrix, everybody: Ballots, sample: Sample, found: Dimensions, evidence: Evidence, seed: int
) -> Finding:
    """Everybody by class, groups of at least max(3, 5 %), the rest outliers."""
    model = with_members(sample.sides, evidence.model)
    posterior = model.posterior
    if len(everybody.people) > len(sample.ballots.people):
        posterior = posterior_of(model, everybody.only(everybody.values != 0))
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
    held = stability(sample.ballots, found, model, seed)
    is_clear = held >= STABLE and withstands(sample, found, evidence, model, seed)
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
