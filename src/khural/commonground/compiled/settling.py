"""The map of a small room once its axes are known: one pass that does what plain code does in many steps.

Every figure is made of the same operations in the same order as there, so that it is the same to the last bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.room import NONE, Votes
from khural.commonground.compiled.sorting import Longs
from khural.commonground.compiled.survey import GIVEN, MEANS, Asked, Filled, Floats, Mask


class Map(NamedTuple):
    """Room for the map: axes (2, S), people (P, 2), statements (S, 2) and their distances from the middle (S)."""

    axes: Floats
    people: Floats
    statements: Floats
    extremity: Floats


@kernel
def settle(
    asked: Asked,
    filled: Filled,
    mapped: int,
    vectors: Floats,
    points: Floats,
    strength: Floats,
    limits: tuple[float, float, float],
    made: Map,
) -> None:
    """Fill `made` from what `dense.leading` found of the residuals in `filled`; `mapped` statements are on the map.

    `strength` (2) holds the squared singular values, or NaN: then it takes the squares of the lengths. `limits` are
    those within which entries are equal, lengths 0, and a second axis flat.
    """
    turns = settle_axes(vectors, strength, limits, made.axes)
    for j in range(len(filled.order)):
        i = filled.order[j]
        length = np.sqrt(mapped / max(votes_on_map(asked.table, asked.starts, filled.on_map, mapped, i), 1))
        for k in range(2):
            sign, size = turns[k]
            made.people[i, k] = length * (sign * (points[j, k] / size)) if sign else length * 0.0
    place_statements(filled, mapped, made)


@kernel
def settle_axes(
    vectors: Floats, strength: Floats, limits: tuple[float, float, float], axes: Floats
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Fill `axes` and `strength`; the sign and the length of either vector, of a flat one the sign 0."""
    tie, least, flat = limits
    sizes = np.zeros(2)
    for k in range(2):
        for s in range(vectors.shape[1]):
            sizes[k] += vectors[k, s] * vectors[k, s]
        strength[k] = sizes[k] if np.isnan(strength[k]) else strength[k]
    first, second = np.sqrt(max(sizes[0], least)), np.sqrt(max(sizes[1], least))
    sign, other = sign_axis(vectors[0], first, tie, axes[0]), 0.0
    if strength[1] > flat * strength[0]:
        other = sign_axis(vectors[1], second, tie, axes[1])
    else:
        axes[1] = 0.0
    strength[0], strength[1] = max(strength[0], 0.0), max(strength[1], 0.0)
    return (sign, first), (other, second)


@kernel
def place_statements(filled: Filled, mapped: int, made: Map) -> None:
    """Statements on the map, NaN off it, and their distances from the middle."""
    root, on_map, means = np.sqrt(mapped), filled.on_map, filled.figures[MEANS]
    for s in range(len(on_map)):
        for k in range(2):
            made.statements[s, k] = root * (1 - means[s]) * made.axes[k, s] if on_map[s] else np.nan
        made.extremity[s] = np.hypot(made.statements[s, 0], made.statements[s, 1])


@kernel
def sign_axis(vector: Floats, length: float, tie: float, axis: Floats) -> float:
    """The vector over its length, its entry of largest magnitude positive, of equal ones the first; the sign taken."""
    most, first = 0.0, 0
    for s in range(len(vector)):
        axis[s] = vector[s] / length
        most = max(most, abs(axis[s]))
    while abs(axis[first]) < most * (1 - tie):
        first += 1
    sign = 1.0 if axis[first] > 0 else -1.0
    for s in range(len(vector)):
        axis[s] = sign * axis[s]
    return sign


@kernel
def votes_on_map(table: Votes, starts: Longs, on_map: Mask, mapped: int, i: int) -> int:
    """How many statements of the map participant i voted on."""
    n = int(starts[i + 1] - starts[i])
    if mapped < len(on_map):
        for s in range(len(on_map)):
            n -= not on_map[s] and table[i, s] != NONE
    return n


@kernel
def weigh(counts: Longs, wholes: Longs, extremity: Floats, favour: Floats, found: Floats) -> None:
    """Priorities; `favour` holds the factor of statements by their votes, the last for all more."""
    given = wholes[GIVEN]
    for s in range(len(found)):
        n, distance = given[s], 0.0 if np.isnan(extremity[s]) else extremity[s]
        importance = (1 - (counts[s, 2] + 1) / (n + 2)) * (distance + 1) * (counts[s, 0] + 1) / (n + 2)
        weighed = importance * favour[min(n, len(favour) - 1)]
        found[s] = weighed * weighed
