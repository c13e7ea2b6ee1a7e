"""How many have voted, while voting goes on: the secretary may see it, in batches that are too coarse to watch."""

from __future__ import annotations

from khural.publishing.coding import plain_scales
from khural.publishing.policy import PublishError
from khural.publishing.published import GATE_KEY, PublishedTurnout

ROUNDING = 5
FLOOR = 10
BATCH = 5


def publish_turnout(voters: int, seats_total: int, previous: PublishedTurnout | None, hour: int) -> PublishedTurnout:
    """The turnout to show in `hour` (whole hours since any fixed moment), given what was shown before.

    It changes at the first call of a later hour only, and only if at least 5 delegates must have voted since: `voters`
    is that far above everything that `previous` can stand for. Hidden under 10 voters. Raises PublishError for
    impossible numbers.
    """
    if not 0 <= voters <= seats_total:
        raise PublishError(
            "publishing.bad_tally", where="turnout", problem="more voters than seats, or fewer than none"
        )
    if previous is not None and hour <= previous.hour:
        return previous
    if previous is not None and not _due(voters, previous):
        # The same value, now for this hour: nothing changes before the next one begins.
        return PublishedTurnout(previous.about, previous.of, previous.coding, hour, key=GATE_KEY)
    if voters < FLOOR:
        return PublishedTurnout(about=None, of=seats_total, coding=None, hour=hour, key=GATE_KEY)
    scale = plain_scales(seats_total, ROUNDING, top_coding=True).agree
    about, coding = scale.coded(voters) if scale else (None, None)
    return PublishedTurnout(about=about, of=seats_total, coding=coding, hour=hour, key=GATE_KEY)


def _due(voters: int, previous: PublishedTurnout) -> bool:
    if previous.coding == "at_least":
        return False
    if previous.about is None:
        return voters >= FLOOR
    return voters >= previous.about + ROUNDING // 2 + BATCH
