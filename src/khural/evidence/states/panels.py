"""Panels of states and pairs of states over time: every unit that existed, and no other.

State-years are years in which a state was a member of the system on any day; pairs are of two states that were members
on a same day of the period. Numbers are those of the system ("cow" or "gw"), one row each, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from khural.evidence.states.registry import spells
from khural.evidence.table import EvidenceError

Span = tuple[date, date]

MICROSTATES = frozenset(
    {54, 55, 56, 57, 58, 60, 221, 223, 232, 331, 396, 397, 403, 591, 935, 970, 971, 972, 973, 983, 986, 987, 990}
)
"""Numbers that Gleditsch and Ward list apart as microstates."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Columns of one length: ids of states as numbers of a system or as text, years, months, values."""

    columns: tuple[tuple[str, NDArray[np.generic]], ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.columns[0][1])


def state_years(system: str, first: int, last: int, *, microstates: bool = False) -> Panel:
    """code, year: as `create_stateyears()` of the R package peacesciencer 1.1; `microstates` adds those of "gw"."""
    _check(system, first, last)
    rows = [
        (code, year)
        for code, held in _members(system, microstates=microstates).items()
        for year in range(first, last + 1)
        if any(_overlap(span, (date(year, 1, 1), date(year, 12, 31))) for span in held)
    ]
    codes, years = np.array(rows, dtype=np.int16).reshape(-1, 2).T
    return Panel(((f"{_prefix(system)}code", codes), ("year", years)))


def dyad_years(system: str, first: int, last: int, *, directed: bool = True, microstates: bool = False) -> Panel:
    """code1, code2, year: as `create_dyadyears()` of peacesciencer 1.1; undirected pairs once, code1 < code2.

    The table of Gleditsch and Ward at hand has years, not days: two of its states of which one ended in the year in
    which the other began are a pair here, and none in peacesciencer, which compares days.
    """
    _check(system, first, last)
    periods = [(date(year, 1, 1), date(year, 12, 31)) for year in range(first, last + 1)]
    one, two, at = _pairs(_members(system, microstates=microstates), periods, directed=directed)
    name = _prefix(system)
    return Panel(((f"{name}code1", one), (f"{name}code2", two), ("year", (at + first).astype(np.int16))))


def dyad_months(system: str, first: int, last: int, *, directed: bool = True, microstates: bool = False) -> Panel:
    """code1, code2, year, month for pairs that were members on a same day of the month."""
    _check(system, first, last)
    starts = [date(year, month, 1) for year in range(first, last + 1) for month in range(1, 13)]
    ends = [start - timedelta(days=1) for start in (*starts[1:], date(last + 1, 1, 1))]
    one, two, at = _pairs(
        _members(system, microstates=microstates), list(zip(starts, ends, strict=True)), directed=directed
    )
    name, year, month = _prefix(system), first + at // 12, at % 12 + 1
    columns = (f"{name}code1", one), (f"{name}code2", two)
    return Panel((*columns, ("year", year.astype(np.int16)), ("month", month.astype(np.int8))))


def _pairs(
    members: dict[int, list[Span]], periods: list[Span], *, directed: bool
) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int64]]:
    """Pairs by code, code, period. Two members of a period are a pair if their spells share a day of it."""
    codes = np.array(list(members), dtype=np.int16)
    found = []
    for at, period in enumerate(periods):
        here = [_within(members[int(code)], period) for code in codes]
        present = np.array([bool(spans) for spans in here])
        whole = np.array([any(span == period for span in spans) for spans in here])
        both = present[:, None] & present[None, :]
        # Only where neither was there for the whole period can two members have missed each other.
        for i, j in np.argwhere(both & ~whole[:, None] & ~whole[None, :]):
            both[i, j] = any(_overlap(a, b) for a in here[i] for b in here[j])
        np.fill_diagonal(both, val=False)
        one, two = np.nonzero(both if directed else np.triu(both))
        found.append(np.stack([one, two, np.full(len(one), at)]))
    one, two, at = np.concatenate(found, axis=1)
    order = np.lexsort((at, two, one))
    return codes[one[order]], codes[two[order]], at[order]


def _members(system: str, *, microstates: bool) -> dict[int, list[Span]]:
    """Spells by code, in order of the code; spells that meet are one (two states can bear one code in turn)."""
    found: dict[int, list[Span]] = {}
    for spell in sorted(spells(), key=lambda one: (one.code, one.first)):
        small = system == "gw" and spell.code in MICROSTATES
        if spell.system != system or (small and not microstates):
            continue
        held = found.setdefault(spell.code, [])
        last = spell.last or date.max
        if held and held[-1][1] + timedelta(days=1) >= spell.first:
            held[-1] = (held[-1][0], max(held[-1][1], last))
        else:
            held.append((spell.first, last))
    return found


def _within(held: list[Span], period: Span) -> list[Span]:
    return list(_cut(held, period))


def _cut(held: list[Span], period: Span) -> Iterator[Span]:
    for span in held:
        if _overlap(span, period):
            yield max(span[0], period[0]), min(span[1], period[1])


def _overlap(one: Span, two: Span) -> bool:
    return one[0] <= two[1] and two[0] <= one[1]


def _prefix(system: str) -> str:
    return "c" if system == "cow" else "gw"


def _check(system: str, first: int, last: int) -> None:
    if system not in ("cow", "gw"):
        raise EvidenceError("evidence.system_unknown", system=system, systems="cow, gw")
    if not 1816 <= first <= last <= 2100:
        raise EvidenceError("evidence.years_wrong", first=first, last=last)
