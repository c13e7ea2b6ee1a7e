"""The wide form: one line per participant, one column per statement."""

from __future__ import annotations

import numpy as np

from khural.commonground import cells
from khural.commonground.errors import VoteFileError
from khural.commonground.ids import IntArray, in_order, is_well_formed
from khural.commonground.matrix import VoteMatrix
from khural.files import Table

PARTICIPANT, GROUP = "participant", "group-id"
ABOUT_PARTICIPANTS = frozenset({"xid", GROUP, "n-comments", "n-votes", "n-agree", "n-disagree"})


def choose_wide(file: str, header: tuple[str, ...]) -> list[str]:
    """The columns to read: participants and statements. Raises VoteFileError for a header that names no statement."""
    statements = [name for name in header if name != PARTICIPANT and name not in ABOUT_PARTICIPANTS]
    for name in statements:
        if not is_well_formed(name):
            raise VoteFileError("commonground.id_form", file=file, row=1, column=name, value=name)
    return [PARTICIPANT, *statements]


def wide_votes(table: Table) -> VoteMatrix:
    """Votes of a wide table. A participant listed twice is refused; a statement nobody voted on stays."""
    participants, people = cells.ids(table, PARTICIPANT)
    _refuse_twice(table, participants, people)
    statements = in_order(name for name in table.frame.columns if name != PARTICIPANT)
    read = [cells.votes(table, name, blank=True) for name in statements]
    counts = [len(values) for values, _ in read]
    empty = np.empty(0, np.int64)
    return VoteMatrix.from_codes(
        participants,
        statements,
        people[np.concatenate([empty, *(rows for _, rows in read)])],
        np.repeat(np.arange(len(statements), dtype=np.int64), counts),
        np.concatenate([empty.astype(np.int8), *(values for values, _ in read)]),
        notes=table.notes,
    )


def _refuse_twice(table: Table, participants: list[str], people: IntArray) -> None:
    _, first = np.unique(people, return_index=True)
    if len(first) < len(people):
        row = int(np.setdiff1d(np.arange(len(people)), first)[0])
        name = participants[int(people[row])]
        raise cells.refuse(table, "commonground.participant_twice", PARTICIPANT, row, name)
