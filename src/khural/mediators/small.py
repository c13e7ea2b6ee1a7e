"""Small as an attribute: below the world median in two of three, population, product and forces. Never a penalty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

MEASURES = ("population", "gdp", "military_personnel")


def small(states: Sequence[str], measures: Sequence[Mapping[str, float]]) -> dict[str, str]:
    """ "yes" or "no" for each state where at least two measures settle it, else "unknown"."""
    medians = [median(measure.values()) if measure else 0.0 for measure in measures]
    found = {}
    for state in states:
        below = [measure[state] < line for measure, line in zip(measures, medians, strict=True) if state in measure]
        unknown = len(measures) - len(below)
        if sum(below) >= 2:
            found[state] = "yes"
        elif sum(below) + unknown < 2:
            found[state] = "no"
        else:
            found[state] = "unknown"
    return found
