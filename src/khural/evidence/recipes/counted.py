"""Counts of events and net scores between states, from reduced files that others made of ICEWS and GDELT."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from khural.evidence.made import Made, TableNote
from khural.evidence.recipes.reading import ordered_pairs

CLASS_OF = {
    "verbCoop": "verbal_cooperation",
    "matlCoop": "material_cooperation",
    "verbConf": "verbal_conflict",
    "matlConf": "material_conflict",
}
MONDAY = date(2018, 1, 1)
"""The first day of the net scores is a Monday: weeks start on Mondays."""
WEEKS_END, MONTHS_END = date(2022, 12, 25), date(2022, 12, 31)


def icews_years(files: dict[str, Path]) -> tuple[Made, ...]:
    """Directed counts by year among 152 states, from the full ICEWS."""
    raw = pl.read_parquet(files["icews_dyad_year_2002_2014.parquet"])
    counts = [pl.col(old).cast(pl.Int32).alias(new) for old, new in CLASS_OF.items()]
    rows = raw.select(
        pl.date(pl.col("year").cast(pl.Int32), 1, 1).alias("start"),
        pl.col("i_iso3c").alias("a"),
        pl.col("j_iso3c").alias("b"),
        *counts,
    )
    some = rows.filter(pl.sum_horizontal(CLASS_OF.values()) > 0).sort("start", "a", "b")
    note = TableNote(
        "icews_dyad_year",
        "dyad_counts",
        "icews_dyad_year",
        "events",
        date(2002, 1, 1),
        date(2014, 12, 31),
        directed=True,
        absent="zero",
        states=tuple(sorted(set(rows["a"].to_list()))),
    )
    volume = rows.group_by("start").agg(pl.sum_horizontal(CLASS_OF.values()).sum().cast(pl.Int32).alias("volume"))
    days = volume.sort("start").select("start", _days_of_year().alias("days"), "volume")
    return (Made(note, some, raw.height), Made(_calendar(note), days, raw.height))


def _days_of_year() -> pl.Expr:
    return (pl.col("start").dt.offset_by("1y") - pl.col("start")).dt.total_days().cast(pl.Int16)


def gdelt_net(files: dict[str, Path]) -> tuple[Made, ...]:
    """Net scores by week among 47 states and by month among all, undirected, with the days that the file has."""
    daily = pl.read_parquet(files["daily_47_states_2018_2022.parquet"])
    monthly = pl.read_parquet(files["monthly_all_dyads_2018_2022.parquet"])
    days = daily.select(
        pl.col("date").str.to_date("%Y%m%d").alias("day"),
        pl.col("iso3_a").alias("a"),
        pl.col("iso3_b").alias("b"),
        pl.col("net_score"),
    )
    weeks = _scores(days.with_columns(pl.col("day").dt.truncate("1w").alias("start")))
    months = _scores(
        monthly.select(
            (pl.col("month") + "01").str.to_date("%Y%m%d").alias("start"),
            pl.col("iso3_a").alias("a"),
            pl.col("iso3_b").alias("b"),
            pl.col("net_score"),
        )
    )
    weeks = weeks.filter(pl.col("start") <= date(2022, 12, 19))
    return (
        *_series("gdelt_net_week", weeks, "week", WEEKS_END, _present(days, "1w"), daily.height),
        *_series("gdelt_net_month", months, "month", MONTHS_END, _present(days, "1mo"), monthly.height),
    )


def _scores(rows: pl.DataFrame) -> pl.DataFrame:
    """Sums per pair and period in hundredths, summed as whole numbers so that no order of rows matters."""
    exact = ordered_pairs(rows).with_columns((pl.col("net_score").cast(pl.Float64) * 1e4).round().cast(pl.Int64))
    sums = exact.group_by("start", "a", "b").agg(pl.col("net_score").sum())
    hundredths = (pl.col("net_score") / 100).round().cast(pl.Int32)
    return sums.select("start", "a", "b", hundredths.alias("value")).sort("a", "b", "start")


def _present(days: pl.DataFrame, every: str) -> pl.DataFrame:
    one = days.select("day").unique().with_columns(pl.col("day").dt.truncate(every).alias("start"))
    counted = one.group_by("start").agg(pl.len().cast(pl.Int16).alias("days"))
    return counted.sort("start").with_columns(pl.lit(1).cast(pl.Int32).alias("volume"))


def _series(
    name: str, rows: pl.DataFrame, period: str, last: date, present: pl.DataFrame, read: int
) -> tuple[Made, Made]:
    states = tuple(sorted({*rows["a"].to_list(), *rows["b"].to_list()}))
    note = TableNote(
        name,
        "dyad_series",
        "gdelt_net",
        "net score",
        MONDAY,
        last,
        period=period,
        absent="zero",
        scale=0.01,
        states=states,
    )
    inside = present.filter(pl.col("start") <= last)
    return Made(note, rows, read), Made(_calendar(note), inside, read)


def _calendar(note: TableNote) -> TableNote:
    return TableNote(
        f"{note.name}_calendar",
        "calendar",
        note.source,
        "days",
        note.first,
        note.last,
        period=note.period,
    )
