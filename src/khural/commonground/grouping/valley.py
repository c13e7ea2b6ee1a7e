"""Whether positions, not only votes, leave a gap between two blocs."""

from __future__ import annotations

import itertools

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.traits import fitted_traits
from khural.commonground.ids import IntArray
from khural.commonground.matrix import Mask
from khural.commonground.trait_line import NODES, SLOPES, positions, stepped

# People examined; rows stand in the order of a hash, so the first are as good as drawn.
PEOPLE = 600
ROUNDS = 30
SETTLED = 0.02
# Standard deviations of the two heaps, their means a unit either side of the middle.
HEAPS = (0.1, 0.2, 0.3)


def valley(sides: Ballots, scores: FloatArray, labels: IntArray, k: int) -> float:
    """Twice the log-likelihood by which two heaps of positions beat every crowd without a gap; of all pairs the least.

    Statements that turn steeply part even an evenly spread crowd into two camps of answers, so a gap in scores alone
    proves nothing. For each pair of the `k` parts one latent dimension (Bock and Aitkin 1981) is fitted to the votes of
    both, with positions held Gaussian, even, exponential to either side, and in two heaps whose shares are estimated.
    """
    return min(_valley(sides, scores, labels, pair) for pair in itertools.combinations(range(k), 2))


def _valley(sides: Ballots, scores: FloatArray, labels: IntArray, pair: tuple[int, int]) -> float:
    people = np.flatnonzero((labels == pair[0]) | (labels == pair[1]))[:PEOPLE]
    if len(np.unique(labels[people])) < 2:
        return -np.inf
    inside = np.zeros(len(labels), bool)
    inside[people] = True
    votes = sides.only(inside[sides.rows])
    line = scores[labels == pair[1]].mean(axis=0) - scores[labels == pair[0]].mean(axis=0)
    along = (scores * line).sum(axis=1)
    start = np.where(inside, along - along[inside].mean(), 0.0)
    items = fitted_traits(votes, start[:, None], slopes=SLOPES).items
    without = max(_likelihood(votes, inside, items, crowd[None]) for crowd in _crowds())
    return 2 * (max(_likelihood(votes, inside, items, _heaps(spread)) for spread in HEAPS) - without)


def _crowds() -> list[FloatArray]:
    """Gaussian, even, and exponential to either side, with mean 0 and standard deviation 1."""
    even = np.abs(NODES) <= 3**0.5
    tails = [np.where(sign * NODES >= -1, np.exp(-sign * NODES), 0.0) for sign in (1, -1)]
    return [_summing_to_one(crowd) for crowd in (np.exp(-0.5 * NODES**2), even.astype(np.float64), *tails)]


def _heaps(spread: float) -> FloatArray:
    return np.stack([_summing_to_one(np.exp(-0.5 * ((NODES - middle) / spread) ** 2)) for middle in (-1.0, 1.0)])


def _summing_to_one(crowd: FloatArray) -> FloatArray:
    known = np.maximum(crowd, 1e-300)
    return np.asarray(known / known.sum(), np.float64)


def _likelihood(votes: Ballots, inside: Mask, items: FloatArray, parts: FloatArray) -> float:
    """Log-likelihood with positions distributed as a mixture of `parts` (m, q), whose shares are estimated."""
    agree = votes.table((votes.values > 0).astype(np.float64))
    disagree = votes.table((votes.values < 0).astype(np.float64))
    back = agree.T.tocsr(), disagree.T.tocsr()
    shares, before = np.full(len(parts), 1 / len(parts)), -np.inf
    for _ in range(ROUNDS):
        weights = shares @ parts
        posterior, likelihood = positions(agree, disagree, items, weights)
        if likelihood - before < SETTLED:
            break
        before = likelihood
        shares = shares * (parts * (posterior[inside].mean(axis=0) / weights)).sum(axis=1)
        items = stepped(items, np.asarray(back[0] @ posterior), np.asarray(back[1] @ posterior))
    return likelihood
