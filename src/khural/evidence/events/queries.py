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


def as_of_join(asked: ir.Table, dated: ir.Table) -> ir.Table:
    """For each row (unit, day) of `asked` the last value of `dated` (unit, day, value) from before that day.

    Rows without an earlier value keep a null. Ordered by unit and day; of two values of one day the larger counts.
    """
    import ibis

    earlier = dated.rename(since="day", of="unit")
    joined = asked.left_join(earlier, [asked.unit == earlier.of, earlier.since < asked.day])
    newest = ibis.window(
        group_by=[joined.unit, joined.day], order_by=[joined.since.desc(nulls_first=False), joined.value.desc()]
    )
    ranked = joined.mutate(place=ibis.row_number().over(newest))
    return ranked.filter(ranked.place == 0).select("unit", "day", "since", "value").order_by("unit", "day")
