"""Common ground of votes that keep coming."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from khural.commonground.compute import Labels, common_ground
from khural.commonground.joining import Entry, Places, joined, with_entries
from khural.commonground.matrix import VoteMatrix
from khural.commonground.result import CommonGround

Batch = VoteMatrix | Iterable[Entry]

# From that many votes on, sorting all of them anew is quicker than one after the other.
FEW = 64


class LiveCommonGround:
    """Votes to which batches are added; the result is the same to the byte as that of all votes at once.

    A later vote of the same participant on the same statement replaces the earlier one.
    """

    def __init__(
        self,
        votes: VoteMatrix,
        parties: Labels | None = None,
        groups: Labels | Literal["off"] | None = None,
        seed: int = 0,
        *,
        floor: int = 1,
    ) -> None:
        self._votes, self._places = votes, Places(votes)
        self._parties, self._groups, self._seed, self._floor = parties, groups, seed, floor
        self._result: CommonGround | None = None

    @property
    def votes(self) -> VoteMatrix:
        """All votes so far."""
        return self._votes

    def add(self, batch: Batch) -> None:
        """Add votes: a VoteMatrix, or (participant, statement, vote) in the order they were cast."""
        self._result = None
        if isinstance(batch, VoteMatrix):
            self._join(batch)
            return
        entries = list(batch)
        if len(entries) <= FEW and self._places.know(entries):
            self._votes = with_entries(self._votes, entries, self._places)
        else:
            self._join(_matrix(entries))

    def _join(self, more: VoteMatrix) -> None:
        self._votes = joined(self._votes, more)
        self._places = Places(self._votes)

    def result(self) -> CommonGround:
        """Common ground of all votes so far."""
        if self._result is None:
            self._result = common_ground(self._votes, self._parties, self._groups, seed=self._seed, floor=self._floor)
        return self._result


def _matrix(entries: list[Entry]) -> VoteMatrix:
    return VoteMatrix.from_arrays([e[0] for e in entries], [e[1] for e in entries], [e[2] for e in entries])
