"""Views of bias, none of which is the default truth.

neutral: cordial to every party. pair: two partial mediators, a close to party A and b close to B, who get on with each
other: min(s(a,A), s(b,B)) * s(a,b). insider: partial and inside the setting, with its stake disclosed: close to one
party, above a floor with the others. Scholars disagree on which works (Kydd 2003; Svensson 2009; Beber 2012).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from khural.evidence.tables import DyadCounts
from khural.mediators.counts import Whole, tie_counts
from khural.mediators.finding import Pair, ViewRank
from khural.mediators.scores import Real, tie_scores

SHOWN_PAIRS = 20
EQUAL = 2
"""Decimals of the pair score up to which two pairs count as equal; then the smaller gap goes first."""


@dataclass(frozen=True, eq=False)
class PairTable:
    """Every pair in order of the view, by row of `states`: a[i] is close to A, b[i] to B."""

    states: tuple[str, ...]
    a: Whole
    b: Whole
    score: Real
    gap: Real


def pair_table(
    table: DyadCounts, parties: tuple[str, str], smoothing: float, floor: int, without: Collection[str] = ()
) -> PairTable:
    """All pairs (a, b) with known ties, a closer to the first party than to the second, b the other way round."""
    counts = tie_counts(table, parties)
    place = {state: row for row, state in enumerate(table.states)}
    rows = np.array([place[state] for state in counts.states], dtype=np.int64)
    known = counts.known(floor).all(axis=1) & ~np.isin(counts.states, list(without))
    to = tie_scores(counts.cooperation, counts.conflict, smoothing)
    first = np.flatnonzero(known & (to[:, 0] > to[:, 1]))
    second = np.flatnonzero(known & (to[:, 1] > to[:, 0]))
    both = np.ix_(rows[first], rows[second])
    cooperation = _both_ways(table.verbal_cooperation, both) + _both_ways(table.material_cooperation, both)
    conflict = _both_ways(table.verbal_conflict, both) + _both_ways(table.material_conflict, both)
    between = np.where(cooperation + conflict >= floor, tie_scores(cooperation, conflict, smoothing), np.nan)
    score = np.minimum(to[first, 0][:, None], to[second, 1][None, :]) * between
    gap = np.abs(to[first, 0][:, None] - to[second, 1][None, :])
    a, b = np.nonzero(~np.isnan(score))
    order = np.lexsort((b, a, gap[a, b], -np.round(score[a, b], EQUAL)))
    a, b = a[order], b[order]
    return PairTable(counts.states, first[a], second[b], score[a, b], gap[a, b])


def _both_ways(
    counts: Whole,
    rows: tuple[Whole, ...],
) -> Whole:
    found: Whole = counts[rows] + counts.T[rows]
    return found


def shown_pairs(pairs: PairTable, parties: tuple[str, str]) -> tuple[Pair, ...]:
    """The first pairs of the view."""
    rows = range(min(SHOWN_PAIRS, len(pairs.a)))
    return tuple(
        Pair(
            pairs.states[pairs.a[row]],
            parties[0],
            pairs.states[pairs.b[row]],
            parties[1],
            float(pairs.score[row]),
            float(pairs.gap[row]),
            row + 1,
        )
        for row in rows
    )


def pair_ranks(pairs: PairTable, parties: tuple[str, str]) -> dict[str, ViewRank]:
    """State -> the place of its best pair, counted among states: the best pair's two states are first."""
    found: dict[str, ViewRank] = {}
    for row in range(len(pairs.a)):
        before = len(found)
        a, b = pairs.states[pairs.a[row]], pairs.states[pairs.b[row]]
        for state, partner, side in ((a, b, parties[0]), (b, a, parties[1])):
            if state not in found:
                found[state] = ViewRank("pair", before + 1, float(pairs.score[row]), partner, side)
    return found


def insider_ranks(
    scores: Mapping[str, Sequence[float]], parties: Sequence[str], inside: Collection[str], cordial: float
) -> dict[str, ViewRank]:
    """State inside the setting -> its place by its best tie, where its other ties are at least `cordial`.

    `scores` has the ties of each state with all ties to the `parties` known, in their order.
    """
    found: list[tuple[float, str, str]] = []
    for state in sorted(inside):
        ties = scores.get(state)
        if ties is not None and min(ties) >= cordial:
            best = ties.index(max(ties))
            found.append((ties[best], state, parties[best]))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return {
        state: ViewRank("insider", place, score, side=side) for place, (score, state, side) in enumerate(found, start=1)
    }
