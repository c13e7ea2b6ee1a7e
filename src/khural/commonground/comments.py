"""comments.csv: what the statements say, which were rejected, which are about the process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from khural.commonground import cells
from khural.commonground.counts import FloatArray
from khural.commonground.errors import VoteFileError, vote_files
from khural.commonground.ids import is_well_formed
from khural.commonground.matrix import VoteMatrix
from khural.files import Table, read_table
from khural.files.errors import shown
from khural.messages import Message

ID, BODY, MODERATED, META, AGREES = "comment-id", "comment-body", "moderated", "is-meta", "agrees"
CHOICES = {MODERATED: ("-1", "0", "1"), META: ("true", "false")}
FEWEST_FOR_SIGN = 5


@dataclass(frozen=True)
class Comments:
    """The statements of a conversation: texts, marks, and how many agreed by the count of the exporter."""

    file: str
    texts: dict[str, str]
    rejected: frozenset[str]
    meta: frozenset[str]
    agrees: dict[str, int]


def beside(votes: str | Path) -> Path | None:
    """The comments that belong to a file of votes: `comments.csv` to `votes.csv`, `a-comments.csv` to `a-votes.csv`."""
    path = Path(votes)
    for ending in ("participants-votes", "votes"):
        if path.stem.endswith(ending):
            found = path.with_name(path.stem.removesuffix(ending) + "comments.csv")
            return found if found.is_file() else None
    return None


def read_comments(path: str | Path, encoding: str | None = None) -> Comments:
    """Statements from a Polis comments.csv. Columns beyond the five read here are passed over. Raises VoteFileError."""
    with vote_files():
        table = read_table(path, lambda header: _choose(Path(path).name, header), encoding)
        ids = _ids(table)
        moderated, meta = _choice(table, MODERATED), _choice(table, META)
        return Comments(
            file=table.file,
            texts=_texts(table, ids),
            rejected=frozenset(name for name, mark in zip(ids, moderated, strict=True) if mark == "-1"),
            meta=frozenset(name for name, mark in zip(ids, meta, strict=True) if mark == "true"),
            agrees=_agrees(table, ids),
        )


def sign_note(votes: VoteMatrix, comments: Comments) -> Message | None:
    """A warning when the counts of agreeing in comments.csv follow the votes of -1 rather than those of +1.

    Compared by Pearson correlation over the statements both know; too few of them or no variation gives no answer.
    """
    known = [i for i, name in enumerate(votes.statements) if name in comments.agrees]
    said = np.array([comments.agrees[votes.statements[i]] for i in known], float)
    plus, minus = (_counts(votes, sign)[known] for sign in (1, -1))
    if len(known) < FEWEST_FOR_SIGN or min(said.std(), plus.std(), minus.std()) == 0:
        return None
    with_plus, with_minus = (float(np.corrcoef(said, counts)[0, 1]) for counts in (plus, minus))
    if with_plus >= with_minus:
        return None
    return Message("commonground.sign_doubtful", {"file": comments.file, "plus": with_plus, "minus": with_minus})


def _counts(votes: VoteMatrix, sign: int) -> FloatArray:
    return np.bincount(votes.columns[votes.values == sign], minlength=len(votes.statements)).astype(float)


def _choose(file: str, header: tuple[str, ...]) -> Sequence[str]:
    if ID not in header:
        found = ", ".join(shown(column) for column in header[:8])
        raise VoteFileError("commonground.column_missing", file=file, wanted=ID, found=found)
    return [name for name in (ID, BODY, MODERATED, META, AGREES) if name in header]


def _ids(table: Table) -> list[str]:
    seen: set[str] = set()
    names = [name or "" for name in table.frame[ID].to_list()]
    for row, name in enumerate(names):
        if not is_well_formed(name):
            raise cells.refuse(table, "commonground.id_form", ID, row, name)
        if name in seen:
            raise cells.refuse(table, "commonground.statement_twice", ID, row, name)
        seen.add(name)
    return names


def _choice(table: Table, column: str) -> list[str | None]:
    if column not in table.frame.columns:
        return [None] * table.frame.height
    found: list[str | None] = table.frame[column].to_list()
    for row, value in enumerate(found):
        if value not in CHOICES[column]:
            wanted = ", ".join(CHOICES[column])
            raise VoteFileError(
                "commonground.cell_choice",
                file=table.file,
                row=table.line(row),
                column=column,
                wanted=wanted,
                value=shown(value or ""),
            )
    return found


def _texts(table: Table, ids: list[str]) -> dict[str, str]:
    if BODY not in table.frame.columns:
        return {}
    return {name: " ".join((text or "").split()) for name, text in zip(ids, table.frame[BODY].to_list(), strict=True)}


def _agrees(table: Table, ids: list[str]) -> dict[str, int]:
    if AGREES not in table.frame.columns:
        return {}
    counts = zip(ids, table.frame[AGREES].to_list(), strict=True)
    return {name: int(text) for name, text in counts if text and text.isascii() and text.isdigit() and len(text) < 19}
