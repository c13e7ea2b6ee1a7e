"""Colours of parties: by hash, never by size, order or flag; different within one dialogue while they last."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

SLOTS = 8


def party_slots(parties: Iterable[str], seed: str = "") -> dict[str, int]:
    """A colour slot 1..8 for each party name, the same for the same set in any order.

    Each party's hash asks for a slot; parties are served in the order of their hashes, and one that finds its slot
    taken gets the next free one. `seed` (a dialogue's id, say) deals anew, so that no party owns a colour.
    """
    hashed = sorted({party: _hash(seed, party) for party in parties}.items(), key=lambda item: (item[1], item[0]))
    slots: dict[str, int] = {}
    free: set[int] = set()
    for party, digest in hashed:
        free = free or set(range(SLOTS))
        wish = digest % SLOTS
        slot = next(s % SLOTS for s in range(wish, wish + SLOTS) if s % SLOTS in free)
        free.remove(slot)
        slots[party] = slot + 1
    return slots


def _hash(seed: str, party: str) -> int:
    return int.from_bytes(sha256(f"{seed}\x00{party}".encode()).digest()[:8], "big")
