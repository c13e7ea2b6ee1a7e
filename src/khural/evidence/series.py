"""Series of one pair: every period of the domain that was over on the day, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from khural.evidence.made import TableNote
from khural.evidence.table import EvidenceError
from khural.evidence.tables import CLASSES, DyadSeries, SourceNote

if TYPE_CHECKING:
    import polars as pl

DAY = timedelta(days=1)
EVERY = {"day": "1d", "week": "1w", "month": "1mo", "year": "1y"}
ORDER = tuple(EVERY)


def scores(note: TableNote, frame: pl.DataFrame, a: str, b: str) -> pl.DataFrame:
    """Rows start, value of an undirected pair."""
    import polars as pl

    _check_covered(note, a, b)
    low, high = sorted((a, b))
    rows = frame.filter((pl.col("a") == low) & (pl.col("b") == high))
    return rows.select("start", pl.col("value") * note.scale)


def counts(note: TableNote, frame: pl.DataFrame, a: str, b: str, measure: str, period: str) -> pl.DataFrame:
    """Rows start, value of the events of one class from a to b, added up to the period."""
    import polars as pl

    _check_covered(note, a, b)
    if measure not in CLASSES:
        raise EvidenceError("evidence.no_such_measure", measure=measure, measures=", ".join(("net_score", *CLASSES)))
    if period not in EVERY or ORDER.index(period) < ORDER.index(note.period):
        raise EvidenceError("evidence.period_finer", source=note.source, period=period, finest=note.period)
    rows = frame.filter((pl.col("a") == a) & (pl.col("b") == b))
    binned = rows.with_columns(pl.col("start").dt.truncate(EVERY[period]))
    return binned.group_by("start").agg(pl.col(measure).sum().alias("value")).sort("start")


def series(
    note: TableNote,
    rows: pl.DataFrame,
    calendar: pl.DataFrame,
    pair: tuple[str, str],
    measure: str,
    period: str,
    as_of: date,
    source: SourceNote,
) -> DyadSeries:
    """The series of `pair`: a period with fewer than half of its days in the source is unknown."""
    starts = tuple(_starts(note.first, min(note.last, as_of - DAY), period))
    if not starts:
        raise EvidenceError("evidence.nothing_yet", variable=note.name, first=str(note.first), date=str(as_of))
    present = _calendar(calendar, period)
    days = np.array([present.get(start, (0, 0))[0] for start in starts], dtype=np.int64)
    volume = np.array([float(present.get(start, (0, 1))[1]) for start in starts])
    length = np.array([(_next(start, period) - start).days for start in starts])
    known = 2 * days >= length
    given = dict(rows.rows())
    values = np.array([float(given.get(start, 0.0)) for start in starts])
    return DyadSeries(*pair, measure, period, starts, np.where(known, values, 0.0), volume, days, known, source)


def _calendar(calendar: pl.DataFrame, period: str) -> dict[date, tuple[int, int]]:
    import polars as pl

    binned = calendar.with_columns(pl.col("start").dt.truncate(EVERY[period]))
    sums = binned.group_by("start").agg(pl.col("days").cast(pl.Int64).sum(), pl.col("volume").cast(pl.Int64).sum())
    return {start: (days, volume) for start, days, volume in sums.rows()}


def _starts(first: date, last: date, period: str) -> Iterator[date]:
    """The starts of the whole periods inside the span."""
    start = first if first == _floor(first, period) else _next(_floor(first, period), period)
    while _next(start, period) - DAY <= last:
        yield start
        start = _next(start, period)


def _floor(day: date, period: str) -> date:
    if period == "week":
        return day - timedelta(days=day.weekday())
    if period == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if period == "year" else day


def _next(start: date, period: str) -> date:
    if period in ("day", "week"):
        return start + timedelta(days=7 if period == "week" else 1)
    months = start.month - 1 + (1 if period == "month" else 12)
    return date(start.year + months // 12, months % 12 + 1, 1)


def _check_covered(note: TableNote, a: str, b: str) -> None:
    for state in (a, b):
        if note.states and state not in note.states:
            raise EvidenceError("evidence.state_not_covered", state=state, source=note.source)
