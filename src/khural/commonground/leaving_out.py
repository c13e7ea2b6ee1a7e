"""Votes without some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from khural.commonground.matrix import Mask, VoteMatrix


def without(votes: VoteMatrix, pairs: Iterable[tuple[str, str]]) -> VoteMatrix:
    """Without the votes of these participants on these statements; a pair that has no vote is passed over.

    The same as if those votes had never been: whoever has none left is gone, and so is a statement without any.
    """
    people = {name: i for i, name in enumerate(votes.participants)}
    statements = {name: i for i, name in enumerate(votes.statements)}
    wide = len(statements)
    gone = [people[p] * wide + statements[s] for p, s in pairs if p in people and s in statements]
    if not gone:
        return votes
    return _only(votes, np.isin(votes.rows * wide + votes.columns, np.array(gone, np.int64), invert=True))


def on_statements(votes: VoteMatrix, statements: Collection[str]) -> VoteMatrix:
    """The votes on these statements, as if no other had been asked."""
    wanted = np.array([name in statements for name in votes.statements], np.bool_)
    return votes if wanted.all() else _only(votes, wanted[votes.columns])


def _only(votes: VoteMatrix, kept: Mask) -> VoteMatrix:
    rows, columns = votes.rows[kept], votes.columns[kept]
    people = np.bincount(rows, minlength=len(votes.participants)) > 0
    statements = np.bincount(columns, minlength=len(votes.statements)) > 0
    return VoteMatrix.from_codes(
        [name for name, has_votes in zip(votes.participants, people.tolist(), strict=True) if has_votes],
        [name for name, has_votes in zip(votes.statements, statements.tolist(), strict=True) if has_votes],
        (np.cumsum(people) - 1)[rows],
        (np.cumsum(statements) - 1)[columns],
        votes.values[kept],
        rejected=votes.rejected,
        meta=votes.meta,
        texts=votes.texts,
        repeated=votes.repeated,
        notes=votes.notes,
    )
