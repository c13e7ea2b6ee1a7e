"""Nuclear-weapon-free zones, coded by the project from the treaties and lists of their parties."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from khural.evidence.made import Made
from khural.evidence.recipes.reading import state_years

LAST = 2024


def zones(files: dict[str, Path]) -> tuple[Made, ...]:
    """1 for a state in a zone, from the year for which a source was read. What was not read is missing, not no."""
    raw = pl.read_csv(files["zones.csv"])
    years = raw.with_columns(pl.int_ranges("first", LAST + 1).alias("year")).explode(
        "year", empty_as_null=True, keep_nulls=True
    )
    rows = years.select("state", "year", pl.lit(1).alias("value"))
    name = "nuclear_weapon_free_zone"
    return (state_years(name, "zone_treaties", "treaty", rows, (2000, LAST), read=rows.height),)
