"""Common ground of votes that keep coming."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from khural.commonground.compute import Labels, common_ground
from khural.commonground.ids import encode
from khural.commonground.matrix import VoteMatrix, whole_votes
from khural.commonground.result import CommonGround

Batch = VoteMatrix | Iterable[tuple[str, str, int]]


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
        self._votes = votes
        self._parties, self._groups, self._seed, self._floor = parties, groups, seed, floor
        self._result: CommonGround | None = None

    @property
    def votes(self) -> VoteMatrix:
        """All votes so far."""
        return self._votes

    def add(self, batch: Batch) -> None:
        """Add votes: a VoteMatrix, or (participant, statement, vote) in the order they were cast."""
        self._votes = joined(self._votes, batch if isinstance(batch, VoteMatrix) else _matrix(batch))
        self._result = None

    def result(self) -> CommonGround:
        """Common ground of all votes so far."""
        if self._result is None:
            self._result = common_ground(self._votes, self._parties, self._groups, seed=self._seed, floor=self._floor)
        return self._result


def _matrix(batch: Iterable[tuple[str, str, int]]) -> VoteMatrix:
    entries = list(batch)
    return VoteMatrix.from_arrays([e[0] for e in entries], [e[1] for e in entries], [e[2] for e in entries])


def joined(first: VoteMatrix, second: VoteMatrix) -> VoteMatrix:
    """Both sets of votes; where both hold a pair, the second counts. Statements nobody voted on are kept."""
    n, m = len(first.participants), len(first.statements)
    people, person = encode([*first.participants, *second.participants])
    statements, statement = encode([*first.statements, *second.statements])
    return VoteMatrix.from_codes(
        people,
        statements,
        np.concatenate([person[:n][first.rows], person[n:][second.rows]]),
        np.concatenate([statement[:m][first.columns], statement[m:][second.columns]]),
        whole_votes(np.concatenate([first.values, second.values])),
        rejected=first.rejected | second.rejected,
        meta=first.meta | second.meta,
        texts={**first.texts, **second.texts},
        repeated=first.repeated + second.repeated,
        notes=first.notes + second.notes,
    )
