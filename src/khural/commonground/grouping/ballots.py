"""The votes that are examined for structure: whose, on what, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from khural.commonground.counts import FloatArray
from khural.commonground.ids import IntArray
from khural.commonground.matrix import VoteMatrix

if TYPE_CHECKING:
    from scipy import sparse

FEWEST_VOTES = 7
LARGEST_SAMPLE = 2_000
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Ballots:
    """Votes of n people on s statements, people in an order that depends on what they voted only.

    Entry j is the vote `values[j]` (-1, 0, 1) of person `rows[j]` on statement `columns[j]`; entries of person i run
    from `starts[i]` to `starts[i + 1]`. `people` (n) and `statements` (s) are places in the VoteMatrix.
    """

    people: IntArray
    statements: IntArray
    rows: IntArray
    columns: IntArray
    values: FloatArray
    starts: IntArray

    @property
    def shape(self) -> tuple[int, int]:
        """People and statements."""
        return len(self.people), len(self.statements)

    def table(self, data: FloatArray) -> sparse.csr_array:
        """A sparse table (n, s) with `data` in place of the votes."""
        from scipy import sparse

        return sparse.csr_array((data, self.columns, self.starts), shape=self.shape)

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
    kept = np.array([name not in votes.rejected and name not in votes.meta for name in votes.statements], bool)
    kept &= np.bincount(votes.columns, minlength=len(kept)) > 0
    is_kept = kept[votes.columns]
    cast = np.bincount(votes.rows[is_kept], minlength=len(votes.participants))
    people = np.flatnonzero(cast >= max(min(FEWEST_VOTES, int(kept.sum())), 1))
    place = np.full(len(votes.participants), -1)
    place[people] = np.arange(len(people))
    is_kept &= place[votes.rows] >= 0
    rows, columns = place[votes.rows[is_kept]], (np.cumsum(kept) - 1)[votes.columns[is_kept]]
    values = votes.values[is_kept].astype(np.float64)
    order = np.argsort(_hashes(rows, columns, values, len(people)), kind="stable")
    return _taken(people, np.flatnonzero(kept), (rows, columns, values), order)


def sampled(ballots: Ballots, seed: int) -> Ballots:
    """At most 2,000 people, drawn by a hash of what they voted (of people who vote alike, of their number too)."""
    n = len(ballots.people)
    if n <= LARGEST_SAMPLE:
        return ballots
    hashes = _hashes(ballots.rows, ballots.columns, ballots.values, n)
    first = np.searchsorted(hashes, hashes)
    copy = (np.arange(n) - first).astype(np.uint64)
    drawn = _mixed(hashes ^ _mixed(copy + np.uint64((seed * 2 + 1) % 2**64)))
    order = np.sort(np.argsort(drawn, kind="stable")[:LARGEST_SAMPLE])
    return _taken(ballots.people, ballots.statements, (ballots.rows, ballots.columns, ballots.values), order)


def _taken(
    people: IntArray, statements: IntArray, entries: tuple[IntArray, IntArray, FloatArray], order: IntArray
) -> Ballots:
    """The people `order` names, in that order."""
    rows, columns, values = entries
    place = np.full(len(people), -1)
    place[order] = np.arange(len(order))
    new = place[rows]
    sort = np.argsort(new, kind="stable")
    sort = sort[new[sort] >= 0]
    starts = np.append(0, np.cumsum(np.bincount(new[sort], minlength=len(order)))).astype(np.int64)
    return Ballots(people[order], statements, new[sort], columns[sort], values[sort], starts)


def _hashes(rows: IntArray, columns: IntArray, values: FloatArray, n: int) -> Hashes:
    """A number per person that depends on the votes in the row only."""
    cells = _mixed((columns.astype(np.uint64) << np.uint64(2)) + (values + 2).astype(np.uint64))
    starts = np.searchsorted(rows, np.arange(n))
    return np.add.reduceat(cells, starts) if n else np.empty(0, np.uint64)


def _mixed(x: Hashes) -> Hashes:
    """Finaliser of splitmix64 (Steele, Lea and Flood 2014)."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)), np.uint64)
