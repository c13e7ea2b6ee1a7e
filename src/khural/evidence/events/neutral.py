"""A file of events as neutral rows between two different states, with an account of what did not enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from khural.evidence.events.layouts import LAYOUTS
from khural.evidence.events.reading import check_keys, read_events
from khural.evidence.made import Dropped
from khural.evidence.table import EvidenceError

REASONS = {
    "evidence.dropped_no_day": pl.col("day").is_null(),
    "evidence.dropped_no_class": pl.col("kind").is_null(),
    "evidence.dropped_no_source_state": pl.col("a").is_null(),
    "evidence.dropped_no_target_state": pl.col("b").is_null(),
    "evidence.dropped_same_state": pl.col("a") == pl.col("b"),
}
"""Why a row is no event between two states, in the order in which the reasons are counted."""


@dataclass(frozen=True, eq=False)
class Events:
    """`rows` in the neutral form, ordered by day; `read` rows came in; `volume` is all events by day (day, volume).

    `first` and `last` bound the days that the file covers. Events of other days can stand in it: a producer adds late
    what it finds late. They count only where another file covers their day.
    """

    rows: pl.DataFrame
    volume: pl.DataFrame
    read: int
    dropped: tuple[Dropped, ...]
    first: date
    last: date


def neutral_events(path: Path, source: str) -> Events:
    """Read a file as `source` publishes it. EvidenceError as in `read_events`, and for rows that stand twice."""
    layout = LAYOUTS[source]
    frame = read_events(path, layout)
    check_keys(path, frame, layout)
    rows = layout.neutral(frame)
    dropped, kept = [], rows
    for reason, condition in REASONS.items():
        out = kept.filter(condition).height
        kept = kept.filter(~condition.fill_null(value=False))
        if out:
            dropped.append(Dropped(reason, out))
    volume = rows.drop_nulls("day").group_by("day").agg(pl.len().cast(pl.Int64).alias("volume")).sort("day")
    days = layout.days(frame, rows).drop_nulls()
    if days.is_empty():
        raise EvidenceError("evidence.no_days", source=path.name)
    first, last = days.sort()[0], days.sort()[-1]
    return Events(kept.sort("day", "a", "b", "kind", "code"), volume, frame.height, tuple(dropped), first, last)
