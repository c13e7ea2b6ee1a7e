"""How totals are coded: rounded, top-coded, and with the ends of the scale drawn in as far as the bands make needful.

Bands and totals together can prove what neither proves alone: if five delegates "mostly agree", eight "mostly disagree"
and the total says "10 or more agree", then all five agree. Withholding just those totals would itself be a signal. So
the scale is fixed before the totals are looked at, from what the reader sees anyway (who voted, and the bands): the
mildest scale on which no total that could occur would prove a vote, to anybody or to one insider.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from khural.publishing.inference import Bools, Ints, Kind, answer, certain, worlds
from khural.publishing.published import Coding, PublishedTotal

TOP = 5
"""A total is not told apart from one that is fewer than this many below all voters."""
_MOST_STEPS = 5
"""Steps by which the ends of both scales together are drawn in before a total is withheld."""


@dataclass(frozen=True)
class Scale:
    """The values a total can show: multiples of `rounding` from `low` to `high`; None: no end is marked there."""

    low: int | None
    high: int | None
    rounding: int

    def coded(self, count: int) -> tuple[int, Coding]:
        """The value for `count` persons, and whether it is an end of the scale."""
        about = rounded(count, self.rounding)
        if self.high is not None and about >= self.high:
            return self.high, "at_least"
        if self.low is not None and about <= self.low:
            return self.low, "at_most"
        return about, "about"


@dataclass(frozen=True)
class Scales:
    """For agree and for disagree; None: that total is withheld."""

    agree: Scale | None
    disagree: Scale | None


def rounded(count: int, rounding: int) -> int:
    """The nearest multiple of `rounding`, which is odd, so that there is one."""
    return (count + rounding // 2) // rounding * rounding


def top_code(voters: int, rounding: int) -> int:
    """Where a scale ends: what is shown there begins at `voters` - 5 persons or below."""
    return rounded(voters, rounding) - TOP


def plain_scales(voters: int, rounding: int, top_coding: bool) -> Scales:
    """The rules without an audit."""
    scale = Scale(None, top_code(voters, rounding) if top_coding else None, rounding)
    return Scales(scale, scale)


def interval(total: PublishedTotal, voters: int, rounding: int) -> tuple[int, int]:
    """The numbers of persons that a published total leaves possible."""
    if total.about is None:
        return 0, voters
    half = rounding // 2
    low = 0 if total.coding == "at_most" else total.about - half
    high = voters if total.coding == "at_least" else total.about + half
    return max(low, 0), min(high, voters)


@lru_cache(maxsize=4096)
def safe_scales(kinds: tuple[Kind, ...], rounding: int) -> Scales:
    """The mildest scales on which no possible totals prove a vote beside `kinds`: sorted, and none without voters."""
    steps = _steps(sum(kind.voters for kind in kinds), rounding)
    answers = [answer(worlds(kinds, insiders), steps, steps) for insiders in (0, 1)]
    spans = [_span(np.logical_or.reduce(answers[0], axis=axes)) for axes in ((0, 2), (0, 1))]
    values = [rounding * place for place in range(len(steps))]
    for cuts in _candidates(spans):
        if not any(_proves(found, cuts) for found in answers):
            agree, disagree = (_scale(cut, values, rounding) for cut in cuts)
            return Scales(agree, disagree)
    return Scales(None, None)


Cut = tuple[int, int, int]
"""First and last place that are told apart, and the last place of all."""


def _steps(voters: int, rounding: int) -> Ints:
    """The persons behind each value of the plain scale, (values, 2); the last is the top code."""
    top = top_code(voters, rounding)
    half = rounding // 2
    steps = [(max(0, value - half), value + half) for value in range(0, top, rounding)]
    return np.array([*steps, (max(0, top - half), voters)], np.int64)


def _span(reached: Bools) -> tuple[int, int, int]:
    places = np.flatnonzero(reached)
    return int(places[0]), int(places[-1]), len(reached) - 1


def _candidates(spans: list[tuple[int, int, int]]) -> Iterator[tuple[Cut, Cut]]:
    """Pairs of cuts, mildest first; last, one total withheld and the other coded, and the other way round."""
    (first_a, last_a, end_a), (first_d, last_d, end_d) = spans
    closed_a, closed_d = (end_a, end_a, end_a), (end_d, end_d, end_d)
    by_total = sorted(itertools.product(range(_MOST_STEPS + 1), repeat=4), key=lambda steps: (sum(steps), max(steps)))
    moves = [steps for steps in by_total if sum(steps) <= _MOST_STEPS]
    for i, j, k, m in moves:
        agree, disagree = _cut(first_a + i, last_a - j, i, j, end_a), _cut(first_d + k, last_d - m, k, m, end_d)
        if agree and disagree:
            yield agree, disagree
    for i, j, k, m in moves:
        if k == m == 0 and (agree := _cut(first_a + i, last_a - j, i, j, end_a)):
            yield agree, closed_d
    for i, j, k, m in moves:
        if i == j == 0 and (disagree := _cut(first_d + k, last_d - m, k, m, end_d)):
            yield closed_a, disagree


def _cut(first: int, last: int, from_below: int, from_above: int, end: int) -> Cut | None:
    """None if the scale has no two values left."""
    low, high = first if from_below else 0, last if from_above else end
    return (low, high, end) if low < high else None


def _proves(answers: Bools, cuts: tuple[Cut, Cut]) -> bool:
    """Whether, on a scale cut like this, some possible totals leave one vote only."""
    for axis, (low, high, _) in enumerate(cuts, start=1):
        starts = [0, *range(low + 1, high + 1)] if low < high else [0]
        answers = np.logical_or.reduceat(answers, starts, axis=axis)
    return bool(certain(answers).any())


def _scale(cut: Cut, values: list[int], rounding: int) -> Scale | None:
    low, high, _ = cut
    if low >= high:
        return None
    return Scale(values[low] if low else None, values[high], rounding)
