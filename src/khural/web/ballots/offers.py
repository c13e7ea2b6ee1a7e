"""Statements that delegates offer: shown to the secretariat in batches of at least three authors, in random order."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass

from khural.web.ballots import durability
from khural.web.ballots.models import AuthorCredential, CloseStamp, Offer

__all__ = ["BATCH_AUTHORS", "OfferedStatement", "decide", "offer", "own_offers", "shown", "take_back"]

BATCH_AUTHORS = 3
WAITING, SHOWN, RETURNED, ACCEPTED, REJECTED = "waiting", "shown", "returned", "accepted", "rejected"
PER_AUTHOR = 10


@dataclass(frozen=True)
class OfferedStatement:
    """What may be known of an offer: never its author."""

    key: str
    round_id: int
    language: str
    basket_id: int | None
    text: str
    state: str
    reason: str


def _public(row: Offer) -> OfferedStatement:
    return OfferedStatement(row.key, row.round_id, row.language, row.basket_id, row.text, row.state, row.reason)


def offer(
    round_id: int, edition: int, slot: int, author_hash: str, *, language: str, basket: int | None, text: str
) -> bool:
    """Keep one offered statement. False when this credential may not offer here, or has offered ten already."""
    with durability.write():
        if not _may_offer(round_id, edition, slot, author_hash):
            return False
        fresh = Offer(
            key=secrets.token_hex(16),
            round_id=round_id,
            author_hash=author_hash,
            language=language,
            basket_id=basket,
            text=text,
        )
        rows = [*Offer.objects.all(), fresh]
        _release(rows, round_id)
        _rewrite(rows)
    return True


def _may_offer(round_id: int, edition: int, slot: int, author_hash: str) -> bool:
    if CloseStamp.objects.filter(round_id=round_id).exists():
        return False
    if not AuthorCredential.objects.filter(edition_id=edition, slot=slot, hash=author_hash).exists():
        return False
    return Offer.objects.filter(round_id=round_id, author_hash=author_hash).count() < PER_AUTHOR


def _release(rows: list[Offer], round_id: int) -> None:
    waits = [row for row in rows if row.round_id == round_id and row.state == WAITING]
    if len({row.author_hash for row in waits}) >= BATCH_AUTHORS:
        for row in waits:
            row.state = SHOWN


def _rewrite(rows: list[Offer]) -> None:
    # The whole table again in the order of its random keys and in its final states: a row that is added behind the
    # others, or that changes its length where it lies, would tell when it came.
    Offer.objects.all().delete()
    Offer.objects.bulk_create(sorted(rows, key=lambda row: row.key))


def shown(round_id: int) -> list[OfferedStatement]:
    """The offers that wait for a decision, in an order that is drawn anew each time.

    Whether others still wait for more authors is told to nobody: who watches the room would see whose was the first.
    """
    rows = [_public(row) for row in Offer.objects.filter(round_id=round_id, state=SHOWN)]
    random.SystemRandom().shuffle(rows)
    return rows


def decide(key: str, round_id: int, *, state: str, reason: str = "") -> OfferedStatement | None:
    """Accept, return or reject a shown offer. Acceptance and rejection drop the author's hash; None if not shown."""
    with durability.write():
        rows = list(Offer.objects.all())
        row = next((row for row in rows if (row.key, row.round_id, row.state) == (key, round_id, SHOWN)), None)
        if row is None:
            return None
        row.state, row.reason = state, reason
        if state != RETURNED:
            row.author_hash = ""
        _rewrite(rows)
    return _public(row)


def own_offers(round_id: int, author_hash: str) -> list[OfferedStatement]:
    """What this credential offered and still belongs to it: waiting, shown or returned, by key."""
    return [_public(row) for row in Offer.objects.filter(round_id=round_id, author_hash=author_hash).order_by("key")]


def take_back(key: str, round_id: int, author_hash: str) -> bool:
    """Delete an own offer, so that a returned one can be offered again in other words."""
    with durability.write():
        deleted, _ = Offer.objects.filter(key=key, round_id=round_id, author_hash=author_hash).delete()
        _rewrite(list(Offer.objects.all()))
    return deleted == 1
