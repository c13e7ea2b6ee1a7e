"""From numbers as they were served to what they can stand for: nothing else of a batch is known to whoever only reads.

The program is public. So whoever kept everything that was served, and counted who answered, asks the same gate which
counts it would have shown so: the counts that are found need not be the true ones, but what the gate then carries on is
what the true ones left, for it follows from numbers that were shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khural.publishing import OpenPolicy, PublishedOpen, publish_open
from khural.publishing.square import GroupTally, OpenCount, OpenStatement, OpenTally
from tests.publishing.crowds import AGREE, DISAGREE, Batch, counted

# Of one cell: answers, agreeing, disagreeing; None where nothing is shown.
Served = tuple[int, int, int] | None


@dataclass(frozen=True)
class Heads:
    """Who was counted: people of the consultation, and of those who answered the statement all, and by group.

    `groups` are (people of the group, those of them who answered).
    """

    people: int
    answered: int
    groups: tuple[tuple[int, int], ...] = ()


def read(
    served: Sequence[Served], heads: Heads, policy: OpenPolicy, before: PublishedOpen | None, number: int
) -> Batch:
    """The batch behind `served`: of everybody, then of each group. Raises AssertionError where no counts fit."""
    groups = heads.groups[: len(served) - 1]
    tally = counted(_tally(heads, groups, served), policy)
    # Each cell's number follows from its own counts and from what smaller groups show.
    order = sorted(range(len(groups)), key=lambda place: groups[place][1])
    for _again in range(2):
        for place in (*(1 + place for place in order), 0):
            tally = _fitted(tally, place, served[place], policy, before, number)
    shown = publish_open(tally, policy, before, minute=number)
    assert [_served(shown, place) for place in range(len(served))] == list(served), (served, shown.statements)
    return Batch(number, tally, before, shown, policy)


def _tally(heads: Heads, groups: Sequence[tuple[int, int]], served: Sequence[Served]) -> OpenTally:
    cells = [_first(n, one) for n, one in zip((heads.answered, *(n for _, n in groups)), served, strict=True)]
    known = tuple(GroupTally("ABCDE"[place], people, ()) for place, (people, _) in enumerate(groups))
    return OpenTally("7", heads.people, (OpenStatement("1", cells[0], tuple(cells[1:])),), groups=known)


def _first(n: int, served: Served) -> OpenCount:
    agree = min(served[1], n) if served else 0
    return OpenCount(agree, n - agree, 0)


def _served(shown: PublishedOpen, place: int) -> Served:
    row = shown.statements[0]
    cells = (row.everybody, *row.groups)
    if place >= len(cells):
        return None
    cell = cells[place]
    return (
        None if cell.of is None or cell.agree is None or cell.disagree is None else (cell.of, cell.agree, cell.disagree)
    )


def _fitted(
    tally: OpenTally, place: int, served: Served, policy: OpenPolicy, before: PublishedOpen | None, number: int
) -> OpenTally:
    """The tally with counts of one cell for which the gate shows what was served, if there are any."""
    if served is None:
        return tally
    n = _cell(tally, place).voters

    def fits(agree: int, disagree: int, answer: int) -> bool:
        asked = _with(tally, place, OpenCount(agree, disagree, n - agree - disagree))
        got = _served(publish_open(asked, policy, before, minute=number), place)
        return got is not None and got[1 + answer] == served[1 + answer]

    agrees = [count for count in range(n + 1) if fits(count, 0, AGREE)]
    disagrees = [count for count in range(n + 1) if fits(0, count, DISAGREE)]
    pairs = ((a, d) for a in agrees for d in disagrees if a + d <= n)
    agree, disagree = next(pairs, (-1, -1))
    return tally if agree < 0 else _with(tally, place, OpenCount(agree, disagree, n - agree - disagree))


def _cell(tally: OpenTally, place: int) -> OpenCount:
    row = tally.statements[0]
    return row.groups[place - 1] if place else row.everybody


def _with(tally: OpenTally, place: int, count: OpenCount) -> OpenTally:
    row = tally.statements[0]
    if place:
        groups = tuple(count if i == place - 1 else old for i, old in enumerate(row.groups))
        return replace(tally, statements=(replace(row, groups=groups),))
    return replace(tally, statements=(replace(row, everybody=count),))
