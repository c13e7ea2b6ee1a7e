"""Questions to tables of events, written once in Ibis: DuckDB answers them here, another engine where data is large.

A table of events has the columns of the neutral form: day, a, b, kind (1 to 4), intensity, code.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from khural.evidence.tables import CLASSES

if TYPE_CHECKING:
    import ibis.expr.types as ir

Period = Literal["day", "week", "month", "year"]
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def before(events: ir.Table, as_of: date) -> ir.Table:
    """The events before a day: the filter through which every other query reads."""
    import ibis

    return events.filter(events.day < ibis.literal(as_of))


def pair_counts(events: ir.Table, period: Period, as_of: date) -> ir.Table:
    """Directed counts by class per pair and period, ordered: start, a, b, one column per class."""
    read = before(events, as_of)
    start = read.day.truncate(UNITS[period])
    counted = {name: read.count(where=read.kind == number) for number, name in enumerate(CLASSES, start=1)}
    found = read.group_by(start=start.cast("date"), a=read.a, b=read.b).aggregate(**counted)
    return found.order_by("start", "a", "b")


def windows(events: ir.Table, days: int, as_of: date) -> ir.Table:
    """Counts by class per pair over the `days` before a day, ordered by pair."""
    import ibis

    read = before(events, as_of)
    recent = read.filter(read.day >= ibis.literal(as_of) - ibis.interval(days=days))
    counted = {name: recent.count(where=recent.kind == number) for number, name in enumerate(CLASSES, start=1)}
    return recent.group_by("a", "b").aggregate(**counted).order_by("a", "b")


def most_hostile(events: ir.Table, state: str, days: int, as_of: date) -> ir.Table:
    """Who was most hostile towards `state` in the `days` before a day: a, hostile, by number, ties by name."""
    counts = windows(events, days, as_of)
    towards = counts.filter(counts.b == state)
    hostile = (towards.verbal_conflict + towards.material_conflict).name("hostile")
    ranked = towards.select(towards.a, hostile)
    return ranked.order_by(ranked.hostile.desc(), ranked.a)
