"""The responses on real events, beside the table they are to reproduce."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
from tension_data import FIRST, weekly_events

from khural.messages import english
from khural.tension.measurement import Response
from khural.tension.panels import ActPanel
from khural.tension.projections import project
from khural.tension.responses import responses

WEEKS = 30
FEWEST_HOSTILE = 25
FEWEST_YEARLY = 60
REFERENCE = {
    1: {"own": 1.291, "incoming": 1.065, "stick": 1.015, "carrot": 1.074, "talks": 1.087},
    4: {"own": 1.025, "incoming": 0.983, "stick": 0.943, "carrot": 1.011, "talks": 1.063},
}


def starts(*prefixes: str) -> pl.Expr:
    return pl.any_horizontal(*(pl.col("cameo").str.starts_with(prefix) for prefix in prefixes))


STICK, CARROT, TALKS = starts("163", "1312", "138"), starts("07", "033"), pl.col("root") == 4
"""Sanctions imposed and threatened; aid given and promised; consultations."""


def hostile_panel(ir: Path) -> ActPanel:
    events = weekly_events(ir)
    hostile = events.filter(pl.col("root") >= 10)
    busy = hostile.group_by("a", "b").agg(pl.len().alias("n")).filter(pl.col("n") >= FEWEST_HOSTILE).sort("a", "b")
    return panel(events, [(a, b) for a, b, _ in busy.iter_rows()])


def panel(events: pl.DataFrame, dyads: Sequence[tuple[str, str]]) -> ActPanel:
    """Hostility i to j, and the acts of j towards i."""
    back = [(b, a) for a, b in dyads]
    hostile = pl.col("root") >= 10
    acts = {
        name: counted(events.filter(rule), back)
        for name, rule in (("carrot", CARROT), ("stick", STICK), ("talks", TALKS))
    }
    volume = np.bincount(events["week"].to_numpy(), minlength=WEEKS).astype(float)
    weeks = tuple(FIRST + timedelta(weeks=week) for week in range(WEEKS))
    known = np.ones((len(dyads), WEEKS), dtype=bool)
    there, incoming = (counted(events.filter(hostile), pairs) for pairs in (dyads, back))
    return ActPanel("icews18", "week", weeks, tuple(dyads), there, incoming, acts, known, volume)


def counted(events: pl.DataFrame, dyads: Sequence[tuple[str, str]]) -> np.ndarray:
    place = {pair: at for at, pair in enumerate(dyads)}
    found = np.zeros((len(dyads), WEEKS))
    for a, b, week, number in events.group_by("a", "b", "week").agg(pl.len()).iter_rows():
        if (a, b) in place:
            found[place[a, b], week] = number
    return found


def weekly(ir: Path) -> None:
    whole = hostile_panel(ir)
    print(f"{len(whole.dyads)} directed dyads, weekly Jan-Jul 2018, n = {len(whole.dyads) * (WEEKS - 1):,} at h = 1")
    projected = project(whole, (*range(-4, 0), 1, 4, 8, 12))
    for name, horizons in projected.items():
        at = {one.ahead: one for one in horizons}
        cells = [f"h={h:>2} {at[h].ratio:.3f} [{at[h].low:.3f}, {at[h].high:.3f}]" for h in (1, 4) if h in at]
        wanted = " and ".join(f"{REFERENCE[h][name]:.3f}" for h in (1, 4))
        leads = " ".join(
            f"{one.ratio:.2f}{'*' if one.low > 1 or one.high < 1 else ''}" for one in horizons if one.ahead < 0
        )
        print(f"  {name:9} {'  '.join(cells)}   table: {wanted}   placebos h=-4..-1: {leads}")
    for one in responses(whole, "rivals"):
        said(one)


def annual(ir: Path) -> None:
    table = pl.read_parquet(ir / "icews_dyad_year" / "icews_dyad_year_2002_2014.parquet")
    classes = ("verbCoop", "matlCoop", "verbConf", "matlConf")
    states = sorted(set(table["i_iso3c"].drop_nulls()) | set(table["j_iso3c"].drop_nulls()))
    place = {state: at for at, state in enumerate(states)}
    squares = np.zeros((4, 13, len(states), len(states)))
    for a, b, year, *numbers in table.select("i_iso3c", "j_iso3c", "year", *classes).drop_nulls().iter_rows():
        squares[:, int(year) - 2002, place[a], place[b]] = numbers
    hostile = squares[2] + squares[3]
    rows = [(i, j) for i, j in np.argwhere(hostile.sum(axis=0) >= FEWEST_YEARLY).tolist() if i != j]
    i, j = np.array(rows).T
    years = tuple(FIRST.replace(year=2002 + at) for at in range(13))
    acts = {name: squares[at][:, j, i].T for name, at in (("carrot", 1), ("stick", 3), ("talks", 0))}
    dyads = tuple((states[a], states[b]) for a, b in rows)
    known = np.ones((len(rows), 13), dtype=bool)
    whole = ActPanel(
        "icews_dyad_year",
        "year",
        years,
        dyads,
        hostile[:, i, j].T,
        squares[2][:, j, i].T,
        acts,
        known,
        squares.sum((0, 2, 3)),
    )
    print(
        f"{len(rows):,} directed dyads with at least {FEWEST_YEARLY} hostile events, annual 2002-14 (table: 1,422 with"
    )
    print("own lag 1.229, verbal incoming 1.095, material incoming 1.026, material cooperation 0.979, talks 0.894)")
    for name, horizons in project(whole, (-2, -1, 1)).items():
        print(
            f"  {name:9} "
            + "  ".join(f"h={one.ahead:>2} {one.ratio:.3f} [{one.low:.3f}, {one.high:.3f}]" for one in horizons)
        )


def aid_to_prk(ir: Path) -> None:
    events = weekly_events(ir)
    found = responses(panel(events, [("PRK", "KOR"), ("PRK", "USA")]), "case")
    print("PRK towards KOR and USA after their acts (goal for aid: cannot tell)")
    for one in found:
        said(one)


def said(one: Response) -> None:
    answer = one.answer
    ratio = "" if answer.ratio is None else f" {answer.ratio:.3f} [{answer.low:.3f}, {answer.high:.3f}]"
    why = " ".join(english(reason) for reason in answer.reasons)
    print(f"  {one.group}, {one.style}: {answer.verdict}{ratio} ({one.identification.light}). {why}")
