"""Who can mediate between these states? Suitability by the weakest tie, with everything it rests on beside it.

`find` ranks, `learn` says what would have to be learned. The likelihood that history would ask a state (propensity)
is another score; the two are never blended.
"""

from khural.mediators.assets import Asset
from khural.mediators.finding import (
    Ablation,
    Candidate,
    EnteredCandidate,
    EnteredTie,
    Finding,
    Flag,
    Insider,
    Interval,
    Pair,
    Presence,
    Question,
    RankInterval,
    SmallestChange,
    Tie,
    Variant,
    ViewRank,
)
from khural.mediators.learning import learn
from khural.mediators.settings import Settings

__all__ = [
    "Ablation",
    "Asset",
    "Candidate",
    "EnteredCandidate",
    "EnteredTie",
    "Finding",
    "Flag",
    "Insider",
    "Interval",
    "Pair",
    "Presence",
    "Question",
    "RankInterval",
    "Settings",
    "SmallestChange",
    "Tie",
    "Variant",
    "ViewRank",
    "learn",
]
