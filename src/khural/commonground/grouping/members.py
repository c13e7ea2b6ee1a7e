"""Who belongs to which class, once it is known how many there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.classes import Classes, normalised

ROUNDS = 40
# Steps of the distribution of shares within each round.
INNER = 10
SETTLED = 1e-3
SHARES = np.linspace(0.02, 0.98, 21)
LEAST = 1e-12
LOGS = np.log(np.stack([SHARES, 1 - SHARES]))


def with_members(sides: Ballots, model: Classes, rounds: int = ROUNDS) -> Classes:
    """The same classes, each share judged in the light of all shares: empirical Bayes (Robbins 1956).

    How shares of all classes on all statements are distributed is estimated from the votes, over fixed shares and
    without a form given to it (Laird 1978). A class of a dozen is told its lines better so, and people on the edge are
    sorted nearly as well as by somebody who knows the lines. Evidence is left as it was.
    """
    agree = sides.table((sides.values > 0).astype(np.float64))
    disagree = sides.table((sides.values < 0).astype(np.float64))
    back = agree.T.tocsr(), disagree.T.tocsr()
    posterior, log_sizes = model.posterior, model.log_sizes
    log_shares = model.log_shares
    weights = np.full(len(SHARES), 1 / len(SHARES))
    for _ in range(rounds):
        counts = np.stack([np.asarray(table @ posterior).T for table in back], axis=1)
        log_shares, weights = _judged(counts, weights)
        sizes = posterior.sum(axis=0) + 0.5
        log_sizes = np.log(sizes / sizes.sum())
        before = posterior
        posterior = normalised(agree @ log_shares[:, 0].T + disagree @ log_shares[:, 1].T + log_sizes)[0]
        if float(np.abs(posterior - before).max()) < SETTLED:
            break
    return replace(model, log_shares=log_shares, log_sizes=log_sizes, posterior=posterior)


def _judged(counts: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Expected log shares (k, 2, s) from agrees and disagrees (k, 2, s), and the distribution of shares after them."""
    k, _, s = counts.shape
    fit = counts.transpose(0, 2, 1).reshape(k * s, 2) @ LOGS
    likelihood = np.exp(fit - fit.max(axis=1, keepdims=True))
    weights = np.maximum(weights, LEAST)
    for _ in range(INNER):
        weights = weights * (likelihood / (likelihood @ weights)[:, None]).mean(axis=0)
    posterior = likelihood * weights
    posterior /= posterior.sum(axis=1, keepdims=True)
    return (posterior @ LOGS.T).reshape(k, s, 2).transpose(0, 2, 1), weights
