"""Statements that represent a group: what its members say more often than all other groups together (Polis)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from khural.commonground.counts import AGREE, DISAGREE, FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.informed import SHOWN, Z90, success
from khural.commonground.matrix import Mask


@dataclass(frozen=True)
class Representative:
    """One statement of a group, the direction it stands for, and the figures behind it.

    `repness` is how many times likelier the group says so than the others, `repness_test` its two-proportion test.
    """

    statement: int
    direction: str
    n_success: int
    n_trials: int
    p_success: float
    p_test: float
    repness: float
    repness_test: float
    best_agree: bool


@dataclass(frozen=True, eq=False)
class Side:
    """One direction in one group, per statement: count, p, its test, ratio to the others, its test."""

    n: IntArray
    p: FloatArray
    test: FloatArray
    ratio: FloatArray
    ratio_test: FloatArray

    @cached_property
    def rank(self) -> FloatArray:
        """ratio * ratio_test * p * test."""
        return self.ratio * self.ratio_test * self.p * self.test

    @property
    def sufficient(self) -> Mask:
        """Both tests pass at 90 %."""
        return (self.ratio_test > Z90) & (self.test > Z90)


def representatives(counts: IntArray, eligible: IntArray) -> tuple[tuple[Representative, ...], ...]:
    """For each group its representative statements, agreeing first; `counts` (k, S, 3), `eligible` places."""
    everybody = counts.sum(axis=0)
    return tuple(_of_group(group, everybody - group, eligible.tolist()) for group in counts)


def _of_group(group: IntArray, others: IntArray, eligible: list[int]) -> tuple[Representative, ...]:
    trials = group.sum(axis=1)
    agree, disagree = (_side(group, others, kind) for kind in (AGREE, DISAGREE))
    best = _best_agree(agree, disagree, eligible)
    chosen = _chosen(agree, disagree, eligible, best)
    for_agree = agree.ratio_test > disagree.ratio_test
    entries = []
    for c in sorted(chosen, key=lambda c: not for_agree[c]):
        side, direction = (agree, "agree") if for_agree[c] else (disagree, "disagree")
        entries.append(_entry(c, direction, side, int(trials[c]), c == best))
    return tuple(entries)


def _entry(c: int, direction: str, side: Side, trials: int, best_agree: bool) -> Representative:
    return Representative(
        statement=c,
        direction=direction,
        n_success=int(side.n[c]),
        n_trials=trials,
        p_success=float(side.p[c]),
        p_test=float(side.test[c]),
        repness=float(side.ratio[c]),
        repness_test=float(side.ratio_test[c]),
        best_agree=best_agree,
    )


def _side(group: IntArray, others: IntArray, kind: int) -> Side:
    n, n_others = group[:, kind], others[:, kind]
    trials, trials_others = group.sum(axis=1), others.sum(axis=1)
    p, test = success(n, trials)
    ratio = p / ((n_others + 1) / (trials_others + 2))
    return Side(n, p, test, ratio, _two_proportions(n, trials, n_others, trials_others))


def _two_proportions(n: IntArray, trials: IntArray, n_others: IntArray, trials_others: IntArray) -> FloatArray:
    """z of (n + 1) / (trials + 1) against the same of the others; 0 where both are everybody."""
    mine, theirs = trials + 1, trials_others + 1
    pooled = (n + n_others + 2) / (mine + theirs)
    variance = pooled * (1 - pooled) * (1 / mine + 1 / theirs)
    difference = (n + 1) / mine - (n_others + 1) / theirs
    return np.where(pooled == 1, 0.0, difference / np.sqrt(np.where(pooled == 1, 1.0, variance)))


def _best_agree(agree: Side, disagree: Side, eligible: list[int]) -> int | None:
    """One scan in statement order, each statement challenging the best so far; Polis' rule, one-sided as it is."""
    best: int | None = None
    strength = agree.p * agree.test
    for c in eligible:
        if agree.n[c] == 0 and disagree.n[c] == 0:
            continue
        if best is None:
            takes_over = agree.test[c] > Z90 or (agree.ratio[c] > 1 and agree.p[c] > 0.5)
        elif agree.ratio[best] > 1:
            takes_over = agree.rank[c] > agree.rank[best]
        else:
            takes_over = strength[c] > strength[best]
        if takes_over:
            best = c
    return best


def _chosen(agree: Side, disagree: Side, eligible: list[int], best: int | None) -> list[int]:
    """Best-agree, then the sufficient ones by rank, five in all; without any, the best one or the largest test."""
    sufficient = agree.sufficient | disagree.sufficient
    rank = np.where(agree.ratio_test > disagree.ratio_test, agree.rank, disagree.rank)
    strongest = sorted((c for c in eligible if sufficient[c] and c != best), key=lambda c: -rank[c])
    head = [] if best is None else [best]
    # Polis counts best-agree among the sufficient ones when it asks whether there are any.
    if strongest or head:
        return (head + strongest)[:SHOWN]
    largest = np.maximum(agree.ratio_test, disagree.ratio_test)
    return sorted(eligible, key=lambda c: -largest[c])[:1]
