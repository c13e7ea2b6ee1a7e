"""Shares with intervals, and the order by the least favourable party."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from khural.commonground.counts import AGREE, DISAGREE, FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import read_only

LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class Shares:
    """Share agreeing among those who took a side, with its interval; NaN in `share` where nobody did.

    All arrays have the shape of the counts without their last axis. `n` is agree + disagree: a pass is counted apart
    and is not a disagreement.
    """

    n: IntArray
    share: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class Bound:
    """A statement, the lower bound of its least favourable party or group, and which that is (None: everybody)."""

    statement: int
    bound: float
    least: str | None


def shares(counts: IntArray) -> Shares:
    """Shares of agreeing with the Jeffreys interval at 95 %.

    The interval holds the 2.5 % and 97.5 % quantiles of Beta(agree + 1/2, disagree + 1/2) (Brown, Cai and DasGupta
    2001, without their correction at 0 and n), so that it exists without any vote too.
    """
    from scipy.special import betaincinv

    a, d = counts[..., AGREE], counts[..., DISAGREE]
    n = a + d
    share = np.divide(a, n, out=np.full(n.shape, np.nan), where=n > 0)
    tail = (1 - LEVEL) / 2
    low, high = (np.asarray(betaincinv(a + 0.5, d + 0.5, q), np.float64) for q in (tail, 1 - tail))
    return Shares(read_only(n), read_only(share), read_only(low), read_only(high))


def by_least_favourable(
    counts: IntArray, labels: tuple[str | None, ...], eligible: IntArray, kind: int, floor: int
) -> tuple[Bound, ...]:
    """Statements ordered by the lower bound of the label that favours them least, highest first.

    `counts` (k, S, 3). `kind` AGREE orders by agreeing, DISAGREE by rejecting. A label with fewer than `floor` sides
    taken counts as one without any vote, so its bound is near 0. Ties go by the next lowest bound, then by the order
    of statements. Bounds, unlike products, stay comparable whatever the number of parties.
    """
    taken = counts if kind == AGREE else counts[..., [DISAGREE, AGREE, 2]]
    enough = counts[..., AGREE] + counts[..., DISAGREE] >= floor
    low = shares(np.where(enough[..., None], taken, 0)).low
    least = np.argmin(low, axis=0)
    ascending = np.sort(low, axis=0)
    order = sorted(eligible.tolist(), key=lambda c: tuple(-ascending[:, c]))
    return tuple(Bound(c, float(low[least[c], c]), labels[int(least[c])]) for c in order)
