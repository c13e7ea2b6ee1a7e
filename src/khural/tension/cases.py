"""The mediation cases of the field tables, described: coded by one person, so that nothing is concluded from them."""

from __future__ import annotations

from collections import Counter

from khural.evidence.facts import mediation_cases
from khural.evidence.records import MediationCase
from khural.tension.measurement import OUTCOMES, CaseTally

WORDS = {"1": "yes", "part": "part", "0": "no", "open": "open", "na": "open", None: "uncoded"}


def described_cases() -> tuple[CaseTally, ...]:
    """One tally per style and outcome; a case with two styles stands under both."""
    styles = sorted({style for case in mediation_cases() for style in case.styles})
    return tuple(_tally(style, outcome) for style in styles for outcome in OUTCOMES)


def _tally(style: str, outcome: str) -> CaseTally:
    found = Counter(WORDS[_code(case, outcome)] for case in mediation_cases() if style in case.styles)
    return CaseTally(style, outcome, *(found[word] for word in ("yes", "part", "no", "open", "uncoded")))


def _code(case: MediationCase, outcome: str) -> str | None:
    codes = {
        "agreement": case.outcome_agreement,
        "abatement": case.outcome_abatement,
        "lasting": case.outcome_lasting,
    }
    return codes[outcome]
