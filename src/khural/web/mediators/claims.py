"""The article's claims where they belong: beside the state they are about."""

from __future__ import annotations

from dataclasses import dataclass

from khural.claims import ShownClaim, shown_claims
from khural.claims.assets import HOST
from khural.web.cases.models import Case
from khural.web.claims.presentation import State
from khural.web.claims.views import KOREA

ABOUT_HOST = (2, 3, 4, *range(27, 52))
"""Claims on what the host brings, on its ties, and on what it gained."""


@dataclass(frozen=True)
class ClaimLine:
    """One claim in a line, with its state then and now, and the pages of its check."""

    shown: ShownClaim
    then: State
    now: State


def claims_about(case: Case, state: str) -> list[ClaimLine]:
    """The claims about a state, for the case that has an article about it."""
    if case.evidence != KOREA or state != HOST:
        return []
    return [
        ClaimLine(one, State(one.claim.status_then), State(one.claim.check_status))
        for one in shown_claims()
        if one.claim.number in ABOUT_HOST
    ]
