"""What structure the votes bear: groups or none, the spread, bridging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.counts import Division
from khural.commonground.matrix import VoteMatrix, read_only
from khural.messages import Message

if TYPE_CHECKING:
    from khural.commonground.bridging import Bridging
    from khural.commonground.spread import Spread

NAMES = "ABCDE"
NOT_EXAMINED = (Message("commonground.spread_not_examined"), Message("commonground.bridging_not_examined"))


@dataclass(frozen=True, eq=False)
class Structure:
    """Groups found or given (None: none), why, how stable; the spread and bridging, None with a note that says so."""

    groups: Division | None
    reason: Message
    stability: float | None
    spread: Spread | None
    bridging: Bridging | None
    notes: tuple[Message, ...]


def found(votes: VoteMatrix, parties: Division | None, seed: int) -> Structure:
    """Groups where the votes bear them; the spread wherever they bear a dimension; bridging by party or main divide."""
    from khural.commonground.bridging import bridging
    from khural.commonground.grouping.decide import find_groups
    from khural.commonground.spread import spread

    finding = find_groups(votes, seed)
    everybody = finding.everybody
    line = spread(finding, everybody)
    axes = finding.dimensions.axes
    across = bridging(everybody, axes[0] if len(axes) else np.zeros(everybody.shape[1]), parties)
    notes = []
    if line is None:
        notes.append(Message("commonground.spread_none"))
    if across is None:
        notes.append(Message("commonground.bridging_not_examined"))
    elif parties is None and not len(axes):
        notes.append(Message("commonground.bridging_no_divide"))
    elif not across.is_settled:
        notes.append(Message("commonground.bridging_unsettled", {"rounds": across.rounds, "change": across.change}))
    groups = None
    if finding.codes is not None:
        groups = Division(tuple(NAMES[: finding.k]), read_only(finding.codes), 0)
    return Structure(groups, finding.reason, finding.stability, line, across, tuple(notes))


def given(votes: VoteMatrix, parties: Division | None, groups: Division | None, reason: Message) -> Structure:
    """Groups held fixed or switched off: bridging by party, or else by group, and nothing else is examined."""
    by = parties or groups
    if by is None:
        return Structure(None, reason, None, None, None, NOT_EXAMINED)
    from khural.commonground.bridging import bridging
    from khural.commonground.grouping.ballots import examined

    ballots = examined(votes)
    across = bridging(ballots, np.zeros(ballots.shape[1]), by, "parties" if parties is not None else "groups")
    notes = NOT_EXAMINED if across is None else NOT_EXAMINED[:1]
    return Structure(groups, reason, None, None, across, notes)
