"""The tokens of one party for one edition: sheets to print, fingerprints to store, and nothing that joins them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from khural.credentials.derivation import SLOTS, KeyRefusedError, author_key, ballot_key, fingerprint, member_key
from khural.credentials.token import new_token


@dataclass(frozen=True)
class Issue:
    """The tokens of one party, to be printed and forgotten, and the fingerprints to be stored.

    `members` has one fingerprint for each seat; `ballots` and `authors` have one such tuple for each slot. Each tuple
    is sorted by itself, so that a place in one says nothing about a place in another. `repr` leaves the tokens out,
    so that no log shows them.
    """

    tokens: tuple[bytes, ...] = field(repr=False)
    members: tuple[str, ...]
    ballots: tuple[tuple[str, ...], ...]
    authors: tuple[tuple[str, ...], ...]


def issue(seats: int, salt: bytes, slots: int = SLOTS) -> Issue:
    """Draw `seats` tokens, in an order that says nothing. Raises KeyRefusedError for no seats, bad slots or salt."""
    if seats < 1:
        raise KeyRefusedError("credentials.no_seats", seats=seats)
    tokens = [new_token() for _ in range(seats)]
    random.SystemRandom().shuffle(tokens)
    return register(tokens, salt, slots)


def register(tokens: Sequence[bytes], salt: bytes, slots: int = SLOTS) -> Issue:
    """The fingerprints of tokens that exist already, for all slots."""
    if not 1 <= slots <= SLOTS:
        raise KeyRefusedError("credentials.key_slot", slot=slots - 1, last=SLOTS - 1)
    return Issue(
        tokens=tuple(tokens),
        members=_sorted(member_key(token, salt) for token in tokens),
        ballots=_by_slot(ballot_key, tokens, salt, slots),
        authors=_by_slot(author_key, tokens, salt, slots),
    )


def _by_slot(
    key: Callable[[bytes, bytes, int], bytes], tokens: Sequence[bytes], salt: bytes, slots: int
) -> tuple[tuple[str, ...], ...]:
    return tuple(_sorted(key(token, salt, slot) for token in tokens) for slot in range(slots))


def _sorted(keys: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(sorted(fingerprint(key) for key in keys))
