"""The votes that are examined for structure: whose, on what, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from khural.commonground.arrange import VoteArray
from khural.commonground.counts import totals
from khural.commonground.ids import IntArray
from khural.commonground.matrix import VoteMatrix
from khural.commonground.sizes import is_large

if TYPE_CHECKING:
    from scipy import sparse

FEWEST_VOTES = 7
LARGEST_SAMPLE = 2_000
PEOPLE_AT_ONCE = 20_000
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Ballots:
    """Votes of n people on s statements, people in an order that depends on what they voted only.

    Entry j is the vote `values[j]` (-1, 0, 1) of person `rows[j]` on statement `columns[j]`; entries of person i run
    from `starts[i]` to `starts[i + 1]`. `people` (n) and `statements` (s) are places in the VoteMatrix.
    """

    people: IntArray
    statements: IntArray
    rows: npt.NDArray[np.int32]
    columns: npt.NDArray[np.int32]
    values: VoteArray
    starts: IntArray

    @property
    def shape(self) -> tuple[int, int]:
        """People and statements."""
        return len(self.people), len(self.statements)

    def table(self, data: npt.NDArray[Any]) -> sparse.csr_array:
        """A sparse table (n, s) with `data` in place of the votes."""
        from scipy import sparse

        return sparse.csr_array((data.astype(np.float64, copy=False), self.columns, self.starts), shape=self.shape)

    def only(self, kept: npt.NDArray[np.bool_]) -> Ballots:
        """The same people with the entries `kept` marks."""
        starts = np.append(0, np.cumsum(np.bincount(self.rows[kept], minlength=len(self.people))))
        return Ballots(
            self.people,
            self.statements,
            self.rows[kept],
            self.columns[kept],
            self.values[kept],
            starts.astype(np.int64),
        )


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
    rows = (np.cumsum(inside) - 1).astype(np.int32)[votes.rows[is_kept]]
    starts = _starts(np.bincount(rows, minlength=int(inside.sum())))
    people, statements = np.flatnonzero(inside), np.flatnonzero(kept)
    found = Ballots(people, statements, rows, places[votes.columns[is_kept]], votes.values[is_kept], starts)
    return _taken(found, np.argsort(_hashes(found), kind="stable"))


def _gathered(votes: VoteMatrix, places: npt.NDArray[np.int32], least: int) -> Ballots:
    """The same, row by row, without the whole as indices in between."""
    from khural.commonground.compiled.gathering import gathered_rows, hashed_rows

    hashes, cast = hashed_rows(votes.starts, votes.cells, places)
    people = np.flatnonzero(cast >= least)
    people = people[np.argsort(hashes[people], kind="stable")]
    starts = _starts(cast[people])
    rows, columns, values = gathered_rows(votes.starts, votes.cells, places, people, starts)
    return Ballots(people, np.flatnonzero(places >= 0), rows, columns, values, starts)


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
    rows = np.repeat(np.arange(len(order), dtype=np.int32), cast)
    columns, values = ballots.columns[entries], ballots.values[entries]
    return Ballots(ballots.people[order], ballots.statements, rows, columns, values, starts)


def _starts(cast: IntArray) -> IntArray:
    return np.append(0, np.cumsum(cast)).astype(np.int64)


def _hashes(ballots: Ballots) -> Hashes:
    """A number per person that depends on the votes in the row only; everybody examined has a vote."""
    n = len(ballots.people)
    found = np.empty(n, np.uint64)
    for first in range(0, n, PEOPLE_AT_ONCE):
        last = min(first + PEOPLE_AT_ONCE, n)
        votes = slice(ballots.starts[first], ballots.starts[last])
        columns, kinds = ballots.columns[votes].astype(np.uint64), (ballots.values[votes] + 2).astype(np.uint64)
        cells = _mixed((columns << np.uint64(2)) + kinds)
        found[first:last] = np.add.reduceat(cells, ballots.starts[first:last] - ballots.starts[first])
    return found


def _mixed(x: Hashes) -> Hashes:
    """Finaliser of splitmix64 (Steele, Lea and Flood 2014)."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)), np.uint64)
