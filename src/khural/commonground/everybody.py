"""What the votes of everybody say, whoever is of which party or group."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from khural.commonground.agreement import Ranking, Shares, by_least_favourable, shares
from khural.commonground.counts import AGREE, DISAGREE, FloatArray, given
from khural.commonground.ids import IntArray
from khural.commonground.informed import Majorities, majority
from khural.commonground.matrix import VoteMatrix
from khural.commonground.opinionmap import Mapped, extremity, opinion_map
from khural.commonground.priority import priorities


class Everybody(NamedTuple):
    """Figures by statement (S), and lists of them.

    `eligible` are the places of the statements that may be listed: with a vote, and not rejected. `ranked` orders these
    by the lower bound of the share that agrees, and of that which rejects.
    """

    shares: Shares
    eligible: IntArray
    mapped: Mapped
    extremity: FloatArray
    priority: FloatArray
    consensus: Majorities
    ranked: tuple[Ranking, Ranking]


def everybody(votes: VoteMatrix) -> Everybody:
    """What everybody's votes say, by plain passes; `in_room` has the compiled ones."""
    counts = votes.totals
    voted, shared = given(counts), shares(counts)
    eligible = np.flatnonzero(voted if not votes.rejected else votes.outside(votes.rejected) & (voted > 0))
    mapped = opinion_map(votes)
    distance = extremity(mapped.map, len(votes.statements))
    only = Shares(shared.n[None], shared.share[None], shared.low[None], shared.high[None], shared.low_against[None])
    return Everybody(
        shares=shared,
        eligible=eligible,
        mapped=mapped,
        extremity=distance,
        priority=priorities(counts, distance, voted),
        consensus=majority(counts, voted, eligible),
        ranked=(
            by_least_favourable(counts[None], (None,), eligible, AGREE, 1, only),
            by_least_favourable(counts[None], (None,), eligible, DISAGREE, 1, only),
        ),
    )
