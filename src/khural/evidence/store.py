"""The evidence as it stood on a day: the only door to it, and the door holds the day.

    evidence = open_evidence(date(2014, 12, 31))
    evidence.dyad_counts("icews_dyad_year", date(2010, 1, 1), date(2013, 12, 31))

Nothing dated on or after `as_of` can be read through it, whatever is asked. It reads the pack that ships with the
package and, where a folder is given, the user's own lake (`khural data build`), whose tables stand before the pack's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from khural.evidence.tables import DyadCounts, DyadSeries, DyadYears, SourceNote, StateYears


@dataclass(frozen=True)
class Evidence:
    """What may be read on the day `as_of`."""

    as_of: date

    def sources(self) -> tuple[SourceNote, ...]:
        """Every source, by name."""
        raise NotImplementedError

    def provenance(self, names: Sequence[str]) -> tuple[SourceNote, ...]:
        """The notes of the named sources, in the order given; refuses a name that is none."""
        raise NotImplementedError

    def variables(self) -> frozenset[str]:
        """The names that `state_years` and `dyad_years` take."""
        raise NotImplementedError

    def knows_state(self, code: str) -> bool:
        """Whether a state has this id, today or once."""
        raise NotImplementedError

    def is_state(self, code: str) -> bool:
        """Whether the state existed on the day."""
        raise NotImplementedError

    def dyad_counts(self, source: str, first: date, last: date) -> DyadCounts:
        """Events by class in a window of whole periods inside the domain of the source and before the day."""
        raise NotImplementedError

    def state_years(self, variable: str) -> StateYears:
        """A variable for every year of its domain that was over on the day."""
        raise NotImplementedError

    def dyad_years(self, variable: str) -> DyadYears:
        """A variable between states for every year of its domain that was over on the day."""
        raise NotImplementedError

    def dyad_series(self, source: str, a: str, b: str, period: str, measure: str = "net_score") -> DyadSeries:
        """A series of one pair by week or month, up to the last period that was over on the day."""
        raise NotImplementedError


def open_evidence(as_of: date, folder: Path | None = None) -> Evidence:
    """The evidence of the pack, and of the lake in `folder` where one is given, as of a day."""
    del folder
    return Evidence(as_of)


def fingerprint(folder: Path | None = None) -> str:
    """A short text that changes whenever what `open_evidence` reads from changes."""
    return str(folder)
