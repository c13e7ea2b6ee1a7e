"""Ranking the states of a source by their weakest tie, and how far the ranks bear."""

from __future__ import annotations

from dataclasses import dataclass

from khural.mediators import resampling
from khural.mediators.counts import TieCounts, Truth, Whole
from khural.mediators.scores import Real, least_volume, ranks, tie_scores, weakest_link


@dataclass(frozen=True, eq=False)
class Ranking:
    """Scores and ranks by state (rows) and party (columns); states with an unknown tie have rank 0 and no score."""

    counts: TieCounts
    known: Truth
    scores: Real
    suitability: Real
    volume: Real
    ranks: Whole
    volume_ranks: Whole

    def by_state(self, volume: bool = False) -> dict[str, int]:
        """State -> rank, of those that can be ranked."""
        places = (self.volume_ranks if volume else self.ranks).tolist()
        return {state: place for state, place in zip(self.counts.states, places, strict=True) if place}


def rank_states(counts: TieCounts, smoothing: float, floor: int) -> Ranking:
    """Rank the states of `counts`; ties of fewer than `floor` events are unknown, and who has one is not ranked."""
    known = counts.known(floor)
    scores = tie_scores(counts.cooperation, counts.conflict, smoothing)
    suitability = weakest_link(scores, known)
    volume = least_volume(counts.cooperation, counts.conflict)
    return Ranking(counts, known, scores, suitability, volume, ranks(suitability), ranks(suitability * volume))


@dataclass(frozen=True, eq=False)
class Spread:
    """The 90 % intervals of a ranking: of ties [states, parties], of scores and ranks [states]."""

    tie_low: Real
    tie_high: Real
    low: Real
    high: Real
    rank_low: Whole
    rank_high: Whole
    volume_rank_low: Whole
    volume_rank_high: Whole


def spread(ranking: Ranking, drawn: Whole, smoothing: float) -> Spread:
    """The intervals over `drawn` [2, draws, states, parties], cooperation and conflict drawn anew.

    Which ties are known is not drawn again: the question is how far the shown ranks bear, among the same states.
    """
    cooperation, conflict = drawn
    scores = tie_scores(cooperation, conflict, smoothing)
    weakest = weakest_link(scores, ranking.known)
    volume = weakest * least_volume(cooperation, conflict)
    return Spread(
        *resampling.bounds(scores),
        *resampling.bounds(weakest),
        *resampling.rank_bounds(ranks(weakest)),
        *resampling.rank_bounds(ranks(volume)),
    )
