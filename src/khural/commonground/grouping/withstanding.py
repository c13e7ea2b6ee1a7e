"""Whether the decision itself comes out alike on fewer votes."""

from __future__ import annotations

import numpy as np

from khural.commonground.grouping.classes import Classes
from khural.commonground.grouping.dimensions import Dimensions
from khural.commonground.grouping.doors import Evidence, Sample, best_number, first_door
from khural.commonground.grouping.members import with_members
from khural.commonground.grouping.scores import scores
from khural.commonground.grouping.stability import adjusted_rand

# Four times the loss that groups shall bear: what would happen once in fifty times at 2 % is seen within a few draws.
LOSS = 0.08
DRAWS = 5
# Above so many votes single people and votes move little; the margin over the threshold, in standard deviations at a
# loss of 2 %, says then what draws would say.
MANY = 5_000
SURE, SURE_OF_MANY = 2.5, 3.5
ALIKE = 0.95
# Between people sorted by their class alone and in the light of all shares; where these differ somebody is on the edge.
BOTH_WAYS = 0.9
LEAST_DEVIATIONS = 0.5
# Deviations at a loss of 2 %.
OUT_OF_REACH = 15.0


def withstands(sample: Sample, found: Dimensions, evidence: Evidence, model: Classes, seed: int) -> bool:
    """Whether the first door opens again to as many classes of nearly the same people, 5 times without 8 % of votes.

    Asked are an adjusted Rand index of .95 on average, and a clearance (`first_door`) that never comes within half a
    standard deviation, over these draws, of the threshold; where it lies further than chance reaches, only the classes
    are found again. Both ways of sorting people (`with_members`) must nearly agree. A clearance of 2.5 standard
    deviations is asked in any case, of more than 5,000 votes 3.5 and no draws. Dimensions are taken as found. Clusters
    are judged so since Hennig (2007); here the decision is repeated, not the clustering alone. `model` holds the
    members shown.
    """
    rng = np.random.default_rng([seed, 3])
    votes = sample.ballots
    is_large = len(votes.values) > MANY
    if evidence.clearance <= (SURE_OF_MANY if is_large else SURE) * evidence.deviation:
        return False
    if adjusted_rand(evidence.model.labels, model.labels) < BOTH_WAYS:
        return False
    if is_large:
        return True
    is_far = evidence.clearance > OUT_OF_REACH * evidence.deviation
    likeness, clearances = [], []
    for _ in range(DRAWS):
        fewer = votes.only(rng.random(len(votes.values)) >= LOSS)
        again = Sample(fewer, fewer.only(fewer.values != 0), scores(fewer, found))
        classes, clearance = _found_again(again, evidence, is_far)
        if classes is None or len(classes.log_sizes) != len(model.log_sizes):
            return False
        likeness.append(adjusted_rand(model.labels, with_members(again.sides, classes).labels))
        clearances.append(clearance)
    return bool(np.mean(likeness) >= ALIKE and np.min(clearances) >= LEAST_DEVIATIONS * np.std(clearances))


def _found_again(again: Sample, evidence: Evidence, is_far: bool) -> tuple[Classes | None, float]:
    if is_far:
        return best_number(again), 0.0
    found, _ = first_door(again, evidence.traits)
    return (None, 0.0) if found is None else (found.model, found.clearance)
