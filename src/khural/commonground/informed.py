"""Group-informed consensus and majority consensus, as Polis computes them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from khural.commonground.counts import AGREE, DISAGREE, FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import read_only

Z90 = 1.2816
SHOWN = 5


class MajorityEntry(NamedTuple):
    """One statement most people agree with (or reject): successes of trials, passes included, and the two figures."""

    statement: int
    n_success: int
    n_trials: int
    p_success: float
    p_test: float


def group_informed(counts: IntArray, kind: int) -> FloatArray:
    """Product over groups of (n + 1) / (votes + 2), n those who agree (or disagree); counts (k, S, 3) -> (S)."""
    return read_only(np.prod((counts[:, :, kind] + 1) / (counts.sum(axis=2) + 2), axis=0))


def success(n: IntArray, trials: IntArray) -> tuple[FloatArray, FloatArray]:
    """p = (n + 1) / (trials + 2) and its test 2 sqrt(trials + 1) ((n + 1) / (trials + 1) - 1/2)."""
    return (n + 1) / (trials + 2), 2 * np.sqrt(trials + 1) * ((n + 1) / (trials + 1) - 0.5)


Majorities = tuple[tuple[MajorityEntry, ...], tuple[MajorityEntry, ...]]


def majority(totals: IntArray, votes: IntArray, eligible: IntArray) -> Majorities:
    """Agreed with, and rejected: at most five statements each with p > 0.5 and p_test > 1.2816.

    By p * p_test, ties in statement order. `totals` (S, 3) over all participants, `votes` (S) their sums; `eligible`
    are the places of statements that may be listed.
    """
    trials, both = votes[eligible], totals[eligible, : DISAGREE + 1].T
    p, test = success(both, trials)
    passing, strength = (p > 0.5) & (test > Z90), -p * test
    found = []
    for kind in (AGREE, DISAGREE):
        places = np.flatnonzero(passing[kind])
        order = places[np.argsort(strength[kind, places], kind="stable")[:SHOWN]]
        columns = (eligible[order], both[kind, order], trials[order], p[kind, order], test[kind, order])
        found.append(tuple(map(MajorityEntry, *(column.tolist() for column in columns))))
    return found[0], found[1]
