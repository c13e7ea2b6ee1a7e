"""Tables of states and years: size, product, democracy, forces, organisations, conflicts, peacekeeping."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl

from khural.evidence.made import Dropped, Made
from khural.evidence.recipes.reading import (
    BEFORE,
    NO_STATE,
    NO_VALUE,
    last_year,
    state_years,
    with_states,
    without_null,
)
from khural.evidence.states.names import named
from khural.evidence.states.registry import existed, is_known

SINCE = 1946


def democracy(files: dict[str, Path]) -> tuple[Made, ...]:
    """Electoral democracy (V-Dem polyarchy, 0 to 1) and Polity's scale of regimes (-10 to 10)."""
    raw = pl.read_csv(files["cw_democracy.csv"], infer_schema_length=None)
    columns = (("v2x_polyarchy", "democracy", "index 0-1"), ("polity2", "polity", "scale -10..10"))
    # An edition with one of the two only makes one table.
    given = [one for one in columns if raw[one[0]].null_count() < raw.height]
    return tuple(_column(raw, column, name, "isard_democracy", unit, SINCE) for column, name, unit in given)


def product(files: dict[str, Path]) -> tuple[Made, ...]:
    """Real product, partly simulated (Anders, Fariss and Markowitz), and its growth over a year in per cent."""
    raw = pl.read_csv(files["cw_gdppop.csv"])
    ordered = raw.sort("ccode", "year").with_columns(
        pl.col("pwtrgdp").shift().over("ccode").alias("before"),
        pl.col("year").shift().over("ccode").alias("year_before"),
    )
    growth = ordered.with_columns(
        pl.when(pl.col("year_before") == pl.col("year") - 1)
        .then(((pl.col("pwtrgdp") / pl.col("before") - 1) * 100).round(2))
        .alias("growth")
    )
    return (
        _column(growth, "pwtrgdp", "gdp_real", "isard_gdp", "million US$ of 2011", SINCE),
        _column(growth, "growth", "gdp_growth", "isard_gdp", "percent", SINCE),
    )


def capabilities(files: dict[str, Path]) -> tuple[Made, ...]:
    """Population, soldiers and the composite index of national capability."""
    raw = pl.read_csv(files["cow_nmc.csv"], infer_schema_length=None)
    whole = {name: pl.when(pl.col(name) >= 0).then(pl.col(name).round()).cast(pl.Int64) for name in ("tpop", "milper")}
    rows = raw.with_columns(**whole)
    return (
        _column(rows, "tpop", "population", "cow_nmc", "persons", SINCE, scale=1000.0),
        _column(rows, "milper", "military_personnel", "cow_nmc", "persons", SINCE, scale=1000.0),
        _column(rows, "cinc", "capability", "cow_nmc", "share", SINCE),
    )


def trade_totals(files: dict[str, Path]) -> tuple[Made, ...]:
    """Imports plus exports with the whole world."""
    read = pl.read_csv(files["cow_trade_sy.csv"], infer_schema_length=None)
    given = (pl.col("imports") >= 0) & (pl.col("exports") >= 0)
    raw = read.with_columns(pl.when(given).then(pl.col("imports") + pl.col("exports")).alias("total"))
    return (_column(raw, "total", "trade_total", "cow_trade", "million US$", SINCE),)


def organisations(files: dict[str, Path]) -> tuple[Made, ...]:
    """Full memberships in intergovernmental organisations."""
    raw = pl.read_csv(files["cow_igo_sy.csv"]).with_columns(pl.col("sum_igo_full").cast(pl.Int64))
    return (_column(raw, "sum_igo_full", "organisations", "cow_igo_states", "organisations", SINCE),)


def world_bank_gdp(files: dict[str, Path]) -> tuple[Made, ...]:
    """Gross domestic product in current US dollars; groups of states in the file are left out."""
    raw = pl.read_csv(files["gdp.csv"]).rename({"Country Code": "state", "Year": "year", "Value": "value"})
    states = pl.col("state").map_elements(is_known, return_dtype=pl.Boolean)
    kept = raw.filter(states).with_columns((pl.col("value") / 1e6).round(3).alias("value"))
    found, empty = without_null(kept, ["value"], NO_VALUE)
    lost = (Dropped(NO_STATE, raw.height - kept.height), empty)
    rows = found.select("state", "year", "value")
    years = (int(rows.select(pl.col("year").min()).item()), last_year(rows))
    return (state_years("gdp", "worldbank_gdp", "US$", rows, years, scale=1e6, read=raw.height, dropped=lost),)


def conflicts(files: dict[str, Path]) -> tuple[Made, ...]:
    """The highest intensity of an armed conflict in which the government is a primary party: 1 minor, 2 war."""
    raw = pl.read_csv(files["UcdpPrioConflict_v24_1.csv"], infer_schema_length=0)
    sides = pl.concat(
        [raw.select(pl.col(side).alias("side"), "year", "intensity_level") for side in ("gwno_a", "gwno_b")]
    )
    single = (
        sides.drop_nulls("side")
        .with_columns(pl.col("side").str.split(","))
        .explode("side", empty_as_null=True, keep_nulls=True)
    )
    rows = single.select(
        pl.col("side").str.strip_chars().cast(pl.Int64).alias("state"),
        pl.col("year").cast(pl.Int64),
        pl.col("intensity_level").cast(pl.Int64).alias("value"),
    )
    found, lost = without_null(with_states(rows, ["state"], "gw"), ["state"], NO_STATE)
    name, years = "armed_conflict", (SINCE, last_year(raw))
    return (state_years(name, "ucdp", "intensity", found, years, absent="zero", read=raw.height, dropped=(lost,)),)


_CONTRIBUTOR = re.compile(r"\s*([^,(]+?)\s*\(")


def peacekeeping(files: dict[str, Path]) -> tuple[Made, ...]:
    """In how many places of United Nations operations a state had troops in the year."""
    raw = pl.read_csv(files["TCCMap_v2_3.csv"], infer_schema_length=0)
    places: dict[tuple[str, int], int] = {}
    lost = 0
    for overview, year in raw.select("year.overview", pl.col("year").cast(pl.Int64)).rows():
        for name in _CONTRIBUTOR.findall((overview or "").replace("Korea (ROK)", "South Korea")):
            state = named(name, date(year, 12, 31))
            if state is None or not existed(state, date(year, 1, 1), date(year, 12, 31)):
                lost += 1
            else:
                places[state, year] = places.get((state, year), 0) + 1
    rows = pl.DataFrame([(*key, count) for key, count in places.items()], ["state", "year", "value"], orient="row")
    years = (int(raw.select(pl.col("year").cast(pl.Int64).min()).item()), last_year(raw))
    name, unit = "peacekeeping_places", "places with own troops"
    dropped = (Dropped("evidence.dropped_name", lost),)
    return (state_years(name, "geopko", unit, rows, years, absent="zero", read=raw.height, dropped=dropped),)


def _column(raw: pl.DataFrame, column: str, name: str, source: str, unit: str, first: int, scale: float = 1.0) -> Made:
    """One column of a table by number of the Correlates of War."""
    later = raw.filter(pl.col("year") >= first)
    old = Dropped(BEFORE, raw.height - later.height)
    identified = with_states(later, ["ccode"], "cow").rename({"ccode": "state"})
    found, lost = without_null(identified, ["state"], NO_STATE)
    kept, empty = without_null(found.with_columns(pl.col(column).alias("value")), ["value"], NO_VALUE)
    rows = kept.select("state", "year", "value")
    return state_years(
        name, source, unit, rows, (first, last_year(rows)), scale=scale, read=raw.height, dropped=(old, lost, empty)
    )
