"""Votes from files: the long form, the wide form, and Parquet in the long form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from khural.commonground.comments import beside, read_comments, sign_note
from khural.commonground.errors import vote_files
from khural.commonground.long import VOTE, choose_long, long_votes
from khural.commonground.matrix import VoteMatrix
from khural.commonground.quick import quick_votes
from khural.commonground.wide import PARTICIPANT, choose_wide, wide_votes
from khural.files import read_table


def read_votes(path: str | Path, *, swap_signs: bool = False, encoding: str | None = None) -> VoteMatrix:
    """Votes from a Polis export or any file of the same shape.

    Long form: one line per vote with `comment-id`, `voter-id`, `vote` and, optionally, `timestamp` (milliseconds) and
    `datetime` (not read: it carries the exporter's time zone). Of several votes on one statement by one participant
    the one with the latest timestamp counts, on equal timestamps the later line. Wide form: one line per
    `participant`, one column per statement, an empty cell for no vote. Parquet: either form.

    A `comments.csv` beside the file brings texts, rejected and meta statements, and a check of the sign. +1 is agree
    in every export; `swap_signs` is for files that hold it the other way. `encoding` names the encoding of both
    files when it is not UTF-8, after a refusal proposed it. Raises VoteFileError, naming file, line and column.
    """
    with vote_files():
        votes = quick_votes(path) if encoding is None else None
        if votes is None:
            table = read_table(path, lambda header: _choose(Path(path).name, header), encoding)
            votes = wide_votes(table) if _is_wide(table.header) else long_votes(table)
    if swap_signs:
        votes = votes.mirrored()
    return _with_comments(votes, beside(path), encoding)


def _is_wide(header: tuple[str, ...]) -> bool:
    return PARTICIPANT in header and VOTE not in header


def _choose(file: str, header: tuple[str, ...]) -> Sequence[str]:
    return choose_wide(file, header) if _is_wide(header) else choose_long(file, header)


def _with_comments(votes: VoteMatrix, path: Path | None, encoding: str | None) -> VoteMatrix:
    if path is None:
        return votes
    comments = read_comments(path, encoding)
    doubt = sign_note(votes, comments)
    present = frozenset(votes.statements)
    return replace(
        votes,
        rejected=comments.rejected & present,
        meta=comments.meta & present,
        texts=MappingProxyType({name: text for name, text in comments.texts.items() if name in present}),
        notes=votes.notes + ((doubt,) if doubt else ()),
    )
