"""How alike two states vote in the United Nations General Assembly.

The similarity of a year is the mean, over the roll calls in which both voted, of 1 for the same vote, 1/2 for yes or no
against abstention and 0 for yes against no (Lijphart 1963, Am. Polit. Sci. Rev. 57). Absence is no vote. Pairs with
fewer than ten common roll calls in a year are unknown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from khural.evidence.made import Dropped, Made
from khural.evidence.recipes.reading import BEFORE, NO_STATE, dyad_years, with_states

FIRST = 1990
LEAST = 10
STEPS = 200
"""Stored in steps of half a hundredth."""
VOTES = ("yes", "abstain", "no")
BY_NAME = {"Federal Republic of Germany": "DEU", "Yemen Arab Republic": "YEM", "Zanzibar": "COW511"}
BY_CODE = {"CS": "CSK", "DD": "DDR", "YD": "YMD", "YU": "YUG", "XK": "XKX", "SU": "RUS"}


def similarity(files: dict[str, Path]) -> tuple[Made, ...]:
    """The similarity of every pair of members in every year from 1990 on."""
    votes = pl.read_parquet(files["un_votes.parquet"])
    calls = pl.read_parquet(files["un_roll_calls.parquet"]).select("rcid", pl.col("date").str.slice(0, 4).alias("year"))
    dated = votes.join(calls, on="rcid", how="left", maintain_order="left")
    last = _last_whole(calls)
    rows = dated.with_columns(pl.col("year").cast(pl.Int64)).filter(pl.col("year").is_between(FIRST, last))
    known = _with_ids(rows)
    lost = (Dropped(BEFORE, dated.height - rows.height), Dropped(NO_STATE, rows.height - known.height))
    found = pl.concat([_year(part, int(year)) for year, part in _by_year(known, last)])
    made = dyad_years(
        "un_vote_similarity",
        "unvotes",
        "share",
        found,
        (FIRST, last),
        scale=1 / STEPS,
        read=votes.height,
        dropped=lost,
    )
    return (made,)


def _with_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """States by their numbers where the file has them, else by two-letter codes and, where those lack, by name."""
    if "ccode" in rows.columns:
        return with_states(rows, ["ccode"], "cow").rename({"ccode": "state"}).drop_nulls("state")
    text = resources.files("khural.evidence.states").joinpath("iso2.csv").read_text("utf-8")
    two = {**{row["iso2"]: row["iso3"] for row in csv.DictReader(text.splitlines())}, **BY_CODE}
    by_code = pl.col("country_code").replace_strict(two, default=None, return_dtype=pl.String)
    by_name = pl.col("country").replace_strict(BY_NAME, default=None, return_dtype=pl.String)
    return rows.with_columns(by_code.fill_null(by_name).alias("state")).drop_nulls("state")


def _last_whole(calls: pl.DataFrame) -> int:
    """The last year with enough roll calls to compare two states."""
    held = calls.group_by("year").len().filter(pl.col("len") >= LEAST)
    return int(held.select(pl.col("year").cast(pl.Int64).max()).item())


def _by_year(rows: pl.DataFrame, last: int) -> Iterator[tuple[int, pl.DataFrame]]:
    for year in range(FIRST, last + 1):
        yield year, rows.filter(pl.col("year") == year)


def _year(rows: pl.DataFrame, year: int) -> pl.DataFrame:
    states = sorted(set(rows["state"].to_list()))
    calls = sorted(set(rows["rcid"].to_list()))
    place, column = ({name: at for at, name in enumerate(names)} for names in (states, calls))
    cast = np.zeros((len(VOTES), len(states), len(calls)), dtype=np.float32)
    for state, call, vote in rows.select("state", "rcid", "vote").rows():
        cast[VOTES.index(vote), place[state], column[call]] = 1
    return _pairs_of(cast, states, year)


def _pairs_of(cast: NDArray[np.float32], states: list[str], year: int) -> pl.DataFrame:
    """Counts are whole numbers far below 2^24, so that sums in 32-bit floats are exact in any order."""
    yes, abstain, no = cast
    present = cast.sum(axis=0)
    common = present @ present.T
    half = (yes + no) @ abstain.T
    points = yes @ yes.T + no @ no.T + abstain @ abstain.T + (half + half.T) / 2
    a, b = np.nonzero(np.triu(common >= LEAST, k=1))
    value = np.rint(points[a, b] / common[a, b] * STEPS).astype(np.int64)
    return pl.DataFrame(
        {
            "a": [states[i] for i in a],
            "b": [states[i] for i in b],
            "year": np.full(len(a), year, dtype=np.int64),
            "value": value,
        },
        schema_overrides={"a": pl.String, "b": pl.String},
    )
