"""Figures of the evidence pack as lines under a claim: product, democracy, peacekeeping, events between states.

Everything is read as of the day on which the pack was made, so that one version gives one answer. The numeric engine is
loaded inside these functions.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from khural.claims.records import Line

if TYPE_CHECKING:
    from khural.evidence.store import Evidence

DERIVED = "D"
YEARS = 12


@functools.cache
def evidence() -> Evidence:
    """The pack of this version, as of the day it was made."""
    from khural.evidence.shelf import PACK, Shelf
    from khural.evidence.store import open_evidence

    return open_evidence(date.fromisoformat(Shelf(PACK).manifest.made))


@functools.cache
def by_year(variable: str, state: str) -> Mapping[int, float]:
    """Year -> value, for the years in which it is known."""
    table = evidence().state_years(variable)
    place = table.states.index(state)
    known = zip(table.years, table.known[place].tolist(), table.values[place].tolist(), strict=True)
    return {year: value for year, is_known, value in known if is_known}


def source_of(variable: str) -> str:
    """The title of the source of a variable."""
    return evidence().state_years(variable).source.title


def lines_of(variable: str, state: str, years: Iterable[int], side: str, what: str, form: str) -> tuple[Line, ...]:
    """One line per year that is known; `form` is a format such as "{:.2f} points"."""
    values = by_year(variable, state)
    source = source_of(variable)
    return tuple(
        Line(side, what, form.format(values[year]), str(year), "", DERIVED, source) for year in years if year in values
    )


@functools.cache
def fallen_alike(first: int, since: int, last: int, rise: float, fall: float) -> tuple[int, int]:
    """Of the states whose democracy rose by `rise` from `first` to `since`: how many fell by `fall` from their peak.

    Both counts are taken with the years up to `last`; a state without a value at either end is in neither.
    """
    table = evidence().state_years("democracy")
    fell = rose = 0
    for state in table.states:
        values = by_year("democracy", state)
        if first in values and since in values and last in values and values[since] - values[first] >= rise:
            rose += 1
            peak = max(value for year, value in values.items() if first <= year <= last)
            fell += peak - values[last] >= fall
    return fell, rose


@functools.cache
def net_scores(a: str, b: str) -> tuple[Line, ...]:
    """Yearly means of the monthly net score of cooperation between two states; the first year compares."""
    series = evidence().dyad_series("gdelt_net", a, b, "month")
    values: dict[int, list[float]] = {}
    for start, value, known in zip(series.starts, series.values.tolist(), series.known.tolist(), strict=True):
        if known:
            values.setdefault(start.year, []).append(value)
    means = {year: sum(months) / len(months) for year, months in values.items() if len(months) == YEARS}
    base = means[min(means)]
    return tuple(
        Line(
            "beside" if year == min(means) else "against" if mean < base else "for",
            f"{a}–{b}: mean of the monthly net score of cooperation",
            f"{mean:,.0f}",
            str(year),
            "",
            DERIVED,
            series.source.title,
        )
        for year, mean in sorted(means.items())
    )
