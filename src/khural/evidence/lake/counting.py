"""Tables of daily counts from the files of events in a lake, through the queries that run on any engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from khural.evidence.catalogue import Source
from khural.evidence.events.engine import engine, fetch
from khural.evidence.events.queries import pair_counts
from khural.evidence.lake.records import Added, Lake
from khural.evidence.made import Dropped, Made, TableNote
from khural.evidence.recipes.reading import merged
from khural.evidence.tables import CLASSES

if TYPE_CHECKING:
    import polars as pl

LACKING = {
    "icews05_15": ("DEU", "IND", "ISR", "MNG", "PRK", "RUS", "USA"),
    "icews14": ("IND", "MNG", "RUS", "USA"),
}
"""States that are no actors of a benchmark file though parts of them are: not covered, never counted as silent."""

NOT_COVERED = "evidence.dropped_not_covered"


def counted(lake: Lake, source: Source, files: tuple[Added, ...]) -> tuple[Made, ...]:
    """The counts by day of every pair, and the calendar of which days the files cover."""
    import polars as pl

    paths = [lake.path(one) for one in files]
    covered = _days(files)
    rows = daily(paths, lake.folder)
    inside = rows.filter(pl.col("start").is_in(covered.implode()))
    volume = pl.concat([pl.read_parquet(path.with_suffix(".volume")) for path in paths])
    days = volume.group_by("day").agg(pl.col("volume").sum())
    first, last = covered[0], covered[-1]
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
    present = pl.DataFrame({"day": covered}).join(days, on="day", how="left", maintain_order="left")
    shown = present.select(
        pl.col("day").alias("start"),
        pl.lit(1).cast(pl.Int16).alias("days"),
        pl.col("volume").fill_null(0).cast(pl.Int32),
    )
    late = sum(int(rows[name].sum()) - int(inside[name].sum()) for name in CLASSES)
    dropped = merged((*(one for file in files for one in file.dropped), Dropped(NOT_COVERED, late)))
    read = sum(one.rows for one in files)
    return (Made(note, inside, read, dropped), Made(calendar, shown, read))


def _days(files: tuple[Added, ...]) -> pl.Series:
    """Every day that a file covers, once, in order."""
    import polars as pl

    spans = [
        pl.date_range(date.fromisoformat(one.first), date.fromisoformat(one.last), eager=True).alias("day")
        for one in files
    ]
    return pl.concat(spans).unique().sort()


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
