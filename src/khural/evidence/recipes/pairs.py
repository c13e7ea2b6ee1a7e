"""Tables of pairs and years from the collections of peace science."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from khural.evidence.made import Dropped, Made
from khural.evidence.recipes.reading import BEFORE, NO_STATE, dyad_years, last_year, with_states, without_null

SINCE = 1946
"""First year of the tables: most ids before it are of states that are no more."""


def _pairs(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Dropped, ...]]:
    """The rows since 1946 with states for numbers, and how many rows are older or of no state."""
    recent = frame.filter(pl.col("year") >= SINCE)
    named = with_states(recent, ["ccode1", "ccode2"], "cow").rename({"ccode1": "a", "ccode2": "b"})
    found, lost = without_null(named, ["a", "b"], NO_STATE)
    return found, (Dropped(BEFORE, frame.height - recent.height), lost)


def alliances(files: dict[str, Path]) -> tuple[Made, ...]:
    """Defence pacts, and pacts of any other kind, of the Alliance Treaty Obligations and Provisions project."""
    raw = pl.read_parquet(files["atop_alliance.parquet"])
    found, lost = _pairs(raw)
    made = []
    for name, columns in (
        ("defence_pact", ["atop_defense"]),
        ("other_pact", ["atop_offense", "atop_neutral", "atop_consul"]),
    ):
        rows = found.filter(pl.max_horizontal(columns) == 1).select("a", "b", "year", pl.lit(1).alias("value"))
        made.append(
            dyad_years(name, "atop", "yes", rows, (SINCE, last_year(raw)), absent="zero", read=raw.height, dropped=lost)
        )
    return tuple(made)


def contiguity(files: dict[str, Path]) -> tuple[Made, ...]:
    """Direct contiguity: 1 land or river border, 2 to 5 water of at most 12, 24, 150 and 400 miles; none is 0."""
    raw = pl.read_csv(files["cow_contdir.csv"], try_parse_dates=True)
    years = raw.filter(pl.col("conttype") > 0).with_columns(
        pl.int_ranges(pl.col("stdate").dt.year().cast(pl.Int64), pl.col("enddate").dt.year().cast(pl.Int64) + 1).alias(
            "year"
        )
    )
    rows = years.explode("year", empty_as_null=True, keep_nulls=True)
    found, lost = _pairs(rows)
    # Where a border changed its kind within a year the closer kind counts: the largest of 6 - kind.
    value = (6 - pl.col("conttype").cast(pl.Int64)).alias("value")
    made = dyad_years(
        "contiguity",
        "cow_contiguity",
        "kind",
        found.select("a", "b", "year", value),
        (SINCE, last_year(rows)),
        absent="zero",
        read=rows.height,
        dropped=lost,
    )
    kind = made.frame.with_columns((6 - pl.col("value")).cast(pl.Int32).alias("value"))
    return (Made(made.note, kind, made.read, made.dropped),)


def distance(files: dict[str, Path]) -> tuple[Made, ...]:
    """The least distance between two states in kilometres, rounded."""
    raw = pl.read_parquet(files["cow_mindist.parquet"])
    found, lost = _pairs(raw)
    rows = found.select("a", "b", "year", pl.col("mindist").round().cast(pl.Int64).alias("value"))
    return (
        dyad_years("distance", "cshapes_distance", "km", rows, (SINCE, last_year(raw)), read=raw.height, dropped=lost),
    )


def shared_organisations(files: dict[str, Path]) -> tuple[Made, ...]:
    """How many intergovernmental organisations both states are members of."""
    raw = pl.read_parquet(files["cow_igo_ndy.parquet"])
    found, lost = _pairs(raw)
    rows = found.select("a", "b", "year", pl.col("dyadigos").cast(pl.Int64).alias("value"))
    name, unit = "shared_organisations", "organisations"
    return (dyad_years(name, "cow_igo", unit, rows, (SINCE, last_year(raw)), read=raw.height, dropped=lost),)


def disputes(files: dict[str, Path]) -> tuple[Made, ...]:
    """Militarized interstate disputes by the highest level of hostility: 2 threat, 3 display, 4 use of force, 5 war."""
    raw = pl.read_csv(files["gml_dirdisp.csv"], columns=["ccode1", "ccode2", "year", "hostlev"])
    found, lost = _pairs(raw)
    rows = found.select("a", "b", "year", pl.col("hostlev").cast(pl.Int64).alias("value"))
    years = (SINCE, last_year(raw))
    return (dyad_years("dispute", "gml_mid", "level", rows, years, absent="zero", read=raw.height, dropped=lost),)


def strategic_rivalries(files: dict[str, Path]) -> tuple[Made, ...]:
    """Strategic rivalries of Thompson, Sakuwa and Suhas."""
    raw = pl.read_csv(files["tss_rivalries.csv"])
    return (_rivalries(raw, "start", "end", "rivalry", "tss_rivalries"),)


def thompson_dreyer(files: dict[str, Path]) -> tuple[Made, ...]:
    """The earlier list of strategic rivalries by Thompson and Dreyer."""
    raw = pl.read_csv(files["td_rivalries.csv"])
    return (_rivalries(raw, "styear", "endyear", "rivalry_td", "td_rivalries"),)


def _rivalries(raw: pl.DataFrame, start: str, end: str, name: str, source: str) -> Made:
    ranges = pl.int_ranges(pl.col(start).cast(pl.Int64), pl.col(end).cast(pl.Int64) + 1)
    years = raw.with_columns(ranges.alias("year")).explode("year", empty_as_null=True, keep_nulls=True)
    found, lost = _pairs(years)
    rows = found.select("a", "b", "year", pl.lit(1).alias("value"))
    return dyad_years(
        name, source, "yes", rows, (SINCE, last_year(years)), absent="zero", read=years.height, dropped=lost
    )
