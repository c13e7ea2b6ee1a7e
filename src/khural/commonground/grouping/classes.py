"""Latent classes: people fall into k kinds, and within a kind every vote is drawn alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.sums import Sums
from khural.commonground.ids import IntArray

ROUNDS = 100
SETTLED = 1e-3
# A class leans to the share of all by this many votes per statement.
SHRINKAGE = 0.5


@dataclass(frozen=True, eq=False)
class Classes:
    """k classes: log shares of agreeing and disagreeing (k, 2, s), log sizes (k), posterior (n, k)."""

    log_shares: FloatArray
    log_sizes: FloatArray
    posterior: FloatArray
    log_likelihood: float
    icl: float

    @property
    def labels(self) -> IntArray:
        """The likeliest class of each person."""
        return np.asarray(self.posterior.argmax(axis=1), np.int64)


def penalty(sides: Ballots, per_statement: int) -> float:
    """BIC's price of `per_statement` parameters for each statement, whose observations are the votes on it."""
    n = np.bincount(sides.columns, minlength=sides.shape[1])
    return float(per_statement * np.log(n[n > 0] + 1.0).sum())


def best_classes(sides: Ballots, starts: list[IntArray], k: int) -> Classes | None:
    """The likeliest of the models reached from the labellings `starts`; `sides` holds no passes."""
    sums = Sums(sides)
    fits = [fitted(sides, labels, k, sums=sums) for labels in starts]
    return max(fits, key=lambda fit: fit.log_likelihood) if fits else None


def fitted(sides: Ballots, labels: IntArray, k: int, rounds: int = ROUNDS, *, sums: Sums | None = None) -> Classes:
    """Latent class model (Lazarsfeld and Henry 1968) by EM from `labels`; a missing vote or a pass says nothing.

    ICL (Biernacki, Celeux and Govaert 2000) is BIC plus twice the entropy of the memberships: classes must be apart,
    not merely fit. `sums` are those of `sides`, where they are made already.
    """
    sums = sums or Sums(sides)
    posterior = np.eye(k)[labels]
    before = -np.inf
    for _ in range(rounds):
        log_shares, log_sizes = _shares(sums, posterior)
        posterior, likelihood = normalised(sums.of_people(log_shares) + log_sizes)
        if likelihood - before < SETTLED:
            break
        before = likelihood
    entropy = -float((posterior * np.log(np.maximum(posterior, 1e-300))).sum())
    price = penalty(sides, k) + (k - 1) * float(np.log(sides.shape[0]))
    return Classes(log_shares, log_sizes, posterior, likelihood, -2 * likelihood + price + 2 * entropy)


def normalised(joint: FloatArray) -> tuple[FloatArray, float]:
    """Posterior (n, k) and total log-likelihood of joint log-probabilities (n, k)."""
    # Class by class: along rows of two to five numbers each sum would cost more than the exponentials.
    by_class = np.ascontiguousarray(joint.T)
    top = by_class.max(axis=0)
    raised = np.exp(by_class - top)
    total = raised.sum(axis=0)
    return np.ascontiguousarray((raised / total).T), float((np.log(total) + top).sum())


def _shares(sums: Sums, posterior: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Maximum of the likelihood given memberships, leaning to the shares of all."""
    agree, disagree = sums.of_statements(posterior)
    total = agree.sum(axis=0) + disagree.sum(axis=0)
    overall = (agree.sum(axis=0) + 0.5) / (total + 1.0)
    share = (agree + SHRINKAGE * overall) / (agree + disagree + SHRINKAGE)
    sizes = posterior.sum(axis=0) + 0.5
    return np.log(np.stack([share, 1 - share], axis=1)), np.log(sizes / sizes.sum())


def posterior_of(model: Classes, sides: Ballots) -> FloatArray:
    """Memberships (n, k) of other people under the same model."""
    found = []
    for part in sides.parts():
        found.append(normalised(Sums(part).of_people(model.log_shares) + model.log_sizes)[0])
    return np.concatenate(found)
