"""From raw frames to states and spans: what every recipe does alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from khural.evidence.made import Dropped, Made, TableNote
from khural.evidence.states.registry import state_in_year

NO_STATE = "evidence.dropped_no_state"
NO_VALUE = "evidence.dropped_no_value"
SAME_STATE = "evidence.dropped_same_state"
BEFORE = "evidence.dropped_before"


def last_year(frame: pl.DataFrame, column: str = "year") -> int:
    """The last year of a table: as far as its edition reaches."""
    return int(frame.select(pl.col(column).cast(pl.Float64).max()).item())


def with_states(frame: pl.DataFrame, columns: Sequence[str], system: str, year: str = "year") -> pl.DataFrame:
    """`frame` with the numbers in `columns` replaced by ids of states in the row's year; null where there is none."""
    found = frame
    for column in columns:
        pairs = frame.select(pl.col(column).cast(pl.Int64), pl.col(year).cast(pl.Int64)).unique().drop_nulls()
        ids = [state_in_year(code, system, when) for code, when in pairs.rows()]
        known = pairs.with_columns(pl.Series("_id", ids, dtype=pl.String))
        keys = [pl.col(column).cast(pl.Int64), pl.col(year).cast(pl.Int64)]
        found = found.with_columns(keys).join(known, on=[column, year], how="left", maintain_order="left")
        found = found.with_columns(pl.col("_id").alias(column)).drop("_id")
    return found


def without_null(frame: pl.DataFrame, columns: Sequence[str], reason: str) -> tuple[pl.DataFrame, Dropped]:
    """`frame` without rows that lack one of `columns`, and how many there were."""
    kept = frame.drop_nulls(columns)
    return kept, Dropped(reason, frame.height - kept.height)


def ordered_pairs(frame: pl.DataFrame) -> pl.DataFrame:
    """Each undirected pair with a < b."""
    return frame.with_columns(pl.min_horizontal("a", "b").alias("a"), pl.max_horizontal("a", "b").alias("b"))


def spans(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows a, b, year, value as a, b, first, last, value: consecutive years with the same value are one span."""
    ordered = frame.select("a", "b", "year", "value").sort("a", "b", "year")
    breaks = (
        (pl.col("a") != pl.col("a").shift())
        | (pl.col("b") != pl.col("b").shift())
        | (pl.col("year") != pl.col("year").shift() + 1)
        | (pl.col("value") != pl.col("value").shift())
    )
    runs = ordered.with_columns(breaks.fill_null(value=True).cum_sum().alias("run"))
    found = runs.group_by("run", maintain_order=True).agg(
        pl.col("a", "b").first(), pl.col("year").min().alias("first"), pl.col("year").max().alias("last"),
        pl.col("value").first(),
    )  # fmt: skip
    return found.select("a", "b", "first", "last", "value").sort("first", "a", "b")


def dyad_years(
    name: str,
    source: str,
    unit: str,
    rows: pl.DataFrame,
    years: tuple[int, int],
    *,
    absent: str = "missing",
    directed: bool = False,
    scale: float = 1.0,
    read: int | None = None,
    dropped: tuple[Dropped, ...] = (),
) -> Made:
    """A table of pairs and years from rows a, b, year, value (any numbers). Rows before `years` are left out."""
    first, last = years
    inside = rows.filter(pl.col("year").is_between(first, last) & (pl.col("a") != pl.col("b")))
    same = rows.filter(pl.col("a") == pl.col("b")).height
    others = rows.height - inside.height - same
    if not directed:
        inside = ordered_pairs(inside)
    highest = inside.group_by("a", "b", "year").agg(pl.col("value").max())
    note = TableNote(
        name,
        "dyad_years",
        source,
        unit,
        date(first, 1, 1),
        date(last, 12, 31),
        directed=directed,
        absent=absent,
        scale=scale,
    )
    extra = (Dropped(SAME_STATE, same), Dropped(BEFORE, others))
    kept = merged((*dropped, *extra))
    return Made(note, _narrow(spans(highest)), rows.height if read is None else read, kept)


def state_years(
    name: str,
    source: str,
    unit: str,
    rows: pl.DataFrame,
    years: tuple[int, int],
    *,
    absent: str = "missing",
    scale: float = 1.0,
    read: int | None = None,
    dropped: tuple[Dropped, ...] = (),
) -> Made:
    """A table of states and years from rows state, year, value."""
    first, last = years
    inside = rows.filter(pl.col("year").is_between(first, last))
    found = inside.group_by("state", "year").agg(pl.col("value").max()).sort("year", "state")
    note = TableNote(
        name, "state_years", source, unit, date(first, 1, 1), date(last, 12, 31), absent=absent, scale=scale
    )
    extra = Dropped(BEFORE, rows.height - inside.height)
    kept = merged((*dropped, extra))
    return Made(note, _narrow(found), rows.height if read is None else read, kept)


def merged(dropped: tuple[Dropped, ...]) -> tuple[Dropped, ...]:
    """One line per reason, and none for nothing."""
    sums: dict[str, int] = {}
    for one in dropped:
        sums[one.reason] = sums.get(one.reason, 0) + one.rows
    return tuple(Dropped(reason, rows) for reason, rows in sums.items() if rows)


def _narrow(frame: pl.DataFrame) -> pl.DataFrame:
    """Years in 16 bits, whole values in 32, others as 32-bit floats: small files, and the same on every machine."""
    casts = [pl.col(name).cast(pl.Int16) for name in ("year", "first", "last") if name in frame.columns]
    whole = frame.schema["value"].is_integer()
    return frame.with_columns(*casts, pl.col("value").cast(pl.Int32 if whole else pl.Float32))
