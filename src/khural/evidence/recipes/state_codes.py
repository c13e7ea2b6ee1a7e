"""`states/states.csv` from the membership tables of the Correlates of War and of Gleditsch and Ward.

The id of a state is its ISO 3166-1 alpha-3 code; a state that is no more has the code that ISO 3166-3 kept for it where
that is unambiguous (CSK, DDR, YMD, YUG), else its number in the Correlates of War (COW817) or in Gleditsch and Ward.
An id lasts where the two systems disagree on a break: Germany 1949-1990 (260) and after (255) are both DEU, Yemen
before (678) and after 1990 (679) both YEM. Serbia and Yugoslavia, which share the number 345, are two.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from khural.evidence.made import Made
from khural.evidence.recipes.reading import state_years
from khural.evidence.states.spells import Spell

OPEN = datetime.date(2016, 12, 31)
"""The last day of the membership table of the Correlates of War: who was a member then is taken to be one still."""

FORMER = {265: "DDR", 315: "CSK", 678: "YEM", 679: "YEM", 680: "YMD", 260: "DEU", 347: "XKX"}
SERBIA = 345
SERBIAN: tuple[tuple[datetime.date | None, datetime.date | None, str], ...] = (
    (None, datetime.date(1918, 11, 30), "SRB"),
    (datetime.date(1918, 12, 1), datetime.date(2006, 6, 4), "YUG"),
    (datetime.date(2006, 6, 5), None, "SRB"),
)
PACIFIC = {970: "KIR", 971: "NRU", 972: "TON", 973: "TUV"}
"""Numbers of Gleditsch and Ward that mean another state, or none, in the Correlates of War."""
NAMES = {"YUG": "Yugoslavia", "DDR": "German Democratic Republic", "CSK": "Czechoslovakia", "YMD": "South Yemen"}


def state_codes(files: dict[str, Path]) -> tuple[Spell, ...]:
    """The spells of every state, by id, system and day."""
    names = pl.read_csv(files["country_codes.csv"], schema_overrides={"cown": pl.Float64})
    modern = {int(c): i for i, c in names.select("iso3c", "cown").drop_nulls().rows()}
    english = dict(names.select("iso3c", "country.name.en").drop_nulls().rows()) | NAMES
    members = tuple(_cow(files["cw_system.csv"], modern))
    numbers = {spell.code for spell in members}
    found = [*members, *_gw(files["gw_cw_panel.csv"], modern, numbers)]
    named = (Spell(s.state, english.get(s.state, s.name), s.system, s.code, s.first, s.last) for s in found)
    return tuple(sorted(named, key=lambda spell: (spell.state, spell.system, spell.first)))


def membership(files: dict[str, Path]) -> tuple[Made, ...]:
    """1 for every year in which a state was a member of the system of the Correlates of War, on any day."""
    rows = [
        (spell.state, year, 1)
        for spell in state_codes(files)
        if spell.system == "cow"
        for year in range(spell.first.year, (spell.last or OPEN).year + 1)
    ]
    frame = pl.DataFrame(rows, ["state", "year", "value"], orient="row")
    years = (1946, OPEN.year)
    return (state_years("system_member", "cow_states", "yes", frame, years, absent="zero", read=len(rows)),)


def as_csv(spells: tuple[Spell, ...]) -> str:
    """The file that ships with the package."""
    out = io.StringIO()
    out.write("state,name,system,code,first,last\n")
    for spell in spells:
        name = f'"{spell.name}"' if "," in spell.name else spell.name
        last = "" if spell.last is None else spell.last.isoformat()
        out.write(f"{spell.state},{name},{spell.system},{spell.code},{spell.first.isoformat()},{last}\n")
    return out.getvalue()


def _cow(path: Path, modern: dict[int, str]) -> Iterator[Spell]:
    for code, _, name, start, end in pl.read_csv(path, try_parse_dates=True).rows():
        number = int(code)
        last = None if end == OPEN else end
        if number == SERBIA:
            yield from _serbian(start, last)
            continue
        yield Spell(_cow_id(number, modern), name, "cow", number, start, last)


def _serbian(start: datetime.date, end: datetime.date | None) -> Iterator[Spell]:
    for first, last, state in SERBIAN:
        begins = max(first or start, start)
        ends = min((day for day in (last, end) if day is not None), default=None)
        if ends is None or begins <= ends:
            yield Spell(state, state, "cow", SERBIA, begins, ends)


def _cow_id(number: int, modern: dict[int, str]) -> str:
    return FORMER.get(number) or modern.get(number) or f"COW{number}"


def _gw(path: Path, modern: dict[int, str], cow: set[int]) -> Iterator[Spell]:
    """Gleditsch and Ward by whole years: the panel at hand has no days."""
    panel = pl.read_csv(path, schema_overrides={"year": pl.Float64})
    rows = panel.filter(pl.col("gwcode").is_not_null()).sort("gwcode", "year")
    latest = int(rows["year"].cast(pl.Int64).max())  # type: ignore[arg-type]  # the column holds whole years
    for (code,), part in rows.group_by("gwcode", maintain_order=True):
        years = part["year"].cast(pl.Int64).to_list()
        starts = [year for year in years if year - 1 not in years]
        ends = [year for year in years if year + 1 not in years]
        for start, end in zip(starts, ends, strict=True):
            number = int(code)
            last = None if end == latest else datetime.date(end, 12, 31)
            yield Spell(
                _gw_id(number, modern, cow), str(part["gw_name"][0]), "gw", number, datetime.date(start, 1, 1), last
            )


def _gw_id(number: int, modern: dict[int, str], cow: set[int]) -> str:
    if number in PACIFIC:
        return PACIFIC[number]
    special = {340: "SRB", SERBIA: "YUG"}
    known = special.get(number) or FORMER.get(number) or modern.get(number)
    return known or (f"COW{number}" if number in cow else f"GW{number}")
