"""The article's 55 claims, each with status then and now, the evidence for and against, and a check that runs."""

from khural.claims.answers import ANSWERS, PARTS
from khural.claims.document import document
from khural.claims.records import PUBLISHED, SIDES, Answer, Check, ClaimError, Line, ShownClaim
from khural.claims.registry import CHECKS
from khural.claims.shown import shown_claim, shown_claims

__all__ = [
    "ANSWERS",
    "CHECKS",
    "PARTS",
    "PUBLISHED",
    "SIDES",
    "Answer",
    "Check",
    "ClaimError",
    "Line",
    "ShownClaim",
    "document",
    "shown_claim",
    "shown_claims",
]
