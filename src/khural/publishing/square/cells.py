"""One cell of a result, shown or hidden."""

from __future__ import annotations

from khural.publishing.square.guarding import NOTHING, Coded, Lows, coded, rounded
from khural.publishing.square.policy import OpenPolicy
from khural.publishing.square.published import OpenCell, OpenReason, OpenRow
from khural.publishing.square.tally import OpenCount


def hidden_cell(reason: OpenReason) -> OpenCell:
    """A cell without numbers."""
    return OpenCell(None, None, None, reason)


def shown_cell(count: OpenCount, agree: Coded, disagree: Coded, policy: OpenPolicy) -> OpenCell:
    """A cell with numbers."""
    return OpenCell(rounded(count.voters, policy), agree.shown, disagree.shown, "shown")


def plain_cell(count: OpenCount, policy: OpenPolicy) -> OpenCell:
    """A cell by itself, of which nothing was shown before."""
    if count.voters < policy.floor:
        return hidden_cell("too_few")
    agree, disagree = (coded(n, count.voters, policy) for n in (count.agree, count.disagree))
    return shown_cell(count, agree, disagree, policy)


def known_of(old: OpenRow | None, place: int) -> Lows:
    """What the numbers of a cell have told so far; `place` 0 is everybody, then the groups."""
    found = old.known[place] if old and place < len(old.known) else ()
    return found or NOTHING
