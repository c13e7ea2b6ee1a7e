"""What the votes of a small room say before its axes are known: one pass that does what plain code does in many steps.

Every figure is made of the same operations in the same order as there, so that it is the same to the last bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.room import NONE, Votes
from khural.commonground.compiled.sorting import Longs

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

# Rows of `wholes` and of `figures` in `survey`.
GIVEN, SIDES, ELIGIBLE, FOR, AGAINST = range(5)
SHARE, LOW, HIGH, LOW_AGAINST, BOUND_FOR, BOUND_AGAINST, MEANS = range(7)


class Asked(NamedTuple):
    """The votes as `table` (P, S), `starts` (P + 1) and `counts` (S, 3), and what is asked of them.

    Statements `listed` may be on the map, those `kept` in lists; `bounds` are those of counts below `small`; who has
    `fewest` votes carries the map, whose test passes `least` may lead.
    """

    table: Votes
    starts: Longs
    counts: Longs
    listed: Mask
    kept: Mask
    bounds: Floats
    small: int
    fewest: int
    least: float


class Filled(NamedTuple):
    """Room for the answer: `wholes` (5, S) and `figures` (7, S) by row as named above; who leads; the residuals.

    `leaders` and `tests` are those of `lead`, `use` to `rest` those of `carry` and `centre_votes`.
    """

    wholes: Longs
    figures: Floats
    leaders: Longs
    tests: Floats
    use: Mask
    on_map: Mask
    order: Longs
    rest: Floats


@kernel
def survey(asked: Asked, filled: Filled, is_bounded: bool) -> tuple[int, int, int, int, int, float]:
    """Fill `filled`; `is_bounded`: the lower bounds stand in its figures already.

    Returns how many statements may be listed, -1 where a bound is not known; how many lead for agreeing and for
    rejecting; people and statements of the map; the sum of all squares of the residuals of these people.
    """
    counts, wholes, figures = asked.counts, filled.wholes, filled.figures
    if not is_bounded and not look_up(counts, asked.bounds, asked.small, figures):
        return -1, 0, 0, 0, 0, 0.0
    given, eligible, n = wholes[GIVEN], wholes[ELIGIBLE], 0
    for s in range(len(given)):
        sides = counts[s, 0] + counts[s, 1]
        given[s] = sides + counts[s, 2]
        wholes[SIDES, s], figures[SHARE, s] = sides, counts[s, 0] / sides if sides else np.nan
        figures[HIGH, s] = 1 - figures[LOW_AGAINST, s]
        if asked.kept[s] and given[s] > 0:
            eligible[n] = s
            n += 1
    agreed, rejected = lead(counts, given, eligible[:n], asked.least, filled.leaders, filled.tests)
    rank(figures[LOW], eligible[:n], wholes[FOR], figures[BOUND_FOR])
    rank(figures[LOW_AGAINST], eligible[:n], wholes[AGAINST], figures[BOUND_AGAINST])
    people, mapped = carry(asked.table, asked.starts, given, asked.listed, asked.fewest, filled.on_map, filled.use)
    total = 0.0
    if people >= 2 and mapped >= 2:
        if mapped > people:
            order_people(asked.table, filled.use, filled.order)
        total = centre_votes(asked.table, counts, filled.use, filled.on_map, filled.order, figures[MEANS], filled.rest)
    return n, agreed, rejected, people, mapped, total


@kernel
def look_up(counts: Longs, bounds: Floats, small: int, figures: Floats) -> bool:
    """The lower bounds of the share agreeing, and of that rejecting.

    `bounds` holds those of small counts at agree * `small` + disagree. False where one is not among them.
    """
    for s in range(len(counts)):
        agree, disagree = counts[s, 0], counts[s, 1]
        if max(agree, disagree) >= small:
            return False
        low, against = bounds[agree * small + disagree], bounds[disagree * small + agree]
        if np.isnan(low) or np.isnan(against):
            return False
        figures[LOW, s], figures[LOW_AGAINST, s] = low, against
    return True


@kernel
def lead(counts: Longs, given: Longs, eligible: Longs, least: float, leaders: Longs, tests: Floats) -> tuple[int, int]:
    """How many lead for agreeing, and for rejecting, among the statements `eligible`, the strongest first.

    `leaders` (2, k, 3) are statement, votes of the kind and all votes, `tests` (2, k, 2) p and its test, of which the
    one passes .5 and the other `least`.
    """
    n = len(eligible)
    p, test, strength, doubled = np.empty(n), np.empty(n), np.empty(n), np.empty(n)
    for e in range(n):
        doubled[e] = 2 * np.sqrt(given[eligible[e]] + 1)
    found = np.zeros(2, np.int64)
    for kind in range(2):
        for e in range(n):
            votes, trials = counts[eligible[e], kind], given[eligible[e]]
            p[e] = (votes + 1) / (trials + 2)
            test[e] = doubled[e] * ((votes + 1) / (trials + 1) - 0.5)
            strength[e] = p[e] * test[e] if p[e] > 0.5 and test[e] > least else 0.0
        for place in range(leaders.shape[1]):
            best = 0
            for e in range(1, n):
                if strength[e] > strength[best]:
                    best = e
            if n and strength[best] > 0:
                s, strength[best] = eligible[best], 0.0
                leaders[kind, place, 0], leaders[kind, place, 1], leaders[kind, place, 2] = s, counts[s, kind], given[s]
                tests[kind, place, 0], tests[kind, place, 1] = p[best], test[best]
                found[kind] += 1
    return found[0], found[1]


@kernel
def rank(bounds: Floats, eligible: Longs, order: Longs, ranked: Floats) -> None:
    """The statements `eligible` by their bounds, the highest first, equal ones as they stand; and these bounds.

    Runs of 1, 2, 4, .. are merged (Knuth, volume 3, 5.2.4).
    """
    n, size = len(eligible), 1
    first, second = eligible.copy(), np.empty(n, np.int64)
    keys, other = bounds[eligible], np.empty(n)
    while size < n:
        for start in range(0, n, 2 * size):
            a, middle, end = start, min(start + size, n), min(start + 2 * size, n)
            b = middle
            for k in range(start, end):
                is_first = b >= end or (a < middle and keys[a] >= keys[b])
                at = a if is_first else b
                second[k], other[k] = first[at], keys[at]
                a, b = a + is_first, b + 1 - is_first
        first, second, keys, other, size = second, first, other, keys, 2 * size
    for k in range(n):
        order[k], ranked[k] = first[k], keys[k]


@kernel
def carry(
    table: Votes, starts: Longs, given: Longs, listed: Mask, fewest: int, on_map: Mask, use: Mask
) -> tuple[int, int]:
    """How many carry the map and how many statements are on it: those `listed` with a vote.

    Whoever has `fewest` votes carries it, or as many as there are statements with a vote, and one at least on the map.
    """
    voted, mapped, people = 0, 0, 0
    for s in range(len(given)):
        voted += given[s] > 0
        on_map[s] = listed[s] and given[s] > 0
        mapped += on_map[s]
    least = max(min(fewest, voted), 1)
    for i in range(len(use)):
        use[i] = starts[i + 1] - starts[i] >= least
        if use[i] and mapped < voted:
            use[i] = False
            for s in range(len(given)):
                use[i] |= on_map[s] and table[i, s] != NONE
        people += use[i]
    return people, mapped


@kernel
def order_people(table: Votes, use: Mask, order: Longs) -> None:
    """`order` of people by their rows of votes, read as bytes without a sign, those in use first."""
    n, size = len(order), 1
    first, second = order.copy(), np.empty(n, np.int64)
    while size < n:
        for start in range(0, n, 2 * size):
            a, middle, end = start, min(start + size, n), min(start + 2 * size, n)
            b = middle
            for k in range(start, end):
                is_first = b >= end or (a < middle and not is_before(table, use, first[b], first[a]))
                second[k] = first[a] if is_first else first[b]
                a, b = a + is_first, b + 1 - is_first
        first, second, size = second, first, 2 * size
    for k in range(n):
        order[k] = first[k]


@kernel
def is_before(table: Votes, use: Mask, i: int, j: int) -> bool:
    """Whether participant i comes before participant j."""
    if use[i] != use[j]:
        return bool(use[i])
    for s in range(table.shape[1]):
        if table[i, s] != table[j, s]:
            return bool(np.uint8(table[i, s]) < np.uint8(table[j, s]))
    return False


@kernel
def centre_votes(
    table: Votes, counts: Longs, use: Mask, on_map: Mask, order: Longs, means: Floats, rest: Floats
) -> float:
    """The mean of each statement on the map over the participants in use, and rest = vote - mean, 0 without a vote.

    `counts` (S, 3) are those of everybody, row j of `rest` is participant `order[j]`. Returns the sum of all squares
    of participants in use.
    """
    given, taken, sides = (
        counts[:, 0] + counts[:, 1] + counts[:, 2],
        counts[:, 0] + counts[:, 1],
        counts[:, 0] - counts[:, 1],
    )
    for i in range(len(use)):
        if not use[i]:
            for s in range(len(means)):
                vote = np.int64(table[i, s])
                if vote != NONE:
                    given[s] -= 1
                    taken[s] -= vote * vote
                    sides[s] -= vote
    total = 0.0
    for s in range(len(means)):
        means[s] = sides[s] / max(given[s], 1) if on_map[s] else 0.0
        total += taken[s] - means[s] * sides[s] if on_map[s] else 0.0
    for j in range(len(order)):
        i = order[j]
        for s in range(len(means)):
            rest[j, s] = table[i, s] - means[s] if on_map[s] and table[i, s] != NONE else 0.0
    return total
