"""The long form: one line per vote."""

from __future__ import annotations

import numpy as np

from khural.commonground import cells
from khural.commonground.errors import VoteFileError
from khural.commonground.ids import IntArray
from khural.commonground.matrix import VoteMatrix
from khural.files import Table
from khural.files.errors import shown

STATEMENT, PARTICIPANT, VOTE, TIME = "comment-id", "voter-id", "vote", "timestamp"
PASSED_OVER = "datetime"
NEEDED = frozenset({STATEMENT, PARTICIPANT, VOTE})
KNOWN = NEEDED | {TIME, PASSED_OVER}


def is_long(header: tuple[str, ...]) -> bool:
    """Whether it is the header of a long table, each column once."""
    return len(set(header)) == len(header) and NEEDED <= set(header) <= KNOWN


def choose_long(file: str, header: tuple[str, ...]) -> list[str]:
    """The columns to read. Raises VoteFileError where one is missing or not known."""
    for name in (STATEMENT, PARTICIPANT, VOTE):
        if name not in header:
            found = ", ".join(shown(column) for column in header[:8])
            raise VoteFileError("commonground.column_missing", file=file, wanted=name, found=found)
    for name in header:
        if name not in KNOWN:
            raise VoteFileError("commonground.column_unknown", file=file, row=1, column=name, content="votes")
    return [name for name in (STATEMENT, PARTICIPANT, VOTE, TIME) if name in header]


def long_votes(table: Table) -> VoteMatrix:
    """Votes of a long table; of a repeated pair the latest timestamp wins, on equal ones the later line."""
    participants, rows = cells.ids(table, PARTICIPANT)
    statements, columns = cells.ids(table, STATEMENT)
    values, _ = cells.votes(table, VOTE)
    if TIME in table.frame.columns:
        order = np.argsort(_times(table), kind="stable")
        rows, columns, values = rows[order], columns[order], values[order]
    return VoteMatrix.from_codes(participants, statements, rows, columns, values, notes=table.notes)


def _times(table: Table) -> IntArray:
    import polars as pl

    series = cells.as_text(table, TIME)
    # Digits only: polars would read "+1" as a number, and an empty time has no place in the order.
    known = series.str.contains("^[0-9]{1,18}$").fill_null(False)
    if not known.all():
        row = int((~known).arg_max() or 0)
        raise cells.refuse(table, "commonground.timestamp", TIME, row, series[row] or "")
    return series.cast(pl.Int64).to_numpy()
