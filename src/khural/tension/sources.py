"""From the evidence to series and panels: what each source has on two states."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khural.evidence.store import Evidence
from khural.evidence.table import EvidenceError
from khural.evidence.tables import CLASSES, Counts, DyadCounts, DyadSeries, SourceNote
from khural.tension.panels import ActPanel
from khural.tension.periods import all_starts, period_end
from khural.tension.series import Floats, Series

PERMANENT_FIVE = ("CHN", "FRA", "GBR", "RUS", "USA")
"""With these the two states are compared, so that settings rest on more than one pair."""
NET = "net_score"
FINEST_FIRST = ("week", "month")


@dataclass(frozen=True)
class NetSource:
    """Net scores of one source: the two states first, then the pairs that lend their settings, on the same periods."""

    note: SourceNote
    period: str
    pairs: tuple[tuple[str, str], ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, eq=False)
class CountSource:
    """Counts by class of one source for consecutive periods, [classes, periods, states, states], from state to state.

    `states` are those that the source covers in every period.
    """

    note: SourceNote
    period: str
    starts: tuple[datetime.date, ...]
    states: tuple[str, ...]
    counts: NDArray[np.float32] | Floats

    def of(self, name: str) -> NDArray[np.float32] | Floats:
        """The counts of one class, [periods, states, states]."""
        found: NDArray[np.float32] | Floats = self.counts[CLASSES.index(name)]
        return found

    @property
    def volume(self) -> Floats:
        """All events of the source by period, [periods]."""
        return np.asarray(self.counts.sum(axis=(0, 2, 3), dtype=np.float64))


def net_sources(evidence: Evidence, a: str, b: str) -> tuple[NetSource, ...]:
    """Every source with net scores of the pair, by week where it has weeks, else by month."""
    found = (_net_source(evidence, note, a, b) for note in evidence.sources() if not note.holds_counts)
    return tuple(one for one in found if one is not None)


def count_sources(evidence: Evidence, first: datetime.date, last: datetime.date) -> tuple[CountSource, ...]:
    """Every source with counts by class that has whole periods in the span."""
    found = (_count_source(evidence, note, first, last) for note in evidence.sources() if note.holds_counts)
    return tuple(one for one in found if one is not None)


def _net_source(evidence: Evidence, note: SourceNote, a: str, b: str) -> NetSource | None:
    for period in FINEST_FIRST:
        own = _series(evidence, note.name, a, b, period)
        if own is not None and own.known.any():
            others = ((pair, _series(evidence, note.name, *pair, period)) for pair in _neighbours(a, b))
            alike = [(pair, one) for pair, one in others if one is not None and one.starts == own.starts]
            pairs = ((a, b), *(pair for pair, _ in alike))
            return NetSource(note, period, pairs, (own, *(one for _, one in alike)))
    return None


def _neighbours(a: str, b: str) -> Iterable[tuple[str, str]]:
    for state, other in itertools.product((a, b), PERMANENT_FIVE):
        if other not in (a, b):
            yield state, other


def _series(evidence: Evidence, source: str, a: str, b: str, period: str) -> Series | None:
    try:
        read = evidence.dyad_series(source, a, b, period, NET)
    except EvidenceError:
        return None
    return of_evidence(read) if len(read.starts) else None


def of_evidence(read: DyadSeries) -> Series:
    """The series that the evidence gives, its volume 1 where the source has none."""
    volume = np.where(read.known & (read.volume > 0), read.volume, 1.0).astype(np.float64)
    values = np.where(read.known, read.values, 0.0).astype(np.float64)
    return Series(f"{read.a}-{read.b}", read.period, read.starts, values, volume, read.known)


def _count_source(
    evidence: Evidence, note: SourceNote, first: datetime.date, last: datetime.date
) -> CountSource | None:
    period = note.period if note.period in ("month", "year") else "week"
    begin, end = max(first, note.first), min(last, note.last)
    whole = [
        start
        for start in (all_starts(begin, end, period) if begin <= end else ())
        if start >= begin and period_end(start, period) <= end
    ]
    if not whole:
        return None
    tables = [evidence.dyad_counts(note.name, start, period_end(start, period)) for start in whole]
    states = tuple(sorted(set.intersection(*(_observed(table) for table in tables))))
    counts = np.empty((len(CLASSES), len(tables), len(states), len(states)), dtype=np.float32)
    for at, table in enumerate(tables):
        for row, name in enumerate(CLASSES):
            counts[row, at] = _square(table, name, states)
    return CountSource(note, period, tuple(whole), states, counts)


def _observed(table: DyadCounts) -> set[str]:
    return {state for state, seen in zip(table.states, table.observed.tolist(), strict=True) if seen}


def _square(table: DyadCounts, name: str, states: tuple[str, ...]) -> Counts:
    place = {state: at for at, state in enumerate(table.states)}
    rows = [place[state] for state in states]
    found: Counts = getattr(table, name)[np.ix_(rows, rows)]
    return found


def panel_of(source: CountSource, dyads: Iterable[tuple[str, str]]) -> ActPanel:
    """The panel of the directed `dyads` that the source observes: hostility, and the acts it may answer.

    Material cooperation stands for carrots, material conflict for sticks, verbal cooperation for talks; incoming
    hostility is the verbal part, for the material part are the sticks.
    """
    place = {state: at for at, state in enumerate(source.states) if observes(source, state)}
    kept = tuple((a, b) for a, b in dyads if a in place and b in place)
    there = [np.array([place[dyad[side]] for dyad in kept], dtype=np.intp) for side in (0, 1)]

    def counted(name: str, of: int, towards: int) -> Floats:
        return source.of(name)[:, there[of], there[towards]].T.astype(np.float64)

    return ActPanel(
        source=source.note.name,
        period=source.period,
        starts=source.starts,
        dyads=kept,
        hostile=counted("verbal_conflict", 0, 1) + counted("material_conflict", 0, 1),
        incoming=counted("verbal_conflict", 1, 0),
        acts={
            "carrot": counted("material_cooperation", 1, 0),
            "stick": counted("material_conflict", 1, 0),
            "talks": counted("verbal_cooperation", 1, 0),
        },
        known=np.ones((len(kept), len(source.starts)), dtype=bool),
        volume=source.volume,
    )


def observes(source: CountSource, state: str) -> bool:
    """Whether the source covers the state in all of its periods, and has events of it."""
    return state in source.states and bool(source.counts[:, :, source.states.index(state)].any())


def class_counts(source: CountSource, a: str, b: str) -> Floats:
    """Counts from a to b by class and period, [4, periods]; empty when the source does not observe both."""
    if not (observes(source, a) and observes(source, b)):
        return np.zeros((4, 0))
    return source.counts[:, :, source.states.index(a), source.states.index(b)].astype(np.float64)
