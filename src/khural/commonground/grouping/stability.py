"""How firmly people belong to their groups, and the answer to its threshold."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.classes import Classes, best_classes
from khural.commonground.grouping.dimensions import Dimensions
from khural.commonground.grouping.members import with_members
from khural.commonground.grouping.partition import partitions
from khural.commonground.grouping.scores import scores
from khural.commonground.grouping.traits import Traits, predicted
from khural.commonground.ids import IntArray

LOSS = 0.02
# Fewer draws tell as much where more people vote: above so many votes.
DRAWS, MANY, DRAWS_OF_MANY = 10, 5_000, 5


def adjusted_rand(first: IntArray, second: IntArray) -> float:
    """Adjusted Rand index of two labellings (Hubert and Arabie 1985): 1 the same, 0 by chance."""
    width = int(second.max()) + 1
    table = np.bincount(first * width + second, minlength=(int(first.max()) + 1) * width).reshape(-1, width)
    both, rows, columns = (float((x * (x - 1) / 2).sum()) for x in (table, table.sum(axis=1), table.sum(axis=0)))
    n = len(first)
    expected = rows * columns / max(n * (n - 1) / 2, 1)
    return 1.0 if (rows + columns) / 2 == expected else (both - expected) / ((rows + columns) / 2 - expected)


def stability(ballots: Ballots, found: Dimensions, model: Classes, seed: int) -> float:
    """Mean adjusted Rand index with as many classes after 2 % of the votes are left out at random, 10 times.

    Classes are sought afresh each time: from where they were they would hardly move. Of more than 5,000 votes 5 times.
    """
    rng = np.random.default_rng([seed, 2])
    alike, k = [], len(model.log_sizes)
    for _ in range(DRAWS if len(ballots.values) <= MANY else DRAWS_OF_MANY):
        fewer = ballots.only(rng.random(len(ballots.values)) >= LOSS)
        sides = fewer.only(fewer.values != 0)
        again = best_classes(sides, partitions(fewer, scores(fewer, found), k), k)
        alike.append(0.0 if again is None else adjusted_rand(model.labels, with_members(sides, again).labels))
    return float(np.mean(alike))


def log_odds(sides: Ballots, model: Classes) -> FloatArray:
    """Per person the log-odds of the likeliest class against the next."""
    return _odds(sides, model)[0]


def _odds(sides: Ballots, model: Classes) -> tuple[FloatArray, FloatArray]:
    """The log-odds, and their standard deviations at a 2 % loss."""
    order = np.argsort(-model.posterior, axis=1, kind="stable")[:, :2]
    kind = (sides.values < 0).astype(np.int64)
    shares, rows = model.log_shares, sides.rows
    per_vote = shares[order[rows, 0], kind, sides.columns] - shares[order[rows, 1], kind, sides.columns]
    total: FloatArray = np.bincount(rows, per_vote, sides.shape[0]).astype(np.float64)
    total += model.log_sizes[order[:, 0]] - model.log_sizes[order[:, 1]]
    return total, np.asarray(np.sqrt(LOSS * np.bincount(rows, per_vote**2, sides.shape[0])), np.float64)


def switching(sides: Ballots, model: Classes) -> float:
    """Share of people expected to change class when 2 % of their votes are lost."""
    from scipy.special import ndtr

    total, deviation = _odds(sides, model)
    return float(ndtr(-total / np.maximum(deviation, 1e-12)).mean())


def margin_deviation(sides: Ballots, classes: Classes, traits: Traits) -> float:
    """Standard deviation, at a 2 % loss, of twice the difference of both models' log-likelihoods."""
    eta = predicted(sides, traits.items, traits.positions)
    kind = (sides.values < 0).astype(np.int64)
    by_class = classes.log_shares[classes.labels[sides.rows], kind, sides.columns]
    by_trait = -np.logaddexp(0, -eta * sides.values)
    return float(2 * np.sqrt(LOSS * ((by_class - by_trait) ** 2).sum()))
