"""Part of the people, to be examined on its own."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from khural.commonground.matrix import VoteMatrix


def subgroup(votes: VoteMatrix, people: Iterable[object]) -> VoteMatrix:
    """The votes of `people` only, on all statements; identifiers nobody carries are passed over.

    For a look inside one group, slice or party: `common_ground(subgroup(votes, result.groups.members["A"]))`.
    """
    wanted = {str(person) for person in people}
    kept = np.array([name in wanted for name in votes.participants], bool)
    place = np.cumsum(kept) - 1
    inside = kept[votes.rows]
    return VoteMatrix.from_codes(
        [name for name in votes.participants if name in wanted],
        votes.statements,
        place[votes.rows[inside]],
        votes.columns[inside],
        votes.values[inside],
        rejected=votes.rejected,
        meta=votes.meta,
        texts=votes.texts,
    )
