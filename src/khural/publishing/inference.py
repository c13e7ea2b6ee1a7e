"""What a reader who knows the rules, and who voted, can prove from a published row. Exact, without enumerating.

A world is one choice of (agree, disagree, pass) for each party, with known row sums: the voters of the party. A shown
band bounds each of the three numbers of its party, a shown total bounds their sums. Such a system of row sums, column
sums and cell bounds is a transport network, whose constraint matrix is totally unimodular: an integral world exists if
and only if, for every set of columns, the bounds of the columns leave room for the row sums (Hoffman's circulation
theorem, 1960). With three columns and tight bounds per party that is: lower <= upper in each column, and the column
bounds enclose the number of voters. So a question costs a handful of additions; the tests compare with enumeration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from khural.publishing.published import Band

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

VOTES = ("agree", "disagree", "pass")


class Kind(NamedTuple):
    """All that a reader knows about one party on one statement: voters, and the band, "" if none is shown."""

    voters: int
    majority: int
    band: Band | Literal[""]


class Question(NamedTuple):
    """Can a member of party `party` have given `vote`, if a member of `insider` (or nobody) gave `known`? By index."""

    insider: int | None
    known: int | None
    party: int
    vote: int


@dataclass(frozen=True)
class Worlds:
    """For every question: sums over the parties of the bounds that it leaves, or that it leaves nothing."""

    voters: int
    lower: Ints
    upper: Ints
    possible: Bools


def bounds(kind: Kind) -> tuple[list[int], list[int]]:
    """Smallest and largest numbers of (agree, disagree, pass)."""
    n, most = kind.voters, kind.majority
    if kind.band == "mostly_agree":
        return [most, 0, 0], [n, n - most, n - most]
    if kind.band == "mostly_disagree":
        return [0, most, 0], [n - most, n, n - most]
    if kind.band == "mixed":
        return [0, 0, 0], [min(n, most - 1), min(n, most - 1), n]
    return [0, 0, 0], [n, n, n]


@cache
def questions(parties: int, insiders: int) -> list[Question]:
    """All questions about `parties` parties, those about one party and one insider in a run, in the order of VOTES."""
    if not insiders:
        return [Question(None, None, party, vote) for party in range(parties) for vote in range(3)]
    return [
        Question(insider, known, party, vote)
        for insider in range(parties)
        for known in range(3)
        for party in range(parties)
        for vote in range(3)
    ]


@lru_cache(maxsize=2048)
def worlds(kinds: tuple[Kind, ...], insiders: int) -> Worlds:
    """The sums that each of `questions(len(kinds), insiders)` leaves open. Every kind has a voter."""
    asked = questions(len(kinds), insiders)
    tight = [_tight(kind.voters, *bounds(kind)) for kind in kinds]
    base = np.array([[sum(column) for column in zip(*side, strict=True)] for side in zip(*tight, strict=True)])
    shifts = np.zeros((len(asked), 2, 3), np.int64)
    possible = np.ones(len(asked), np.bool_)
    memo: dict[tuple[int, tuple[int, int, int]], tuple[Ints, bool]] = {}
    for row, question in enumerate(asked):
        for party, needs in _needs(question).items():
            if (party, needs) not in memo:
                memo[party, needs] = _shift(kinds[party], tight[party], needs)
            shift, room = memo[party, needs]
            shifts[row] += shift
            possible[row] &= room
    return Worlds(sum(kind.voters for kind in kinds), base[0] + shifts[:, 0], base[1] + shifts[:, 1], possible)


def answer(found: Worlds, agree: Ints, disagree: Ints) -> Bools:
    """Which questions can be "yes" beside totals within `agree` (a, 2) and `disagree` (d, 2): (questions, a, d)."""
    low_a = np.maximum(found.lower[:, :1], agree[:, 0])
    high_a = np.minimum(found.upper[:, :1], agree[:, 1])
    low_d = np.maximum(found.lower[:, 1:2], disagree[:, 0])
    high_d = np.minimum(found.upper[:, 1:2], disagree[:, 1])
    low = low_a[:, :, None] + low_d[:, None, :] + found.lower[:, 2, None, None]
    high = high_a[:, :, None] + high_d[:, None, :] + found.upper[:, 2, None, None]
    room = (low <= found.voters) & (found.voters <= high)
    room &= (low_a <= high_a)[:, :, None] & (low_d <= high_d)[:, None, :]
    return room & found.possible[:, None, None]


def certain(answers: Bools) -> Bools:
    """Where just one of the three votes is possible: (questions / 3, ...)."""
    by_vote = answers.reshape(-1, 3, *answers.shape[1:])
    single: Bools = np.count_nonzero(by_vote, axis=1) == 1
    return single


def _needs(question: Question) -> dict[int, tuple[int, int, int]]:
    """How many votes of each sort each party must have for the answer "yes"."""
    needs = {question.party: [0, 0, 0]}
    needs[question.party][question.vote] += 1
    if question.insider is not None and question.known is not None:
        needs.setdefault(question.insider, [0, 0, 0])[question.known] += 1
    return {party: (need[0], need[1], need[2]) for party, need in needs.items()}


def _shift(kind: Kind, tight: tuple[list[int], list[int]], needs: tuple[int, int, int]) -> tuple[Ints, bool]:
    """How the tight bounds of a party move when it must have at least `needs`, and whether it can."""
    low = [max(pair) for pair in zip(tight[0], needs, strict=True)]
    room = sum(low) <= kind.voters and all(a <= b for a, b in zip(low, tight[1], strict=True))
    if not room:
        return np.zeros((2, 3), np.int64), False
    return np.array(_tight(kind.voters, low, tight[1])) - np.array(tight), True


def _tight(n: int, low: list[int], high: list[int]) -> tuple[list[int], list[int]]:
    """The bounds that are reached, given that the three numbers add up to `n`."""
    reached_low = [max(low[i], n - sum(high) + high[i]) for i in range(3)]
    reached_high = [min(high[i], n - sum(low) + low[i]) for i in range(3)]
    return reached_low, reached_high
