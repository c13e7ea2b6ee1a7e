"""How producers lay out their files of events, and how each becomes the neutral form.

ICEWS: tab-separated with a header of 20 columns (Harvard Dataverse, doi:10.7910/DVN/28075). GDELT: the same without
a header, 57 columns before April 2013, 58 since, 61 in GDELT 2.0 (GDELT Event Database Data Format Codebooks). POLECAT:
tab-separated with a header (doi:10.7910/DVN/AJGVIT). Reduced: the Parquet files of knowledge-graph benchmarks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from khural.evidence.events.classes import QUAD, from_cameo
from khural.evidence.states.names import named
from khural.evidence.states.registry import existed, is_known

Neutral = Callable[[pl.DataFrame], pl.DataFrame]

ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
POLECAT = ("Event ID", "Event Date", "Quad Code", "Actor Country", "Recipient Country")
"""The columns of POLECAT that are read; its files have 41 and their number has changed with versions."""
GDELT_WIDTHS = (57, 58, 61)
GDELT = {"id": 0, "day": 1, "a": 7, "b": 17, "code": 26, "quad": 29, "goldstein": 30}
"""Places of the columns that are read; they are the same in all three layouts."""
CAMEO_STATES = {"KSV": "XKX", "ROM": "ROU", "SUN": "RUS", "TMP": "TLS"}
"""Codes of states in CAMEO that are not those of ISO 3166-1."""
GDELT_ADDED = {57: 56, 58: 56, 61: 59}
"""Where each layout says when the event was added: a file holds what was found on its days, of any day before."""
REDUCED = ("date", "source", "relation", "target", "cameo", "goldstein", "source_iso3", "target_iso3")


@dataclass(frozen=True)
class Layout:
    """One layout: the header it must have (empty: none), the widths it may have, the key that no two rows share."""

    name: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    key: tuple[str, ...]
    neutral: Neutral
    exact: bool = True
    found_on: Neutral | None = None

    def days(self, frame: pl.DataFrame, rows: pl.DataFrame) -> pl.Series:
        """The days that a file covers, as many as it has rows: those on which its events were found, else of events."""
        return rows["day"] if self.found_on is None else self.found_on(frame).to_series()


def _column(place: int) -> str:
    return f"column_{place + 1}"


def _gdelt(frame: pl.DataFrame) -> pl.DataFrame:
    columns = {name: pl.col(_column(place)) for name, place in GDELT.items()}
    return frame.select(
        columns["day"].str.to_date("%Y%m%d", strict=False).alias("day"),
        _iso(columns["a"].replace(CAMEO_STATES)).alias("a"),
        _iso(columns["b"].replace(CAMEO_STATES)).alias("b"),
        columns["quad"].cast(pl.Int8, strict=False).alias("kind"),
        columns["goldstein"].cast(pl.Float32, strict=False).alias("intensity"),
        columns["code"].alias("code"),
    )


def _gdelt_added(frame: pl.DataFrame) -> pl.DataFrame:
    """The day on which each event was added."""
    added = pl.col(_column(GDELT_ADDED[frame.width]))
    return frame.select(added.str.slice(0, 8).str.to_date("%Y%m%d", strict=False))


def _icews(frame: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("Event Date").str.to_date("%Y-%m-%d", strict=False)
    dated = frame.with_columns(day.alias("day"))
    return _with_names(dated, "Source Country", "Target Country").select(
        "day",
        "a",
        "b",
        from_cameo(pl.col("CAMEO Code").str.zfill(3)).alias("kind"),
        pl.col("Intensity").cast(pl.Float32, strict=False).alias("intensity"),
        pl.col("CAMEO Code").str.zfill(3).alias("code"),
    )


def _polecat(frame: pl.DataFrame) -> pl.DataFrame:
    intensity = pl.col("Intensity") if "Intensity" in frame.columns else pl.lit(None, pl.String)
    event = pl.col("Event Type") if "Event Type" in frame.columns else pl.lit(None, pl.String)
    return frame.select(
        pl.col("Event Date").str.to_date("%Y-%m-%d", strict=False).alias("day"),
        _iso(pl.col("Actor Country")).alias("a"),
        _iso(pl.col("Recipient Country")).alias("b"),
        pl.col("Quad Code").str.to_uppercase().replace_strict(QUAD, default=None, return_dtype=pl.Int8).alias("kind"),
        intensity.cast(pl.Float32, strict=False).alias("intensity"),
        event.alias("code"),
    )


def _reduced(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        pl.col("date").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).alias("day"),
        _iso(pl.col("source_iso3")).alias("a"),
        _iso(pl.col("target_iso3")).alias("b"),
        from_cameo(pl.col("cameo")).alias("kind"),
        pl.col("goldstein").cast(pl.Float32).alias("intensity"),
        pl.col("cameo").alias("code"),
    )


def _iso(code: pl.Expr) -> pl.Expr:
    """Codes of states as they are; anything else (several states, organisations, regions) is null."""
    return pl.when(code.is_in(sorted(_states()))).then(code)


def _states() -> set[str]:
    from khural.evidence.states.registry import spells

    return {spell.state for spell in spells() if is_known(spell.state)}


def _with_names(frame: pl.DataFrame, one: str, two: str) -> pl.DataFrame:
    """States by the English names of ICEWS, each on the day of its event."""
    found = frame
    for column, target in ((one, "a"), (two, "b")):
        pairs = frame.select(pl.col(column).alias("name"), pl.col("day").dt.year().alias("year")).unique().drop_nulls()
        ids = [_named(name, year) for name, year in pairs.rows()]
        table = pairs.with_columns(pl.Series(target, ids, dtype=pl.String))
        keyed = found.with_columns(pl.col(column).alias("name"), pl.col("day").dt.year().alias("year"))
        found = keyed.join(table, on=["name", "year"], how="left", maintain_order="left").drop("name", "year")
    return found


def _named(name: str, year: int) -> str | None:
    state = named(name, date(year, 12, 31))
    return state if state is not None and existed(state, date(year, 1, 1), date(year, 12, 31)) else None


LAYOUTS = {
    "icews": Layout("icews", ICEWS, (len(ICEWS),), ("Event ID",), _icews),
    "gdelt": Layout("gdelt", (), GDELT_WIDTHS, (_column(GDELT["id"]),), _gdelt, found_on=_gdelt_added),
    "polecat": Layout("polecat", POLECAT, (), ("Event ID",), _polecat, exact=False),
    "icews18": Layout("icews18", REDUCED, (len(REDUCED),), ("date", "source", "relation", "target"), _reduced),
    "icews14": Layout("icews14", REDUCED, (len(REDUCED),), ("date", "source", "relation", "target"), _reduced),
    "icews05_15": Layout("icews05_15", REDUCED, (len(REDUCED),), ("date", "source", "relation", "target"), _reduced),
}
"""By the name of the source in the catalogue."""
