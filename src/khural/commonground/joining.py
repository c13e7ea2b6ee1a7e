"""Votes joined to votes: a few by people and on statements that are known, or any others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from khural.commonground.arrange import VoteArray
from khural.commonground.counts import AGREE, DISAGREE, PASS
from khural.commonground.ids import IntArray, encode
from khural.commonground.matrix import VoteMatrix, read_only, whole_votes

Entry = tuple[str, str, int]
# Where totals count a vote of +1, -1 and 0.
KINDS = {1: AGREE, -1: DISAGREE, 0: PASS}


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


class Places:
    """Where the participants and statements of a matrix stand in it."""

    def __init__(self, votes: VoteMatrix) -> None:
        self.participants: Mapping[str, int] = {name: i for i, name in enumerate(votes.participants)}
        self.statements: Mapping[str, int] = {name: i for i, name in enumerate(votes.statements)}

    def know(self, entries: Sequence[Entry]) -> bool:
        """Whether all of them are by known people on known statements."""
        return all(p in self.participants and s in self.statements for p, s, _ in entries)


def with_entries(votes: VoteMatrix, entries: Sequence[Entry], places: Places) -> VoteMatrix:
    """`votes` and a few more by people and on statements that `places` knows; the last of a repeated pair counts."""
    values = whole_votes([entry[2] for entry in entries])
    latest = {
        (places.participants[person], places.statements[statement]): value
        for (person, statement, _), value in zip(entries, values.tolist(), strict=True)
    }
    cells, starts = votes.cells, votes.starts
    before = {}
    for (row, column), value in latest.items():
        first, last = int(starts[row]), int(starts[row + 1])
        at = first + int(np.searchsorted(cells[first:last] >> 2, column))
        cell = cells.dtype.type(column << 2 | value + 1)
        if at < last and int(cells[at]) >> 2 == column:
            before[row, column] = (int(cells[at]) & 3) - 1
            cells = cells.copy()
            cells[at] = cell
        else:
            cells = np.concatenate([cells[:at], [cell], cells[at:]])
            starts = _one_more(starts, row)
    repeated = votes.repeated + len(entries) - (len(cells) - len(votes.cells))
    made = replace(votes, starts=read_only(starts), cells=read_only(cells), repeated=repeated)
    return made.with_known(_tabled(votes, latest), _counted(votes, latest, before), votes.named)


def _tabled(votes: VoteMatrix, latest: Mapping[tuple[int, int], int]) -> VoteArray | None:
    """The table of all votes, where that of the earlier ones is at hand."""
    if "table" not in vars(votes):
        return None
    table = votes.table.copy()
    for place, value in latest.items():
        table[place] = value
    return table


def _counted(
    votes: VoteMatrix, latest: Mapping[tuple[int, int], int], before: Mapping[tuple[int, int], int]
) -> IntArray:
    """The totals of all votes, those of the earlier ones less what was taken back."""
    totals = votes.totals.copy()
    for changed, by in ((before, -1), (latest, 1)):
        for (_, column), value in changed.items():
            totals[column, KINDS[value]] += by
    return totals


def _one_more(starts: IntArray, row: int) -> IntArray:
    """Where rows start when `row` has one more vote."""
    moved = starts.copy()
    moved[row + 1 :] += 1
    return moved
