"""The votes that are examined for structure: whose, on what, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from khural.commonground.arrange import NARROW, CellArray, VoteArray
from khural.commonground.counts import totals
from khural.commonground.ids import IntArray
from khural.commonground.matrix import VoteMatrix
from khural.commonground.sizes import is_large

if TYPE_CHECKING:
    from scipy import sparse

FEWEST_VOTES = 7
LARGEST_SAMPLE = 2_000
PEOPLE_AT_ONCE = 20_000
# How the cell of a pass ends.
PASS = 1
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Ballots:
    """Votes of n people on s statements, people in an order that depends on what they voted only.

    `people` (n) and `statements` (s) are places in the VoteMatrix. `cells` holds column << 2 | vote + 1; those of
    person i run from `starts[i]` to `starts[i + 1]`. `rows`, `columns` and `values` are the same votes as indices and
    numbers, four times as large: of a crowd they are made part by part (`parts`).
    """

    people: IntArray
    statements: IntArray
    starts: IntArray
    cells: CellArray

    @property
    def shape(self) -> tuple[int, int]:
        """People and statements."""
        return len(self.people), len(self.statements)

    @cached_property
    def rows(self) -> npt.NDArray[np.int32]:
        """The person of each vote."""
        return np.repeat(np.arange(len(self.people), dtype=np.int32), np.diff(self.starts))

    @cached_property
    def columns(self) -> npt.NDArray[np.int32]:
        """The statement of each vote."""
        return (self.cells >> 2).astype(np.int32)

    @cached_property
    def values(self) -> VoteArray:
        """Each vote as -1, 0 or 1."""
        return (self.cells & 3).astype(np.int8) - np.int8(1)

    def table(self, data: npt.NDArray[Any]) -> sparse.csr_array:
        """A sparse table (n, s) with `data` in place of the votes."""
        from scipy import sparse

        return sparse.csr_array((data.astype(np.float64, copy=False), self.columns, self.starts), shape=self.shape)

    def only(self, kept: npt.NDArray[np.bool_]) -> Ballots:
        """The same people with the entries `kept` marks."""
        has_votes = self.starts[1:] > self.starts[:-1]
        cast = np.zeros(len(self.people), np.int64)
        if has_votes.any():
            cast[has_votes] = np.add.reduceat(kept, self.starts[:-1][has_votes], dtype=np.int64)
        return Ballots(self.people, self.statements, _starts(cast), self.cells[kept])

    def sides(self) -> Ballots:
        """The same without passes."""
        return self.only((self.cells & 3) != PASS)

    def parts(self, people: int = PEOPLE_AT_ONCE) -> Iterator[Ballots]:
        """So many people at a time."""
        for first in range(0, len(self.people), people):
            yield self.between(first, min(first + people, len(self.people)))

    def between(self, first: int, last: int) -> Ballots:
        """The people from `first` to before `last`."""
        starts = self.starts[first : last + 1]
        cells = self.cells[starts[0] : starts[-1]]
        return Ballots(self.people[first:last], self.statements, starts - starts[0], cells)


def examined(votes: VoteMatrix) -> Ballots:
    """Everybody with at least min(7, S) votes; statements rejected or about the process are left out.

    Sums over people run in this order, so that neither rows nor names of participants change a bit of the result.
    """
    kept = votes.outside(votes.rejected | votes.meta) & (totals(votes).sum(axis=1) > 0)
    places = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    least = max(min(FEWEST_VOTES, int(kept.sum())), 1)
    if is_large(len(votes.cells)):
        return _gathered(votes, places, least)
    is_kept = kept[votes.columns]
    inside = np.bincount(votes.rows[is_kept], minlength=len(votes.participants)) >= least
    is_kept &= inside[votes.rows]
    rows = (np.cumsum(inside) - 1)[votes.rows[is_kept]]
    starts = _starts(np.bincount(rows, minlength=int(inside.sum())))
    people, statements = np.flatnonzero(inside), np.flatnonzero(kept)
    cells = places[votes.columns[is_kept]] << 2 | (votes.cells[is_kept] & 3)
    found = Ballots(people, statements, starts, cells.astype(_cell_type(len(statements))))
    return _taken(found, np.argsort(_hashes(found), kind="stable"))


def _cell_type(statements: int) -> type[np.unsignedinteger[Any]]:
    return np.uint16 if statements <= NARROW else np.uint32


def _gathered(votes: VoteMatrix, places: npt.NDArray[np.int32], least: int) -> Ballots:
    """The same, row by row, without the whole as indices in between."""
    from khural.commonground.compiled.gathering import gathered_rows, hashed_rows

    hashes, cast = hashed_rows(votes.starts, votes.cells, places)
    people = np.flatnonzero(cast >= least)
    people = people[np.argsort(hashes[people], kind="stable")]
    starts, statements = _starts(cast[people]), np.flatnonzero(places >= 0)
    cells: CellArray = np.empty(int(starts[-1]), _cell_type(len(statements)))
    gathered_rows(votes.starts, votes.cells, places, people, starts, cells)
    return Ballots(people, statements, starts, cells)


def sampled(ballots: Ballots, seed: int) -> Ballots:
    """At most 2,000 people, drawn by a hash of what they voted (of people who vote alike, of their number too)."""
    n = len(ballots.people)
    if n <= LARGEST_SAMPLE:
        return ballots
    hashes = _hashes(ballots)
    first = np.searchsorted(hashes, hashes)
    copy = (np.arange(n) - first).astype(np.uint64)
    drawn = _mixed(hashes ^ _mixed(copy + np.uint64((seed * 2 + 1) % 2**64)))
    order = np.sort(np.argsort(drawn, kind="stable")[:LARGEST_SAMPLE])
    return _taken(ballots, order)


def _taken(ballots: Ballots, order: IntArray) -> Ballots:
    """The people `order` names, in that order."""
    cast = np.diff(ballots.starts)[order]
    starts = _starts(cast)
    entries = np.repeat(ballots.starts[order] - starts[:-1], cast) + np.arange(starts[-1])
    return Ballots(ballots.people[order], ballots.statements, starts, ballots.cells[entries])


def _starts(cast: IntArray) -> IntArray:
    return np.append(0, np.cumsum(cast)).astype(np.int64)


def _hashes(ballots: Ballots) -> Hashes:
    """A number per person that depends on the votes in the row only; everybody examined has a vote."""
    found = [np.empty(0, np.uint64)]
    for part in ballots.parts():
        # A vote is counted from 1 here.
        cells = _mixed(part.cells.astype(np.uint64) + np.uint64(1))
        found.append(np.add.reduceat(cells, part.starts[:-1]))
    return np.concatenate(found)


def _mixed(x: Hashes) -> Hashes:
    """Finaliser of splitmix64 (Steele, Lea and Flood 2014)."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)), np.uint64)
