"""How many agree, disagree and pass, over everybody and by party or group."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from khural.commonground.ids import IntArray, in_order
from khural.commonground.matrix import VoteMatrix, read_only

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
    everybody = np.zeros(len(votes.participants), np.int64)
    return read_only(_counted(votes, everybody, 1)[0])


def divided(votes: VoteMatrix, division: Division) -> IntArray:
    """Agree, disagree and pass per label and statement, shape (k, S, 3)."""
    return read_only(_counted(votes, division.codes, len(division.labels)))


def _counted(votes: VoteMatrix, codes: IntArray, k: int) -> IntArray:
    n = len(votes.statements)
    code = codes[votes.rows]
    # +1, -1, 0 become the places AGREE, DISAGREE, PASS.
    kind = np.array([DISAGREE, PASS, AGREE])[votes.values.astype(np.int64) + 1]
    cell = (code * n + votes.columns) * 3 + kind
    return np.bincount(cell[code >= 0], minlength=k * n * 3).reshape(k, n, 3)
