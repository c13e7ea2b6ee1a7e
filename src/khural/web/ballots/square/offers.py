"""Statements that participants offer: shown to the coordinator in batches of three authors or more, in random order."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from khural.web.ballots.square import locks
from khural.web.ballots.square.models import OpenOffer

__all__ = [
    "BATCH_AUTHORS",
    "PER_AUTHOR",
    "OpenOfferShown",
    "decide",
    "decided",
    "offer",
    "own_offers",
    "reopen",
    "shown",
    "take_back",
]

BATCH_AUTHORS = 3
PER_AUTHOR = 10
WAITING, SHOWN, RETURNED, ACCEPTED, REJECTED = "waiting", "shown", "returned", "accepted", "rejected"


@dataclass(frozen=True)
class OpenOfferShown:
    """What may be known of an offer: never its author."""

    key: str
    round_id: int
    language: str
    text: str
    state: str
    reason: str


def _public(row: OpenOffer) -> OpenOfferShown:
    return OpenOfferShown(row.key, row.round_id, row.language, row.text, row.state, row.reason)


def offer(round_id: int, author_hash: str, *, language: str, text: str, still_open: Callable[[], bool]) -> bool:
    """Keep one offered statement. False when the round takes none now, or this author has offered ten already.

    The same words twice from the same author are one offer: a request that is sent again changes nothing.
    """
    with locks.offering(round_id):
        own = OpenOffer.objects.filter(round_id=round_id, author_hash=author_hash)
        if own.filter(text=text).exists():
            return True
        if not still_open() or own.count() >= PER_AUTHOR:
            return False
        OpenOffer.objects.create(
            key=secrets.token_hex(16), round_id=round_id, author_hash=author_hash, language=language, text=text
        )
        waiting = OpenOffer.objects.filter(round_id=round_id, state=WAITING)
        if waiting.values("author_hash").distinct().count() >= BATCH_AUTHORS:
            waiting.update(state=SHOWN)
    return True


def shown(round_id: int) -> list[OpenOfferShown]:
    """The offers that wait for a decision, in an order that is drawn anew each time."""
    rows = [_public(row) for row in OpenOffer.objects.filter(round_id=round_id, state=SHOWN)]
    random.SystemRandom().shuffle(rows)
    return rows


def decide(key: str, round_id: int, *, state: str, reason: str = "") -> OpenOfferShown | None:
    """Accept, return or reject a shown offer. All but a return drop the author's hash; None if it is not shown."""
    with locks.offering(round_id):
        row = OpenOffer.objects.filter(key=key, round_id=round_id, state=SHOWN).first()
        if row is None:
            return None
        row.state, row.reason = state, reason
        if state != RETURNED:
            row.author_hash = ""
        row.save()
    return _public(row)


def decided(round_id: int) -> dict[str, OpenOfferShown]:
    """The offers that were decided, by key, for the log: their words stay until the ballots are deleted."""
    rows = OpenOffer.objects.filter(round_id=round_id, state__in=(RETURNED, ACCEPTED, REJECTED))
    return {row.key: _public(row) for row in rows}


def reopen(key: str, round_id: int) -> bool:
    """Undo a decision: the offer waits for another one. False when its author has taken it back meanwhile."""
    with locks.offering(round_id):
        q = OpenOffer.objects.filter(key=key, round_id=round_id, state__in=(RETURNED, ACCEPTED, REJECTED))
        return q.update(state=SHOWN, reason="") == 1


def own_offers(round_id: int, author_hash: str) -> list[OpenOfferShown]:
    """What this credential offered and still belongs to it: waiting, shown or returned, by key."""
    q = OpenOffer.objects.filter(round_id=round_id, author_hash=author_hash).order_by("key")
    return [_public(row) for row in q]


def take_back(key: str, round_id: int, author_hash: str) -> bool:
    """Delete an own offer."""
    with locks.offering(round_id):
        deleted, _ = OpenOffer.objects.filter(key=key, round_id=round_id, author_hash=author_hash).delete()
    return deleted == 1
