"""Shares with intervals, and the order by the least favourable party."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

import numpy as np

from khural.commonground.bounds import both_bounds, lower_bounds
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


@dataclass(frozen=True, eq=False)
class Ranking(Sequence[Bound]):
    """Bounds in order, kept as arrays; a Bound is made when it is asked for.

    `statements`, `bounds` and `least` (n): place of the statement, its bound, and which of `labels` favours it least.
    """

    statements: IntArray
    bounds: FloatArray
    least: IntArray
    labels: tuple[str | None, ...]

    def __len__(self) -> int:
        return len(self.statements)

    def __iter__(self) -> Iterator[Bound]:
        named = [self.labels[k] for k in self.least.tolist()]
        return itertools.starmap(Bound, zip(self.statements.tolist(), self.bounds.tolist(), named, strict=True))

    @overload
    def __getitem__(self, place: int) -> Bound: ...
    @overload
    def __getitem__(self, place: slice) -> Ranking: ...
    def __getitem__(self, place: int | slice) -> Bound | Ranking:
        if isinstance(place, slice):
            return Ranking(self.statements[place], self.bounds[place], self.least[place], self.labels)
        return Bound(int(self.statements[place]), float(self.bounds[place]), self.labels[self.least[place]])


def shares(counts: IntArray) -> Shares:
    """Shares of agreeing with the Jeffreys interval at 95 %.

    The interval holds the 2.5 % and 97.5 % quantiles of Beta(agree + 1/2, disagree + 1/2) (Brown, Cai and DasGupta
    2001, without their correction at 0 and n), so that it exists without any vote too.
    """
    a, d = counts[..., AGREE], counts[..., DISAGREE]
    n = a + d
    share = np.divide(a, n, out=np.full(n.shape, np.nan), where=n > 0)
    low, against = both_bounds(a, d)
    return Shares(*map(read_only, (n, share, low, 1 - against, against)))


def by_least_favourable(
    counts: IntArray,
    labels: tuple[str | None, ...],
    eligible: IntArray,
    kind: int,
    floor: int,
    known: Shares | None = None,
) -> Ranking:
    """Statements ordered by the lower bound of the label that favours them least, highest first.

    `counts` (k, S, 3). `kind` AGREE orders by agreeing, DISAGREE by rejecting. A label with fewer than `floor` sides
    taken counts as one without any vote, so its bound is near 0. Ties go by the next lowest bound, then by the order
    of statements. Bounds, unlike products, stay comparable whatever the number of parties. `known` are the shares of
    these counts where they are at hand.
    """
    known = known or shares(counts)
    bounds = known.low if kind == AGREE else known.low_against
    # With a floor of one these are the statements without a side taken, whose bound that is already.
    if floor > 1 and (known.n < floor).any():
        nothing = lower_bounds(np.zeros((), np.int64), np.zeros((), np.int64))
        bounds = np.where(known.n < floor, nothing, bounds)
    if len(labels) == 1:
        order = eligible[np.argsort(-bounds[0, eligible], kind="stable")]
        return Ranking(order, bounds[0, order], np.zeros(len(order), np.int64), labels)
    ascending = np.sort(bounds, axis=0)
    # The last key counts first.
    order = eligible[np.lexsort(-ascending[::-1, eligible])]
    return Ranking(order, ascending[0, order], np.argmin(bounds[:, order], axis=0), labels)
