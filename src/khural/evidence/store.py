"""The evidence as it stood on a day: the only door to it, and the door holds the day.

    evidence = open_evidence(date(2014, 12, 31))
    evidence.dyad_counts("icews_dyad_year", date(2010, 1, 1), date(2013, 12, 31))

Nothing dated on or after `as_of` can be read through it, whatever is asked. It reads the pack that ships with the
package and, where a folder is given, the user's own lake (`khural data build`), whose tables stand before the pack's.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from khural.evidence import arrays, series, windows
from khural.evidence.made import TableNote
from khural.evidence.manifest import FILE
from khural.evidence.shelf import PACK, Shelf
from khural.evidence.states import registry
from khural.evidence.table import EvidenceError
from khural.evidence.tables import DyadCounts, DyadSeries, DyadYears, SourceNote, StateYears

TABLES = "tables"
"""The folder inside a lake that `khural data build` writes."""


class Evidence:
    """What may be read on the day `as_of`, from shelves of which the first that has a table wins."""

    def __init__(self, as_of: date, shelves: Sequence[Shelf]) -> None:
        self.as_of = as_of
        self._shelves = tuple(shelves)
        self._years: dict[str, StateYears | DyadYears] = {}

    def sources(self) -> tuple[SourceNote, ...]:
        """Every source, by name."""
        found: dict[str, SourceNote] = {}
        for shelf in reversed(self._shelves):
            found |= {source.name: source for source in shelf.sources()}
        return tuple(found[name] for name in sorted(found))

    def provenance(self, names: Sequence[str]) -> tuple[SourceNote, ...]:
        """The notes of the named sources, in the order given; refuses a name that is none."""
        known = {source.name: source for source in self.sources()}
        for name in names:
            if name not in known:
                raise EvidenceError("evidence.source_unknown", source=name, sources=", ".join(known))
        return tuple(known[name] for name in names)

    def variables(self) -> frozenset[str]:
        """The names that `state_years` and `dyad_years` take: those with a year that was over on the day."""
        kinds = ("state_years", "dyad_years")
        return frozenset(
            note.name
            for shelf in self._shelves
            for note in shelf.tables()
            if note.kind in kinds and arrays.years_before(note, self.as_of)
        )

    def is_between_states(self, variable: str) -> bool:
        """Whether a variable is one of pairs of states; refuses a name that is no variable."""
        kinds = {note.kind for shelf in self._shelves for note in shelf.tables() if note.name == variable}
        if not kinds & {"state_years", "dyad_years"}:
            raise EvidenceError("evidence.no_such_variable", name=variable, have=", ".join(sorted(self.variables())))
        return "dyad_years" in kinds

    def knows_state(self, code: str) -> bool:
        """Whether a state has this id, today or once."""
        return registry.is_known(code)

    def is_state(self, code: str) -> bool:
        """Whether the state existed on the day."""
        return registry.is_known(code) and registry.existed(code, self.as_of)

    def dyad_counts(self, source: str, first: date, last: date) -> DyadCounts:
        """Events by class in a window of whole periods inside the domain of the source and before the day."""
        shelf, note = self._table(source, "dyad_counts")
        windows.check(note, first, last, self.as_of)
        frame = windows.between(shelf.frame(note), first, last)
        states = arrays.units(note, tuple(range(first.year, last.year + 1)))
        observed = np.ones(len(states), dtype=bool)
        classes = arrays.class_arrays(windows.of_states(frame, states), states)
        return DyadCounts(states, **classes, observed=observed, first=first, last=last, source=shelf.source_of(note))

    def state_years(self, variable: str) -> StateYears:
        """A variable for every year of its domain that was over on the day."""
        if variable not in self._years:
            shelf, note = self._table(variable, "state_years")
            years, states = self._axes(note)
            values, known = arrays.state_arrays(note, shelf.frame(note), states, years)
            source = shelf.source_of(note)
            self._years[variable] = StateYears(variable, note.unit, states, years, values, known, source)
        found = self._years[variable]
        assert isinstance(found, StateYears)
        return found

    def dyad_years(self, variable: str) -> DyadYears:
        """A variable between states for every year of its domain that was over on the day."""
        if variable not in self._years:
            shelf, note = self._table(variable, "dyad_years")
            years, states = self._axes(note)
            values, known = arrays.dyad_arrays(note, shelf.frame(note), states, years)
            source = shelf.source_of(note)
            self._years[variable] = DyadYears(variable, note.unit, note.directed, states, years, values, known, source)
        found = self._years[variable]
        assert isinstance(found, DyadYears)
        return found

    def dyad_series(self, source: str, a: str, b: str, period: str, measure: str = "net_score") -> DyadSeries:
        """A series of one pair by week, month or year, up to the last period that was over on the day.

        `measure` is "net_score" or a class of events (from a to b). EvidenceError where the source has no such series,
        or does not cover one of the two.
        """
        for state in (a, b):
            if not registry.is_known(state):
                raise EvidenceError("evidence.code_unknown", name=state, system="iso3")
        if measure == "net_score":
            shelf, note = self._table(f"{source}_{period}", "dyad_series")
            calendar = shelf.frame(self._table(f"{note.name}_calendar", "calendar")[1])
            rows = series.scores(note, shelf.frame(note), a, b)
        else:
            shelf, note = self._table(source, "dyad_counts")
            calendar = shelf.frame(self._table(f"{note.name}_calendar", "calendar")[1])
            rows = series.counts(note, shelf.frame(note), a, b, measure, period)
        return series.series(note, rows, calendar, (a, b), measure, period, self.as_of, shelf.source_of(note))

    def _axes(self, note: TableNote) -> tuple[tuple[int, ...], tuple[str, ...]]:
        years = arrays.years_before(note, self.as_of)
        if not years:
            raise EvidenceError("evidence.nothing_yet", variable=note.name, first=str(note.first), date=str(self.as_of))
        return years, arrays.units(note, years)

    def _table(self, name: str, kind: str) -> tuple[Shelf, TableNote]:
        for shelf in self._shelves:
            for note in shelf.tables():
                if note.name == name and note.kind == kind:
                    return shelf, note
        have = sorted({note.name for shelf in self._shelves for note in shelf.tables() if note.kind == kind})
        raise EvidenceError("evidence.no_such_table", name=name, kind=kind, have=", ".join(have))


def open_evidence(as_of: date, folder: Path | None = None) -> Evidence:
    """The evidence of the pack, and of the lake in `folder` where one is given, as of a day."""
    return Evidence(as_of, [*([] if folder is None else [_lake(folder)]), _shelf(PACK, fingerprint())])


def fingerprint(folder: Path | None = None) -> str:
    """A short text that changes whenever what `open_evidence` reads from changes."""
    folders = [PACK] if folder is None else [PACK, folder / TABLES]
    parts = [(one / FILE).read_bytes() for one in folders if (one / FILE).is_file()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _lake(folder: Path) -> Shelf:
    return _shelf(folder / TABLES, fingerprint(folder))


@functools.lru_cache(maxsize=4)
def _shelf(folder: Path, _version: str) -> Shelf:
    return Shelf(folder)
