"""The raw tables of ../shared in the shapes of the evidence, for measuring before any pack exists."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tests.mediators.tables import Counts


@dataclass(frozen=True)
class Note:
    name: str
    first: date
    last: date
    title: str = ""
    version: str = "raw"
    licence: str = "see SOURCE.md"
    sha256: str = "-" * 64
    rows: int = 0
    citation: str = ""
    url: str = ""


@dataclass(frozen=True, eq=False)
class Years:
    states: tuple[str, ...]
    years: tuple[int, ...]
    values: NDArray[np.float64]
    known: NDArray[np.bool_]
    source: Note


def _year(year: int, *, last: bool = False) -> date:
    return date(year, 12, 31) if last else date(year, 1, 1)


@dataclass(frozen=True)
class RawEvidence:
    """What ../shared/data/ir holds, as of a day."""

    as_of: date
    folder: Path

    def sources(self) -> tuple[Note, ...]:
        return (Note("icews_dyad_year", date(2002, 1, 1), date(2014, 12, 31), rows=298376),)

    def dyad_counts(self, source: str, first: date, last: date) -> Counts:
        assert source == "icews_dyad_year"
        assert last < self.as_of
        table = _icews(self.folder)
        rows = table.filter(pl.col("year").is_between(first.year, last.year))
        names = tuple(sorted(table["i_iso3c"].unique().to_list()))
        place = {name: row for row, name in enumerate(names)}
        squares = np.zeros((4, len(names), len(names)), dtype=np.int64)
        i = rows["i_iso3c"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
        j = rows["j_iso3c"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
        for row, column in enumerate(("verbCoop", "matlCoop", "verbConf", "matlConf")):
            np.add.at(squares[row], (i, j), rows[column].to_numpy().astype(np.int64))
        return Counts(names, *squares, np.ones(len(names), dtype=bool), first, last)


@functools.cache
def _icews(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "icews_dyad_year" / "icews_dyad_year_2002_2014.parquet")
