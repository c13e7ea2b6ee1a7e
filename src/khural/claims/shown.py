"""Every claim with its check, computed now, and where the product answers it."""

from __future__ import annotations

from khural.claims import assets, dialogue, ranked, thaw
from khural.claims.answers import ANSWERS
from khural.claims.records import ShownClaim
from khural.claims.registry import CHECKS
from khural.evidence import facts
from khural.evidence.records import Claim

CHECKED_IN = (assets, dialogue, ranked, thaw)
"""The modules whose functions are the checks."""


def shown_claims() -> tuple[ShownClaim, ...]:
    """The 55 claims in order. Nothing else hands out claims, so a contradicted one brings its contrary sources."""
    return tuple(_shown(claim) for claim in facts.claims())


def shown_claim(number: int) -> ShownClaim:
    """One claim. KeyError when there is none of that number."""
    for claim in facts.claims():
        if claim.number == number:
            return _shown(claim)
    raise KeyError(number)


def _shown(claim: Claim) -> ShownClaim:
    registered = CHECKS.get(claim.number)
    check = registered.run(claim.number) if registered else None
    return ShownClaim(claim, check, ANSWERS[claim.number])
