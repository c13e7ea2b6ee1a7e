"""What an export holds, before anything of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from khural.messages import Message
from khural.polis.conversation import ACCEPTED, REJECTED, UNREVIEWED, Conversation


@dataclass(frozen=True)
class Preview:
    """Counts of one conversation. `votes` counts the last of each pair, `revotes` the earlier ones.

    `first` and `last` are the days (UTC) of the first and the last vote, None where the export has no times.
    """

    topic: str
    people: int
    statements: int
    accepted: int
    unreviewed: int
    rejected: int
    without_votes: int
    votes: int
    revotes: int
    first: date | None
    last: date | None
    missing: tuple[str, ...]
    notes: tuple[Message, ...]


def preview(conversation: Conversation) -> Preview:
    """The counts of a conversation."""
    votes, last = conversation.votes, conversation.votes.last()
    voted = set(votes.statements)
    states = [one.moderated for one in conversation.statements]
    times = [time for time in votes.times if time > 0]
    return Preview(
        topic=conversation.topic,
        people=len(set(votes.voters)),
        statements=len(conversation.statements),
        accepted=states.count(ACCEPTED),
        unreviewed=states.count(UNREVIEWED),
        rejected=states.count(REJECTED),
        without_votes=sum(one.id not in voted for one in conversation.statements),
        votes=len(last),
        revotes=len(votes) - len(last),
        first=_day(min(times)) if times else None,
        last=_day(max(times)) if times else None,
        missing=conversation.missing,
        notes=conversation.notes,
    )


def _day(milliseconds: int) -> date | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).date()
    except (OverflowError, ValueError, OSError):
        return None
