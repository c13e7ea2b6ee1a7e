"""How many agree, disagree and pass, over everybody and by party or group."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from khural.commonground.arrange import by_vote
from khural.commonground.ids import IntArray, in_order
from khural.commonground.matrix import VoteMatrix, read_only
from khural.commonground.sizes import is_large

FloatArray = npt.NDArray[np.float64]
AGREE, DISAGREE, PASS = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Division:
    """Participants divided by a label: `codes` (P) index `labels`, -1 where a participant has none.

    `unknown` counts the labelled participants who took no part in the vote.
    """

    labels: tuple[str, ...]
    codes: IntArray
    unknown: int

    @property
    def sizes(self) -> IntArray:
        """People per label."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.labels))


def divide(votes: VoteMatrix, labels: Mapping[Hashable, Hashable]) -> Division:
    """The participants of `votes` by label; labels nobody present carries are left out."""
    given = {str(participant): str(label) for participant, label in labels.items()}
    present = {name: given[name] for name in votes.participants if name in given}
    names = in_order(set(present.values()))
    place = {name: i for i, name in enumerate(names)}
    codes = [place[present[name]] if name in present else -1 for name in votes.participants]
    return Division(tuple(names), read_only(np.array(codes, np.int64)), len(given) - len(present))


def totals(votes: VoteMatrix) -> IntArray:
    """Agree, disagree and pass per statement, shape (S, 3)."""
    return votes.totals


def given(counts: IntArray) -> IntArray:
    """All votes of each statement, a pass is one: (S, 3) to (S)."""
    # Three times as quick as the sum along so short an axis.
    return counts[:, AGREE] + counts[:, DISAGREE] + counts[:, PASS]


def divided(votes: VoteMatrix, division: Division) -> IntArray:
    """Agree, disagree and pass per label and statement, shape (k, S, 3)."""
    return read_only(by_vote(counted_cells(votes, division.codes, len(division.labels))))


def counted_cells(votes: VoteMatrix, codes: IntArray, k: int) -> IntArray:
    """Votes by code of the participant (P, -1 for none) and by cell, shape (k, 4 S)."""
    width = 4 * len(votes.statements)
    if is_large(len(votes.cells)):
        from khural.commonground.compiled.passes import counted

        return counted(votes.starts, votes.cells, codes, (k, width))
    code = codes[votes.rows]
    place = (code * width + votes.cells)[code >= 0]
    return np.bincount(place, minlength=k * width).reshape(k, width)
