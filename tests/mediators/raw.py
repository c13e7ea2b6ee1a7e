"""The raw counts of ../shared as the evidence gives them, for measuring without any pack."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from khural.evidence.tables import DyadCounts
from tests.mediators.tables import NOTE


def raw_counts(folder: Path, first: date, last: date) -> DyadCounts:
    """The events of whole years between the 152 states of the dyad-year file in `folder`."""
    table = pl.read_parquet(folder / "icews_dyad_year" / "icews_dyad_year_2002_2014.parquet")
    rows = table.filter(pl.col("year").is_between(first.year, last.year))
    names = tuple(sorted(table["i_iso3c"].unique().to_list()))
    place = {name: row for row, name in enumerate(names)}
    squares = np.zeros((4, len(names), len(names)), dtype=np.int64)
    i = rows["i_iso3c"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    j = rows["j_iso3c"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    for row, column in enumerate(("verbCoop", "matlCoop", "verbConf", "matlConf")):
        np.add.at(squares[row], (i, j), rows[column].to_numpy().astype(np.int64))
    return DyadCounts(names, *squares, np.ones(len(names), dtype=bool), first, last, NOTE)
