"""Votes as a sparse matrix: one entry per participant and statement, in one order whatever the order of the rows."""

from __future__ import annotations

import array
import hashlib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from khural.commonground.arrange import (
    NONE,
    SMALL_TABLE,
    CellArray,
    SortedVotes,
    VoteArray,
    counted_votes,
    four_to_a_byte,
    sorted_codes,
    sorted_numbers,
    tabled_numbers,
)
from khural.commonground.errors import VoteError
from khural.commonground.ids import IntArray, Names, encode, in_order, is_whole_array, joined
from khural.commonground.sizes import is_large
from khural.files.errors import shown
from khural.messages import Message

Ids = Sequence[Hashable] | npt.NDArray[np.generic]
Numbers: TypeAlias = "array.array[int]"
Mask = npt.NDArray[np.bool_]
A = TypeVar("A", bound=npt.NDArray[Any])


def read_only(array: A) -> A:
    """The same array, closed to writing."""
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """Who voted what: +1 agree, -1 disagree, 0 pass; a missing entry is no vote.

    `cells` holds statement << 2 | vote + 1, sorted by participant, then statement; those of participant i stand from
    `starts[i]` to `starts[i + 1]`. `rows`, `columns` and `values` are the same votes (n entries each) as indices of
    `participants` (P) and `statements` (S) and as numbers. `rejected` statements were taken out by a moderator, `meta`
    statements are about the process. `repeated` counts the votes a later one replaced; `notes` says what reading met.
    """

    participants: Sequence[str]
    statements: Sequence[str]
    starts: IntArray
    cells: CellArray
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
        marks = _Marks(frozenset(map(str, rejected)), frozenset(map(str, meta)), MappingProxyType(dict(texts or {})))
        values = whole_votes(votes)
        return cls._of(*_arranged(participants, statements, values), marks, len(values))

    @classmethod
    def from_buffers(cls, participants: Numbers, statements: Numbers, votes: Numbers) -> VoteMatrix:
        """The same from three `array.array` of whole numbers: no Python object for each vote."""
        return cls.from_arrays(np.asarray(participants), np.asarray(statements), np.asarray(votes))

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
        found = sorted_codes(rows, columns, values, (len(participants), len(statements)))
        marks = _Marks(rejected, meta, texts, repeated, notes)
        return cls._of(participants, statements, found, marks, len(values))

    @classmethod
    def from_sorted(
        cls, participants: Sequence[str], statements: Sequence[str], votes: SortedVotes, given: int
    ) -> VoteMatrix:
        """Votes already in rows, out of `given` with repeated ones."""
        return cls._of(participants, statements, votes, _Marks(frozenset(), frozenset(), MappingProxyType({})), given)

    @classmethod
    def _of(
        cls, participants: Sequence[str], statements: Sequence[str], votes: SortedVotes, marks: _Marks, given: int
    ) -> VoteMatrix:
        made = cls(
            participants=participants if isinstance(participants, Names) else tuple(participants),
            statements=statements if isinstance(statements, Names) else tuple(statements),
            starts=read_only(votes.starts),
            cells=read_only(votes.cells),
            repeated=marks.repeated + given - len(votes.cells),
            rejected=marks.rejected,
            meta=marks.meta,
            texts=marks.texts,
            notes=marks.notes,
        )
        return made.with_known(votes.table, votes.totals)

    @cached_property
    def rows(self) -> IntArray:
        """The participant of each vote."""
        return read_only(np.repeat(np.arange(len(self.participants)), np.diff(self.starts)))

    @cached_property
    def columns(self) -> IntArray:
        """The statement of each vote."""
        return read_only((self.cells >> 2).astype(np.int64))

    @cached_property
    def values(self) -> VoteArray:
        """Each vote as +1, -1 or 0."""
        return read_only((self.cells & 3).astype(np.int8) - np.int8(1))

    @cached_property
    def table(self) -> VoteArray:
        """Votes by participant and statement (P, S), NONE where there is none; for few of either."""
        table = np.full((len(self.participants), len(self.statements)), NONE, np.int8)
        table.ravel()[self.rows * table.shape[1] + self.columns] = self.values
        return read_only(table)

    @cached_property
    def totals(self) -> IntArray:
        """Agree, disagree and pass per statement (S, 3)."""
        return read_only(counted_votes(self.starts, self.cells, len(self.statements)))

    def with_known(
        self, table: VoteArray | None, totals: IntArray | None, named: hashlib._Hash | None = None
    ) -> VoteMatrix:
        """The same, that need not make again what is given: table, totals, the hash of its names."""
        for name, known in (("table", table), ("totals", totals)):
            if known is not None:
                self.__dict__[name] = read_only(known)
        if named is not None:
            self.__dict__["named"] = named
        return self

    @cached_property
    def named(self) -> hashlib._Hash:
        """SHA-256 over identifiers and marks, to be copied and gone on with."""
        parts = []
        for names in (self.participants, self.statements, in_order(self.rejected), in_order(self.meta)):
            # An identifier holds no NUL, so that two lists never join to one text.
            parts += [len(names).to_bytes(8, "little"), joined(names)]
        return hashlib.sha256(b"".join(parts))

    @cached_property
    def input_hash(self) -> str:
        """SHA-256 over identifiers, votes and marks, the same for the same votes in any order of rows.

        Of few pairs as a table with two bits for each, of more as they are kept.
        """
        digest = self.named.copy()
        if len(self.participants) * len(self.statements) <= SMALL_TABLE:
            digest.update(four_to_a_byte(self.table).data)
            return digest.hexdigest()
        for block, kind in ((self.starts, "<i8"), (self.cells, f"<u{self.cells.itemsize}")):
            digest.update(np.ascontiguousarray(block, kind).data)
        return digest.hexdigest()

    def outside(self, names: frozenset[str]) -> Mask:
        """Which statements (S) are not among `names`."""
        if not names:
            return np.ones(len(self.statements), np.bool_)
        return np.array([name not in names for name in self.statements], np.bool_)

    def mirrored(self) -> VoteMatrix:
        """The same with agree and disagree exchanged."""
        cells = (self.cells >> 2 << 2) | (2 - (self.cells & 3))
        return replace(self, cells=read_only(cells.astype(self.cells.dtype, copy=False)))


def _arranged(
    participants: Ids, statements: Ids, values: VoteArray
) -> tuple[Sequence[str], Sequence[str], SortedVotes]:
    """Identifiers in order, and the votes in rows."""
    if is_whole_array(participants) and is_whole_array(statements):
        by_number = sorted_numbers if is_large(len(values)) else tabled_numbers
        found = by_number(participants, statements, values)
        if found is not None:
            return found
    row_ids, rows = encode(participants)
    column_ids, columns = encode(statements)
    return row_ids, column_ids, sorted_codes(rows, columns, values, (len(row_ids), len(column_ids)))


class _Marks(NamedTuple):
    """What is known of a matrix beside its votes."""

    rejected: frozenset[str]
    meta: frozenset[str]
    texts: Mapping[str, str]
    repeated: int = 0
    notes: tuple[Message, ...] = ()


def whole_votes(votes: Sequence[int] | npt.NDArray[np.generic]) -> VoteArray:
    """Votes as int8. Raises VoteError for a truth value, a fraction, a text, or a number other than -1, 0 and 1."""
    if is_whole_array(votes):
        if len(votes) and (np.minimum.reduce(votes) < -1 or np.maximum.reduce(votes) > 1):
            raise VoteError("commonground.vote_array", value=int(votes[(votes < -1) | (votes > 1)][0]))
        return votes.astype(np.int8, copy=False)
    values = votes.tolist() if isinstance(votes, np.ndarray) else list(votes)
    for value in values:
        is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not is_whole or value not in (-1, 0, 1):
            raise VoteError("commonground.vote_array", value=shown(repr(value)))
    return np.array(values, np.int8)
