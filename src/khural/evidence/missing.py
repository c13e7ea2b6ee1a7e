"""Why a value is missing: outside its years, of a state that did not exist or is not covered, or simply not there."""

from __future__ import annotations

from datetime import date

from khural.evidence.states.registry import existed
from khural.evidence.tables import DyadYears, StateYears

KNOWN, OUTSIDE_YEARS, NOT_COVERED, NO_STATE, NO_VALUE = (
    "known",
    "outside_years",
    "not_covered",
    "did_not_exist",
    "no_value",
)


def why_missing(found: StateYears | DyadYears, year: int, *states: str) -> str:
    """The reason why `found` has no value for a state (or for two) in a year, or "known" where it has one."""
    if year not in found.years:
        return OUTSIDE_YEARS
    if any(state not in found.states for state in states):
        return NOT_COVERED
    place = (*(found.states.index(state) for state in states), found.years.index(year))
    if found.known[place]:
        return KNOWN
    span = date(year, 1, 1), date(year, 12, 31)
    return NO_VALUE if all(existed(state, *span) for state in states) else NO_STATE
