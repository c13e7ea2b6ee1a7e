"""Shares with intervals, and the order by the least favourable party."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from khural.commonground.bounds import lower_bounds
from khural.commonground.counts import AGREE, DISAGREE, FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import read_only


@dataclass(frozen=True, eq=False)
class Shares:
    """Share agreeing among those who took a side, with its interval; NaN in `share` where nobody did.

    All arrays have the shape of the counts without their last axis. `n` is agree + disagree: a pass is counted apart
    and is not a disagreement. `low_against` is the lower bound of the share that rejects.
    """

    n: IntArray
    share: FloatArray
    low: FloatArray
    high: FloatArray
    low_against: FloatArray


class Bound(NamedTuple):
    """A statement, the lower bound of its least favourable party or group, and which that is (None: everybody)."""

    statement: int
    bound: float
    least: str | None


def shares(counts: IntArray) -> Shares:
    """Shares of agreeing with the Jeffreys interval at 95 %.

    The interval holds the 2.5 % and 97.5 % quantiles of Beta(agree + 1/2, disagree + 1/2) (Brown, Cai and DasGupta
    2001, without their correction at 0 and n), so that it exists without any vote too.
    """
    a, d = counts[..., AGREE], counts[..., DISAGREE]
    n = a + d
    share = np.divide(a, n, out=np.full(n.shape, np.nan), where=n > 0)
    low, against = lower_bounds(np.array([a, d]), np.array([d, a]))
    return Shares(*map(read_only, (n, share, low, 1 - against, against)))


def by_least_favourable(
    counts: IntArray,
    labels: tuple[str | None, ...],
    eligible: IntArray,
    kind: int,
    floor: int,
    known: Shares | None = None,
) -> tuple[Bound, ...]:
    """Statements ordered by the lower bound of the label that favours them least, highest first.

    `counts` (k, S, 3). `kind` AGREE orders by agreeing, DISAGREE by rejecting. A label with fewer than `floor` sides
    taken counts as one without any vote, so its bound is near 0. Ties go by the next lowest bound, then by the order
    of statements. Bounds, unlike products, stay comparable whatever the number of parties. `known` are the shares of
    these counts where they are at hand.
    """
    known = known or shares(counts)
    bounds = known.low if kind == AGREE else known.low_against
    if (known.n < floor).any():
        nothing = lower_bounds(np.zeros((), np.int64), np.zeros((), np.int64))
        bounds = np.where(known.n < floor, nothing, bounds)
    least = np.argmin(bounds, axis=0)
    ascending = np.sort(bounds, axis=0)
    # The last key counts first.
    order = eligible[np.lexsort(-ascending[::-1, eligible])]
    named = [labels[k] for k in least[order].tolist()]
    rows = zip(order.tolist(), ascending[0, order].tolist(), named, strict=True)
    # Past Bound's own constructor, which would cost more than all the rest in a small room.
    return tuple(map(tuple.__new__, itertools.repeat(Bound), rows))
