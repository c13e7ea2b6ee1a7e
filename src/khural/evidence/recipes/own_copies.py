"""Tables of sources that may not be passed on: they are made from the user's own copy only."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl

from khural.evidence.made import Dropped, Made, TableNote
from khural.evidence.recipes.reading import (
    NO_STATE,
    NO_VALUE,
    dyad_years,
    last_year,
    state_years,
    with_states,
    without_null,
)
from khural.evidence.states.names import named
from khural.evidence.states.registry import is_known
from khural.evidence.tables import CLASSES

NAME = "evidence.dropped_name"
HOSTILE = {1: None, 2: "verbal_conflict", 3: "material_conflict", 4: "material_conflict", 5: "material_conflict"}
"""Classes of the levels of hostility: a threat is verbal; display, use of force and war are material."""


def sanctions(files: dict[str, Path]) -> tuple[Made, ...]:
    """Directed sanctions between states by year: from who imposes to whom. Organisations are no states and left out."""
    raw = pl.read_csv(files["GSDB_V4.csv"], infer_schema_length=0)
    rows, lost = [], 0
    for target, sender, begin, end in raw.select("sanctioned_state", "sanctioning_state", "begin", "end").rows():
        on = date(int(begin), 12, 31)
        senders, targets = _states(sender, on), _states(target, on)
        pairs = [(a, b) for a in senders for b in targets if a != b]
        lost += not pairs
        rows += [(a, b, year) for a, b in pairs for year in range(int(begin), int(end) + 1)]
    frame = pl.DataFrame(rows, ["a", "b", "year"], orient="row").with_columns(pl.lit(1).alias("value"))
    made = dyad_years(
        "sanctions",
        "gsdb",
        "yes",
        frame,
        (1949, last_year(raw, "end")),
        absent="zero",
        directed=True,
        read=raw.height,
        dropped=(Dropped(NAME, lost),),
    )
    return (made,)


def _states(names: str, on: date) -> list[str]:
    """The states of a list of names. Names that themselves hold a comma ("Korea, North") are read as a whole first."""
    whole = named(names, on)
    if whole is not None:
        return [whole]
    parts, found = [part.strip() for part in names.split(",")], []
    while parts:
        two = named(", ".join(parts[:2]), on)
        one = named(parts[0], on)
        found.append(two or one)
        parts = parts[2:] if two else parts[1:]
    return sorted({state for state in found if state is not None})


def militarized_events(files: dict[str, Path]) -> tuple[Made, ...]:
    """Militarized events by month of their start; -9 is unknown, and an event without a month is left out."""
    raw = pl.read_parquet(files["mie_1_0.parquet"])
    dated = raw.filter(pl.col("stmon").is_between(1, 12))
    found = with_states(dated.rename({"styear": "year"}), ["ccode1", "ccode2"], "cow")
    kept, lost = without_null(found, ["ccode1", "ccode2"], NO_STATE)
    classes = pl.col("hostlev").replace_strict(HOSTILE, default=None, return_dtype=pl.String)
    hostile = kept.with_columns(classes.alias("class")).drop_nulls("class")
    start = pl.date("year", "stmon", 1).alias("start")
    counted = [(pl.col("class") == name).sum().cast(pl.Int32).alias(name) for name in CLASSES]
    rows = hostile.select(start, pl.col("ccode1").alias("a"), pl.col("ccode2").alias("b"), "class")
    frame = rows.group_by("start", "a", "b").agg(counted).sort("start", "a", "b")
    note = TableNote(
        "mie",
        "dyad_counts",
        "mie",
        "events",
        date(1816, 1, 1),
        date(2014, 12, 31),
        "month",
        directed=True,
        absent="zero",
    )
    dropped = (
        Dropped(NO_VALUE, raw.height - dated.height),
        lost,
        Dropped("evidence.dropped_not_hostile", kept.height - hostile.height),
    )
    return (Made(note, frame, raw.height, dropped), _calendar(note, frame, raw.height))


def _calendar(note: TableNote, frame: pl.DataFrame, read: int) -> Made:
    """Human coders read every month of the domain: each month counts as whole, its volume is all its events."""
    months = pl.DataFrame(
        {"start": pl.date_range(note.first, note.last, "1mo", eager=True), "days": pl.Series([31], dtype=pl.Int16)}
        if note.first == note.last
        else {"start": pl.date_range(note.first, note.last, "1mo", eager=True)}
    )
    days = (pl.col("start").dt.offset_by("1mo") - pl.col("start")).dt.total_days().cast(pl.Int16).alias("days")
    events = frame.group_by("start").agg(pl.sum_horizontal(CLASSES).sum().cast(pl.Int32).alias("volume"))
    joined = months.with_columns(days).join(events, on="start", how="left", maintain_order="left")
    calendar = TableNote("mie_calendar", "calendar", "mie", "days", note.first, note.last, "month")
    return Made(calendar, joined.with_columns(pl.col("volume").fill_null(0)), read)


def mediation(files: dict[str, Path]) -> tuple[Made, ...]:
    """Mediation events by year: from the state that is a third party to the state in conflict.

    Only the states in conflict that were coded are covered: elsewhere nothing is known, so absence is missing.
    """
    raw = pl.read_csv(files["mend_events_to_2024_09.csv"], infer_schema_length=0)
    counts: Counter[tuple[str, str, int]] = Counter()
    lost = 0
    for parties, conflict, year in raw.select("third_party", "conflict_country", "Year").rows():
        on = date(int(year), 12, 31)
        target = named(conflict or "", on)
        senders = {named(name.strip(), on) for name in (parties or "").split(";")} - {None, target}
        lost += target is None or not senders
        counts.update((str(sender), target, int(year)) for sender in senders if target is not None)
    rows = pl.DataFrame([(*key, value) for key, value in counts.items()], ["a", "b", "year", "value"], orient="row")
    dropped = (Dropped(NAME, lost),)
    name, years = "mediation_events", (2018, last_year(raw, "Year"))
    return (dyad_years(name, "mend", "events", rows, years, directed=True, read=raw.height, dropped=dropped),)


def alignment(files: dict[str, Path]) -> tuple[Made, ...]:
    """Positions on two latent axes: the output of a model, for comparison, never evidence."""
    raw = pl.read_csv(files["latent_positions.csv"])
    states = raw.filter(pl.col("iso3").map_elements(is_known, return_dtype=pl.Boolean))
    lost = (Dropped(NO_STATE, raw.height - states.height),)
    made = []
    for axis in ("dim1", "dim2"):
        rows = states.select(pl.col("iso3").alias("state"), "year", pl.col(axis).alias("value")).drop_nulls()
        name = f"alignment_{axis}"
        made.append(
            state_years(name, "alignment", "latent", rows, (1990, last_year(raw)), read=raw.height, dropped=lost)
        )
    return tuple(made)
