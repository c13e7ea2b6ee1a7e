"""From a code to a state and back. What means two states, or one state under two codes, is refused without a date."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import resources

from khural.evidence.states.spells import Spell
from khural.evidence.table import EvidenceError

SYSTEMS = ("cow", "gw", "iso3")
ISO_CHANGED = {"VNM": date(1976, 7, 2)}
"""Days before which an alpha-3 code was read in two ways: until 1976 lists gave VNM to the south or to the north."""


@functools.cache
def spells() -> tuple[Spell, ...]:
    """The table that ships with the package."""
    text = resources.files("khural.evidence.states").joinpath("states.csv").read_text("utf-8")
    return tuple(_spell(row) for row in csv.DictReader(text.splitlines()))


def state_of(code: str | int, system: str, on: date | None = None) -> str:
    """The id of the state that `code` means in "cow", "gw" or "iso3" on a day.

    Without a day only a code that always meant one state, and whose state always had this one code, is answered.
    EvidenceError where nothing, or more than one thing, is meant.
    """
    _check_system(system)
    if system == "iso3":
        return _iso(str(code), on)
    rows = _by_code().get((system, int(code)), ())
    if not rows:
        raise EvidenceError("evidence.code_unknown", name=str(code), system=system)
    if on is None:
        return _always(code, system, rows)
    found = {row.state for row in rows if row.covers(on)}
    if not found:
        raise EvidenceError("evidence.code_not_then", name=str(code), system=system, date=str(on), spans=_spans(rows))
    return found.pop()


def code_of(state: str, system: str, on: date | None = None) -> int:
    """The number of a state in "cow" or "gw" on a day; without a day only where it never changed."""
    _check_system(system)
    rows = _by_state().get((system, state), ())
    if not rows:
        raise EvidenceError("evidence.state_without_code", state=state, system=system)
    found = {row.code for row in rows if on is None or row.covers(on)}
    if not found:
        raise EvidenceError("evidence.code_not_then", name=state, system=system, date=str(on), spans=_spans(rows))
    if len(found) > 1:
        raise EvidenceError("evidence.state_ambiguous", name=state, system=system, meanings=_meanings(rows))
    return found.pop()


def state_in_year(code: int, system: str, year: int) -> str | None:
    """The state that `code` means in rows dated by year: who bore it last in that year, None where nobody did."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = [row for row in _by_code().get((system, code), ()) if row.overlaps(first, last)]
    return max(rows, key=lambda row: row.first).state if rows else None


def is_known(state: str) -> bool:
    """Whether a state has this id, today or once."""
    return state in _ids()


def existed(state: str, first: date, last: date | None = None) -> bool:
    """Whether the state was a member of either system on a day, or on any day of a span."""
    return any(row.overlaps(first, last or first) for row in _ids().get(state, ()))


def states_between(first: date, last: date) -> tuple[str, ...]:
    """The states that existed on any day of the span, by id."""
    return tuple(sorted(str(state) for state in _ids() if existed(str(state), first, last)))


def name_of(state: str) -> str:
    """The English name of a state in the table."""
    return _ids()[state][0].name


def _iso(code: str, on: date | None) -> str:
    if code not in _ids():
        raise EvidenceError("evidence.code_unknown", name=str(code), system="iso3")
    changed = ISO_CHANGED.get(code)
    if changed is not None and on is not None and on < changed:
        meanings = "VNM (816, the north), COW817 (817, the south)"
        raise EvidenceError("evidence.state_ambiguous", name=str(code), system="iso3", meanings=meanings)
    if on is not None and not existed(code, on):
        raise EvidenceError(
            "evidence.code_not_then", name=str(code), system="iso3", date=str(on), spans=_spans(_ids()[code])
        )
    return code


def _always(code: str | int, system: str, rows: tuple[Spell, ...]) -> str:
    states = {row.state for row in rows}
    others = [other for state in sorted(states) for other in _by_state()[system, state]]
    if len(states) > 1 or len({other.code for other in others}) > 1:
        raise EvidenceError("evidence.state_ambiguous", name=str(code), system=system, meanings=_meanings(others))
    return states.pop()


def _meanings(rows: Iterable[Spell]) -> str:
    return ", ".join(f"{row.state} ({row.code}) {_span(row)}" for row in rows)


def _spans(rows: Iterable[Spell]) -> str:
    return ", ".join(_span(row) for row in rows)


def _span(row: Spell) -> str:
    return f"{row.first} – {row.last or ''}".strip()


def _check_system(system: str) -> None:
    if system not in SYSTEMS:
        raise EvidenceError("evidence.system_unknown", system=system, systems=", ".join(SYSTEMS))


def _spell(row: dict[str, str]) -> Spell:
    last = date.fromisoformat(row["last"]) if row["last"] else None
    return Spell(row["state"], row["name"], row["system"], int(row["code"]), date.fromisoformat(row["first"]), last)


def _grouped(keyed: Iterator[tuple[object, Spell]]) -> dict[object, tuple[Spell, ...]]:
    found: dict[object, tuple[Spell, ...]] = {}
    for key, spell in keyed:
        found[key] = (*found.get(key, ()), spell)
    return found


@functools.cache
def _by_code() -> dict[object, tuple[Spell, ...]]:
    return _grouped(((spell.system, spell.code), spell) for spell in spells())


@functools.cache
def _by_state() -> dict[object, tuple[Spell, ...]]:
    return _grouped(((spell.system, spell.state), spell) for spell in spells())


@functools.cache
def _ids() -> dict[object, tuple[Spell, ...]]:
    return _grouped((spell.state, spell) for spell in spells())
