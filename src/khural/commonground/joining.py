"""Votes joined to votes: a few by people and on statements that are known, or any others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from khural.commonground.ids import IntArray, encode
from khural.commonground.matrix import VoteMatrix, read_only, whole_votes

Entry = tuple[str, str, int]


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
    for (row, column), value in latest.items():
        first, last = int(starts[row]), int(starts[row + 1])
        at = first + int(np.searchsorted(cells[first:last] >> 2, column))
        cell = cells.dtype.type(column << 2 | value + 1)
        if at < last and int(cells[at]) >> 2 == column:
            cells = cells.copy()
            cells[at] = cell
        else:
            cells = np.concatenate([cells[:at], [cell], cells[at:]])
            starts = _one_more(starts, row)
    repeated = votes.repeated + len(entries) - (len(cells) - len(votes.cells))
    return replace(votes, starts=read_only(starts), cells=read_only(cells), repeated=repeated)


def _one_more(starts: IntArray, row: int) -> IntArray:
    """Where rows start when `row` has one more vote."""
    moved = starts.copy()
    moved[row + 1 :] += 1
    return moved
