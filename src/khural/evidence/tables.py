"""What the evidence answers with: frozen tables in which every value is known or unknown, and names its source.

States are ids of `khural.evidence.states`: ISO 3166-1 alpha-3 codes for the states of today. Inside the temporal domain
of a source an absent count of events is a zero; outside of it, and where a source is silent, `known` is False and the
value is 0 only as a filler that must not be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

CLASSES = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The four classes of events, in the order of their CAMEO roots (01-05, 06-08, 09-13, 14-20)."""


@dataclass(frozen=True)
class SourceNote:
    """One source as it is printed with every answer.

    `terms` is "shipped" (aggregated figures come with the package) or "own copy" (loads from the user's file only).
    `first` and `last` bound its temporal domain; `period` is day, week, month or year; `gaps` names spans without data.
    `released` is the day on which this edition came out, where known: an answer for an earlier day uses revised data.
    `sha256` is that of the file it was read from.
    """

    name: str
    title: str
    version: str
    licence: str
    terms: str
    sha256: str
    first: date
    last: date
    rows: int
    citation: str
    url: str
    period: str = "year"
    holds_counts: bool = False
    gaps: tuple[str, ...] = ()
    released: date | None = None

    def revised(self, as_of: date) -> bool:
        """Whether this edition was released only after `as_of`, as far as the day of release is known."""
        return self.released is not None and self.released >= as_of


@dataclass(frozen=True, eq=False)
class DyadCounts:
    """Events from state i to state j in `first` to `last`, both days included: four arrays [states, states].

    `observed` [states]: whether the source covers the state at all. A state it does not cover is missing, not zero.
    """

    states: tuple[str, ...]
    verbal_cooperation: Counts
    material_cooperation: Counts
    verbal_conflict: Counts
    material_conflict: Counts
    observed: Mask
    first: date
    last: date
    source: SourceNote


@dataclass(frozen=True, eq=False)
class StateYears:
    """One variable by state and year: `values` and `known` have shape [states, years]."""

    variable: str
    unit: str
    states: tuple[str, ...]
    years: tuple[int, ...]
    values: Floats
    known: Mask
    source: SourceNote


@dataclass(frozen=True, eq=False)
class DyadYears:
    """One variable by pair of states and year: `values` and `known` have shape [states, states, years].

    Symmetric where `directed` is False. A state has no value towards itself.
    """

    variable: str
    unit: str
    directed: bool
    states: tuple[str, ...]
    years: tuple[int, ...]
    values: Floats
    known: Mask
    source: SourceNote


@dataclass(frozen=True, eq=False)
class DyadSeries:
    """One measure of one pair by consecutive periods, all arrays [periods].

    `measure` is "net_score" (cooperative minus hostile, undirected) or a class of events counted from a to b.
    `volume` is the number of all events of the source in the period, 1 where it holds none. `days` is how many days of
    the period the source has; a period with fewer than half of its days is unknown.
    """

    a: str
    b: str
    measure: str
    period: str
    starts: tuple[date, ...]
    values: Floats
    volume: Floats
    days: Counts
    known: Mask
    source: SourceNote
