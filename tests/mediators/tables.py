"""Small tables of events with known scores, and the reference table of ../shared."""

from __future__ import annotations

from datetime import date

import numpy as np

from khural.evidence.tables import DyadCounts, SourceNote
from khural.mediators.answer import Reading
from khural.mediators.settings import Settings

FIRST, LAST = date(2010, 1, 1), date(2014, 12, 31)


Counts = DyadCounts
NOTE = SourceNote(
    name="invented",
    title="Invented events",
    version="1",
    licence="none needed",
    terms="shipped",
    sha256="0" * 64,
    first=date(2002, 1, 1),
    last=LAST,
    rows=1,
    citation="nobody",
    url="https://example.org",
    holds_counts=True,
)


def counts(events: dict[tuple[str, str], tuple[int, int, int, int]], states: str = "") -> Counts:
    """A table of directed (verbal cooperation, material cooperation, verbal conflict, material conflict) by pair."""
    names = tuple(sorted({*states.split(), *(state for pair in events for state in pair)}))
    squares = np.zeros((4, len(names), len(names)), dtype=np.int64)
    for (a, b), classes in events.items():
        squares[:, names.index(a), names.index(b)] = classes
    return Counts(names, *squares, np.ones(len(names), dtype=bool), FIRST, LAST, NOTE)


def settings(**moved: object) -> Settings:
    """The default settings on the first day of 2015, with some moved."""
    given: dict[str, object] = {"as_of": date(2015, 1, 1), "first": FIRST, "last": LAST, "source": "invented"}
    return Settings(**{**given, **moved})  # type: ignore[arg-type]


def reading(table: Counts, **more: object) -> Reading:
    """A reading of `table` with nothing beside it."""
    given: dict[str, object] = {
        "states": table.states,
        "table": table,
        "others": {},
        "weeks": (),
        "flags": {},
        "small": {},
        "inside": frozenset(),
        "sources": {},
    }
    return Reading(**{**given, **more})  # type: ignore[arg-type]


def peace() -> Counts:
    """AAA and BBB in conflict; CCC cordial to both, DDD to AAA alone, EEE seen twice by BBB, FFF hostile to AAA."""
    return counts(
        {
            ("AAA", "CCC"): (60, 20, 4, 0),
            ("CCC", "AAA"): (30, 10, 0, 1),
            ("BBB", "CCC"): (40, 0, 2, 0),
            ("CCC", "BBB"): (40, 0, 2, 0),
            ("AAA", "DDD"): (90, 5, 0, 0),
            ("DDD", "BBB"): (10, 0, 6, 0),
            ("AAA", "EEE"): (50, 0, 0, 0),
            ("BBB", "EEE"): (2, 0, 0, 0),
            ("FFF", "AAA"): (5, 0, 40, 10),
            ("FFF", "BBB"): (80, 0, 0, 0),
            ("AAA", "BBB"): (50, 0, 500, 90),
            ("CCC", "DDD"): (30, 0, 0, 0),
            ("DDD", "FFF"): (30, 0, 2, 0),
        },
        "GGG",
    )
