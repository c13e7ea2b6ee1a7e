"""Counts of events between candidates and parties, as the scores use them: both directions added."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khural.evidence.tables import DyadCounts

CLASSES = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class TieCounts:
    """`classes` [4, states, parties]: events of each of CLASSES, both ways; `observed` [states, parties]."""

    states: tuple[str, ...]
    parties: tuple[str, ...]
    classes: Whole
    observed: Truth

    @property
    def cooperation(self) -> Whole:
        """C [states, parties]."""
        found: Whole = self.classes[0] + self.classes[1]
        return found

    @property
    def conflict(self) -> Whole:
        """F [states, parties]."""
        found: Whole = self.classes[2] + self.classes[3]
        return found

    def known(self, floor: int) -> Truth:
        """Which ties have at least `floor` events in a source that covers both ends [states, parties]."""
        found: Truth = self.observed & (self.classes.sum(axis=0) >= floor)
        return found

    def rows(self, states: tuple[str, ...]) -> TieCounts:
        """The counts of `states` alone, in their order; a state the table lacks is not observed."""
        place = {state: row for row, state in enumerate(self.states)}
        here = np.array([state in place for state in states], dtype=bool)
        rows = np.array([place.get(state, 0) for state in states], dtype=np.int64)
        classes = np.where(here[None, :, None], self.classes[:, rows], 0)
        return TieCounts(states, self.parties, classes, self.observed[rows] & here[:, None])

    def without_party(self, party: str) -> TieCounts:
        """The counts as if `party` were not at the table."""
        keep = [column for column, name in enumerate(self.parties) if name != party]
        names = tuple(self.parties[column] for column in keep)
        return TieCounts(self.states, names, self.classes[:, :, keep], self.observed[:, keep])

    def only(self, kind: str) -> TieCounts:
        """The counts of "verbal" or of "material" events alone."""
        mask = np.array([name.startswith(kind) for name in CLASSES])[:, None, None]
        return TieCounts(self.states, self.parties, np.where(mask, self.classes, 0), self.observed)


def tie_counts(table: DyadCounts, parties: tuple[str, ...]) -> TieCounts:
    """The counts of every state of `table` that is no party with each of the `parties`, in their order."""
    place = {state: row for row, state in enumerate(table.states)}
    here = np.array([party in place for party in parties], dtype=bool)
    columns = np.array([place.get(party, 0) for party in parties], dtype=np.int64)
    rows = np.array([row for row, state in enumerate(table.states) if state not in parties], dtype=np.int64)
    directed = np.stack([getattr(table, name) for name in CLASSES])
    both = directed[:, rows[:, None], columns] + directed[:, columns[None, :], rows[:, None]]
    observed = table.observed[rows][:, None] & (table.observed[columns] & here)[None, :]
    states = tuple(table.states[row] for row in rows)
    return TieCounts(states, parties, np.where(here[None, None, :], both, 0), observed)
