"""Passes over the table of a small room, each doing at once what plain code does in many steps.

Every figure is made of the same operations in the same order as there, so that it is the same to the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.sorting import Longs

Votes = npt.NDArray[np.int8]
Narrow = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

NONE = -2


@kernel
def span(people: Longs, statements: Longs) -> tuple[int, int, int, int]:
    """The smallest and the largest identifier of either; there is at least one."""
    top = bottom = people[0]
    left = right = statements[0]
    for i in range(len(people)):
        top, bottom = min(top, people[i]), max(bottom, people[i])
        left, right = min(left, statements[i]), max(right, statements[i])
    return top, bottom, left, right


@kernel
def write_table(people: Longs, statements: Longs, values: Votes, top: int, left: int, table: Votes) -> None:
    """The last vote of each pair at its place in `table`, which holds no vote yet."""
    for i in range(len(values)):
        table[people[i] - top, statements[i] - left] = values[i]


@kernel
def read_table(table: Votes, starts: Longs, cells: Narrow, counts: Longs) -> int:
    """Where rows start, their cells, and agree, disagree and pass per statement; how many votes there are.

    `cells` has room for one more than there are votes: each place is written, and then moved on or not.
    """
    n = 0
    for i in range(table.shape[0]):
        starts[i] = n
        for s in range(table.shape[1]):
            vote = np.int64(table[i, s])
            cells[n] = s << 2 | (vote + 1) & 3
            n += vote != NONE
    starts[table.shape[0]] = n
    taken = np.zeros((3, table.shape[1]), np.int32)
    for i in range(table.shape[0]):
        for s in range(table.shape[1]):
            taken[0, s] += table[i, s] == 1
            taken[1, s] += table[i, s] == -1
            taken[2, s] += table[i, s] == 0
    for s in range(table.shape[1]):
        for kind in range(3):
            counts[s, kind] = taken[kind, s]
    return n


def packed(table: Votes) -> tuple[Longs, Narrow, Longs]:
    """What `read_table` fills."""
    people, statements = table.shape
    starts, counts = np.empty(people + 1, np.int64), np.empty((statements, 3), np.int64)
    cells = np.empty(table.size + 1, np.uint16)
    return starts, cells[: read_table(table, starts, cells, counts)].copy(), counts


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


@kernel
def share_out(counts: Longs, bounds: Floats, small: int, n: Longs, shares: Floats) -> bool:
    """Votes that took a side; share agreeing, its interval, and the lower bound of the share rejecting, (4, S).

    `bounds` holds those of small counts at agree * `small` + disagree. False where one is not among them.
    """
    for s in range(len(n)):
        agree, disagree = counts[s, 0], counts[s, 1]
        if max(agree, disagree) >= small:
            return False
        low, against = bounds[agree * small + disagree], bounds[disagree * small + agree]
        if np.isnan(low) or np.isnan(against):
            return False
        n[s] = agree + disagree
        shares[0, s] = agree / n[s] if n[s] else np.nan
        shares[1, s], shares[2, s], shares[3, s] = low, 1 - against, against
    return True


@kernel
def lead(
    counts: Longs, given: Longs, eligible: Longs, least: float, leaders: Longs, figures: Floats
) -> tuple[int, int]:
    """How many lead for agreeing, and for rejecting, among the statements `eligible`, the strongest first.

    `leaders` (2, k, 3) are statement, votes of the kind and all votes, `figures` (2, k, 2) p and its test, of which the
    one passes .5 and the other `least`.
    """
    n = len(eligible)
    p, test, strength = np.empty(n), np.empty(n), np.empty(n)
    found = np.zeros(2, np.int64)
    for kind in range(2):
        for e in range(n):
            votes, trials = counts[eligible[e], kind], given[eligible[e]]
            p[e] = (votes + 1) / (trials + 2)
            test[e] = 2 * np.sqrt(trials + 1) * ((votes + 1) / (trials + 1) - 0.5)
            strength[e] = p[e] * test[e] if p[e] > 0.5 and test[e] > least else 0.0
        for place in range(leaders.shape[1]):
            best = 0
            for e in range(1, n):
                if strength[e] > strength[best]:
                    best = e
            if n and strength[best] > 0:
                s, strength[best] = eligible[best], 0.0
                leaders[kind, place, 0], leaders[kind, place, 1], leaders[kind, place, 2] = s, counts[s, kind], given[s]
                figures[kind, place, 0], figures[kind, place, 1] = p[best], test[best]
                found[kind] += 1
    return found[0], found[1]


@kernel
def weigh(counts: Longs, given: Longs, extremity: Floats, favour: Floats, found: Floats) -> None:
    """Priorities; `favour` holds the factor of statements by their votes, the last for all more."""
    for s in range(len(found)):
        n, distance = given[s], 0.0 if np.isnan(extremity[s]) else extremity[s]
        importance = (1 - (counts[s, 2] + 1) / (n + 2)) * (distance + 1) * (counts[s, 0] + 1) / (n + 2)
        weighed = importance * favour[min(n, len(favour) - 1)]
        found[s] = weighed * weighed


@kernel
def carry(
    table: Votes, starts: Longs, given: Longs, listed: Mask, fewest: int, on_map: Mask, in_map: Mask
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
    for i in range(len(in_map)):
        in_map[i] = starts[i + 1] - starts[i] >= least
        if in_map[i] and mapped < voted:
            in_map[i] = False
            for s in range(len(given)):
                in_map[i] |= on_map[s] and table[i, s] != NONE
        people += in_map[i]
    return people, mapped


@kernel
def sign_axes(vectors: Floats, on_map: Mask, tie: float, axes: Floats) -> tuple[float, float]:
    """Two vectors brought to length 1, their entry of largest magnitude positive, of equal ones the first.

    `vectors` (2, M) run over the statements on the map, `axes` (2, S) over all. Returns the squares of their lengths.
    """
    sizes = np.zeros(2)
    for k in range(2):
        for m in range(vectors.shape[1]):
            sizes[k] += vectors[k, m] * vectors[k, m]
        length, most = np.sqrt(max(sizes[k], 1e-300)), 0.0
        for m in range(vectors.shape[1]):
            most = max(most, abs(vectors[k, m] / length))
        first = 0
        while abs(vectors[k, first] / length) < most * (1 - tie):
            first += 1
        sign, m = 1.0 if vectors[k, first] > 0 else -1.0, 0
        for s in range(len(on_map)):
            axes[k, s] = 0.0
            if on_map[s]:
                axes[k, s] = sign * (vectors[k, m] / length)
                m += 1
    return sizes[0], sizes[1]


@kernel
def place(points: Floats, table: Votes, starts: Longs, on_map: Mask, mapped: int, people: Floats) -> None:
    """Points of participants times sqrt(`mapped` / max(n, 1)), n their votes on the map."""
    for i in range(len(people)):
        n = starts[i + 1] - starts[i]
        if mapped < len(on_map):
            for s in range(len(on_map)):
                n -= not on_map[s] and table[i, s] != NONE
        length = np.sqrt(mapped / max(n, 1))
        people[i, 0], people[i, 1] = length * points[i, 0], length * points[i, 1]


@kernel
def place_statements(axes: Floats, means: Floats, on_map: Mask, mapped: int, statements: Floats) -> None:
    """sqrt(`mapped`) * (1 - mean) * axis, NaN off the map."""
    for s in range(len(on_map)):
        length = np.sqrt(mapped) * (1 - means[s])
        for k in range(2):
            statements[s, k] = length * axes[k, s] if on_map[s] else np.nan


@kernel
def rank(bounds: Floats, eligible: Longs, order: Longs, ranked: Floats) -> None:
    """The statements `eligible` by their bounds, the highest first, equal ones as they stand; and these bounds.

    Runs of 1, 2, 4, .. are merged (Knuth, volume 3, 5.2.4).
    """
    n, size = len(eligible), 1
    first, second = eligible.copy(), np.empty(n, np.int64)
    while size < n:
        for start in range(0, n, 2 * size):
            a, middle, end = start, min(start + size, n), min(start + 2 * size, n)
            b = middle
            for k in range(start, end):
                is_first = b >= end or (a < middle and bounds[first[a]] >= bounds[first[b]])
                second[k] = first[a] if is_first else first[b]
                a, b = a + is_first, b + 1 - is_first
        first, second, size = second, first, 2 * size
    for k in range(n):
        order[k], ranked[k] = first[k], bounds[first[k]]
