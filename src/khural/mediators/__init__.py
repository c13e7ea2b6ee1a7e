"""Who can mediate between these states? Suitability by the weakest tie, with everything it rests on beside it.

`find` ranks, `explain` says why one candidate stands where it stands, `learn` what would have to be learned. The
likelihood that history would ask a state (propensity) is another score; the two are never blended.
"""

from khural.mediators.assets import Asset
from khural.mediators.find import find
from khural.mediators.finding import (
    Ablation,
    Candidate,
    EnteredCandidate,
    Finding,
    Flag,
    Insider,
    Pair,
    Presence,
    Question,
    SmallestChange,
    Variant,
    ViewRank,
)
from khural.mediators.gather import settings_for
from khural.mediators.learning import learn
from khural.mediators.reading import read_entered
from khural.mediators.settings import Settings
from khural.mediators.tie import EnteredTie, Interval, RankInterval, Tie
from khural.mediators.why import Profile, Why, explain, profile

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
    "Profile",
    "Question",
    "RankInterval",
    "Settings",
    "SmallestChange",
    "Tie",
    "Variant",
    "ViewRank",
    "Why",
    "explain",
    "find",
    "learn",
    "profile",
    "read_entered",
    "settings_for",
]
