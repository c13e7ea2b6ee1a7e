"""Embassies between candidates and the capitals of the parties, from the sourced relations; most are unknown."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date

from khural.evidence.facts import relations
from khural.evidence.records import Relation
from khural.mediators.asof import before
from khural.mediators.finding import Presence

OPEN = ("embassy", "embassy_reopened", "embassy_listed", "embassy_working", "embassy_working_after_covid")
CLOSED = ("embassy_closed", "diplomatic_relations_broken", "no_diplomatic_relations")
ENDS_BOTH = ("diplomatic_relations_broken", "no_diplomatic_relations")


def presence(state: str, table: Sequence[str], as_of: date) -> tuple[Presence, ...]:
    """For each of the `table` two rows: the embassy `state` sends to its capital, and the one it receives."""
    return tuple(
        _presence(party, direction, rows, as_of)
        for party in table
        for direction, rows in (("sends", _rows(state, party)), ("receives", _rows(party, state)))
    )


@functools.cache
def _index() -> dict[tuple[str, str], tuple[Relation, ...]]:
    found: dict[tuple[str, str], list[Relation]] = {}
    for row in relations():
        if row.b is None or not row.source_url or row.grade == "NF":
            continue
        if row.kind in OPEN or row.kind in CLOSED:
            found.setdefault((row.a, row.b), []).append(row)
        if row.kind in ENDS_BOTH:
            found.setdefault((row.b, row.a), []).append(row)
    return {pair: tuple(rows) for pair, rows in found.items()}


def _rows(a: str, b: str) -> tuple[Relation, ...]:
    return _index().get((a, b), ())


def _presence(party: str, direction: str, rows: Sequence[Relation], as_of: date) -> Presence:
    """The last row read by `as_of` decides; a row without a date gives way to every dated closing or opening."""
    read = sorted((row for row in rows if before(row.start, as_of)), key=lambda row: str(row.start or ""))
    if not read:
        return Presence(party, direction, "unknown", None, None, None)
    last = read[-1]
    value = "no" if last.kind in CLOSED or (last.end and before(last.end, as_of)) else "yes"
    since = str(last.start) if last.start else None
    return Presence(party, direction, value, since, last.source_url, last.grade)
