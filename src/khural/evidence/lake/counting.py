"""Tables of daily counts from the files of events in a lake, through the queries that run on any engine."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from khural.evidence.catalogue import Source
from khural.evidence.events.engine import engine, fetch
from khural.evidence.events.queries import pair_counts
from khural.evidence.lake.records import Added, Lake
from khural.evidence.made import Made, TableNote
from khural.evidence.table import EvidenceError

if TYPE_CHECKING:
    import polars as pl

LACKING = {
    "icews05_15": ("DEU", "IND", "ISR", "MNG", "PRK", "RUS", "USA"),
    "icews14": ("IND", "MNG", "RUS", "USA"),
}
"""States that are no actors of a benchmark file though parts of them are: not covered, never counted as silent."""

DAY = timedelta(days=1)


def counted(lake: Lake, source: Source, files: tuple[Added, ...]) -> tuple[Made, ...]:
    """The counts by day of every pair, and the calendar of which days the files have."""
    import polars as pl

    paths = [lake.path(one) for one in files]
    rows = daily(paths, lake.folder)
    volume = pl.concat([pl.read_parquet(path.with_suffix(".volume")) for path in paths])
    days = volume.group_by("day").agg(pl.col("volume").sum()).sort("day")
    first, last = days["day"].min(), days["day"].max()
    if not isinstance(first, date) or not isinstance(last, date):
        raise EvidenceError("evidence.no_days", source=source.name)
    note = TableNote(
        source.name,
        "dyad_counts",
        source.name,
        "events",
        first,
        last,
        "day",
        directed=True,
        absent="zero",
        states=_covered(source.name, first, last),
    )
    calendar = TableNote(f"{source.name}_calendar", "calendar", source.name, "days", first, last, "day")
    present = days.select(
        pl.col("day").alias("start"), pl.lit(1).cast(pl.Int16).alias("days"), pl.col("volume").cast(pl.Int32)
    )
    read, dropped = sum(one.rows for one in files), tuple(one for file in files for one in file.dropped)
    return (Made(note, rows, read, dropped), Made(calendar, present, read))


def daily(paths: list[Path], folder: Path) -> pl.DataFrame:
    """Directed counts by class per day and pair over Parquet files in the neutral form."""
    import polars as pl

    with engine(folder / ".spill") as connection:
        events = connection.read_parquet([str(path) for path in paths])
        found = pl.from_arrow(fetch(connection, pair_counts(events, "day", date.max)))
    assert isinstance(found, pl.DataFrame)
    return found.with_columns(pl.exclude("start", "a", "b").cast(pl.Int32))


def _covered(source: str, first: date, last: date) -> tuple[str, ...]:
    from khural.evidence.states.registry import states_between

    lacking = LACKING.get(source, ())
    return tuple(state for state in states_between(first, last) if state not in lacking)
