"""Windows of time on a table of counts: whole periods, inside its domain, over before the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from khural.evidence.made import TableNote
from khural.evidence.table import EvidenceError

if TYPE_CHECKING:
    import polars as pl

DAY = timedelta(days=1)


def check(note: TableNote, first: date, last: date, as_of: date) -> None:
    """Refuse a window that is none, reaches the day, leaves the domain, or cuts a period in two."""
    span = {"first": str(first), "last": str(last), "source": note.source}
    if first > last:
        raise EvidenceError("evidence.window_order", **span)
    if last >= as_of:
        raise EvidenceError("evidence.window_late", **span, as_of=str(as_of))
    if first < note.first or last > note.last:
        domain = {"from_day": str(note.first), "to_day": str(note.last)}
        raise EvidenceError("evidence.window_outside", **span, **domain)
    if not (is_start(first, note.period) and is_start(last + DAY, note.period)):
        raise EvidenceError("evidence.window_cuts", **span, period=note.period)


def is_start(day: date, period: str) -> bool:
    """Whether a year, month, week (Monday) or day starts on this day."""
    if period == "year":
        return (day.month, day.day) == (1, 1)
    if period == "month":
        return day.day == 1
    return period == "day" or day.weekday() == 0


def between(frame: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """The rows whose period starts in the span."""
    import polars as pl

    return frame.filter(pl.col("start").is_between(first, last))


def of_states(frame: pl.DataFrame, states: tuple[str, ...]) -> pl.DataFrame:
    """The rows between two of the states."""
    import polars as pl

    return frame.filter(pl.col("a").is_in(states) & pl.col("b").is_in(states))
