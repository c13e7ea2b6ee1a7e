"""Votes as a sparse matrix: one entry per participant and statement, in one order whatever the order of the rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from khural.commonground.errors import VoteError
from khural.commonground.ids import IntArray, encode, in_order
from khural.files.errors import shown
from khural.messages import Message

Ids = Sequence[Hashable] | npt.NDArray[np.generic]
VoteArray = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]
A = TypeVar("A", bound=npt.NDArray[Any])


def read_only(array: A) -> A:
    """The same array, closed to writing."""
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """Who voted what: +1 agree, -1 disagree, 0 pass; a missing entry is no vote.

    `rows`, `columns` and `values` (n entries each) are sorted by participant, then statement; `rows` index
    `participants` (P), `columns` index `statements` (S). `rejected` statements were taken out by a moderator, `meta`
    statements are about the process. `repeated` counts the votes a later one replaced; `notes` says what reading met.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    rows: IntArray
    columns: IntArray
    values: VoteArray
    repeated: int = 0
    rejected: frozenset[str] = frozenset()
    meta: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Message, ...] = ()

    @classmethod
    def from_arrays(
        cls,
        participants: Ids,
        statements: Ids,
        votes: Sequence[int] | npt.NDArray[np.generic],
        *,
        rejected: Iterable[Hashable] = (),
        meta: Iterable[Hashable] = (),
        texts: Mapping[str, str] | None = None,
    ) -> VoteMatrix:
        """Votes from three sequences of equal length; of a repeated pair the last entry wins.

        Identifiers are any hashable values, kept as their text. Raises VoteError for sequences of unequal length, a
        vote that is not the whole number -1, 0 or 1, and identifiers that are written alike.
        """
        if not len(participants) == len(statements) == len(votes):
            counts = {"participants": len(participants), "statements": len(statements), "votes": len(votes)}
            raise VoteError("commonground.batch_shape", **counts)
        row_ids, rows = encode(participants)
        column_ids, columns = encode(statements)
        return cls.from_codes(
            row_ids,
            column_ids,
            rows,
            columns,
            whole_votes(votes),
            rejected=frozenset(map(str, rejected)),
            meta=frozenset(map(str, meta)),
            texts=MappingProxyType(dict(texts or {})),
        )

    @classmethod
    def from_codes(
        cls,
        participants: Sequence[str],
        statements: Sequence[str],
        rows: IntArray,
        columns: IntArray,
        values: VoteArray,
        *,
        rejected: frozenset[str] = frozenset(),
        meta: frozenset[str] = frozenset(),
        texts: Mapping[str, str] = MappingProxyType({}),
        repeated: int = 0,
        notes: tuple[Message, ...] = (),
    ) -> VoteMatrix:
        """Votes whose identifiers are already distinct, in order, and replaced by their places."""
        pair = rows * max(len(statements), 1) + columns
        order = np.argsort(pair, kind="stable")
        ordered = pair[order]
        last = np.append(ordered[1:] != ordered[:-1], True)[: len(ordered)]
        kept = order[last]
        return cls(
            participants=tuple(participants),
            statements=tuple(statements),
            rows=read_only(rows[kept]),
            columns=read_only(columns[kept]),
            values=read_only(values[kept]),
            repeated=repeated + len(rows) - len(kept),
            rejected=rejected,
            meta=meta,
            texts=texts,
            notes=notes,
        )

    @property
    def input_hash(self) -> str:
        """SHA-256 over identifiers, votes and marks, the same for the same votes in any order of rows."""
        names = [list(self.participants), list(self.statements), in_order(self.rejected), in_order(self.meta)]
        digest = hashlib.sha256(json.dumps(names).encode())
        for array in (self.rows.astype("<i8"), self.columns.astype("<i8"), self.values):
            digest.update(array.tobytes())
        return digest.hexdigest()


def whole_votes(votes: Sequence[int] | npt.NDArray[np.generic]) -> VoteArray:
    """Votes as int8. Raises VoteError for a truth value, a fraction, a text, or a number other than -1, 0 and 1."""
    if isinstance(votes, np.ndarray) and np.issubdtype(votes.dtype, np.integer):
        wrong = (votes != -1) & (votes != 0) & (votes != 1)
        if wrong.any():
            raise VoteError("commonground.vote_array", value=int(votes[wrong][0]))
        return votes.astype(np.int8)
    values = votes.tolist() if isinstance(votes, np.ndarray) else list(votes)
    for value in values:
        is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not is_whole or value not in (-1, 0, 1):
            raise VoteError("commonground.vote_array", value=shown(repr(value)))
    return np.array(values, np.int8)
