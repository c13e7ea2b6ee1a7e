"""The event files as arrays, for the benchmark of measuring: read straight from the reference data."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path

import numpy as np
import polars as pl

KOREAN_CASE = ("CHN", "JPN", "KOR", "MNG", "PRK", "RUS", "USA")
FIRST = datetime.date(2018, 1, 1)


def weekly_net(ir: Path) -> tuple[list[tuple[str, str]], np.ndarray]:
    """All dyads of the daily GDELT file and their weekly net scores, [D, 260]; a week without a row is a zero."""
    daily = pl.read_parquet(ir / "gdelt_net" / "daily_47_states_2018_2022.parquet")
    week = (pl.col("date").str.strptime(pl.Date, "%Y%m%d") - FIRST).dt.total_days() // 7
    weekly = daily.group_by("iso3_a", "iso3_b", week.alias("week")).agg(pl.col("net_score").cast(pl.Float64).sum())
    rows = weekly.sort("iso3_a", "iso3_b", "week").rows()
    dyads = sorted({tuple(sorted((a, b))) for a, b, _, _ in rows})
    place = {dyad: at for at, dyad in enumerate(dyads)}
    found = np.zeros((len(dyads), 261))
    for a, b, week_number, score in rows:
        found[place[min(a, b), max(a, b)], week_number] += score
    return dyads, found[:, :260]


def case_dyads(dyads: list[tuple[str, str]]) -> list[int]:
    """Places of the 21 dyads among the seven states of the Korean case."""
    wanted = set(itertools.combinations(KOREAN_CASE, 2))
    return [at for at, dyad in enumerate(dyads) if dyad in wanted]


def weekly_events(ir: Path) -> pl.DataFrame:
    """ICEWS facts of 2018 between two different states: week 0..29, source, target, root of the verb."""
    facts = pl.read_parquet(ir / "icews18" / "events_2018_01_07.parquet")
    a, b = pl.col("source_iso3"), pl.col("target_iso3")
    states = (a.str.len_chars() == 3) & (b.str.len_chars() == 3) & (a != b)
    week = (pl.col("date").cast(pl.String).str.slice(0, 10).str.to_date() - FIRST).dt.total_days() // 7
    root = pl.col("cameo").str.slice(0, 2).cast(pl.Int64)
    return (
        facts.filter(states)
        .select(week.alias("week"), a.alias("a"), b.alias("b"), root.alias("root"), "cameo")
        .filter(pl.col("week") < 30)
    )
