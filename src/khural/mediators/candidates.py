"""From arrays to candidates: one frozen value per state, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from khural.mediators.finding import Candidate, Flag, Variant, ViewRank
from khural.mediators.grid import over_grid
from khural.mediators.presence import presence
from khural.mediators.ranking import Ranking, Spread
from khural.mediators.settings import Settings
from khural.mediators.tie import Interval, RankInterval, Tie

STANDINGS = ("ranked", "not_cordial", "unknown", "missing")


@dataclass(frozen=True, eq=False)
class Beside:
    """What stands beside the score and never in it, by state."""

    flags: Mapping[str, tuple[Flag, ...]]
    views: Mapping[str, tuple[ViewRank, ...]]
    small: Mapping[str, str]


def candidates(
    ranking: Ranking,
    spread: Spread,
    grid: Sequence[Variant],
    beside: Beside,
    parties: int,
    settings: Settings,
) -> tuple[Candidate, ...]:
    """Every state of the ranking, ranked ones first. The first `parties` columns are the parties in conflict."""
    ties = _ties(ranking, spread, settings)
    found = [
        _candidate(row, ranking, spread, ties[row], grid, beside, parties, settings)
        for row in range(len(ranking.counts.states))
    ]
    return tuple(sorted(found, key=_order))


def _order(candidate: Candidate) -> tuple[int, float, int, str]:
    score = candidate.suitability if candidate.suitability is not None else -1.0
    if candidate.standing == "unknown":
        score = min((tie.score for tie in candidate.ties if tie.score is not None), default=0.0)
    return STANDINGS.index(candidate.standing), -score, len(candidate.thin), candidate.state


def _ties(ranking: Ranking, spread: Spread, settings: Settings) -> list[tuple[Tie, ...]]:
    counts = ranking.counts
    classes = np.moveaxis(counts.classes, 0, -1).tolist()
    observed, known, scores = counts.observed.tolist(), ranking.known.tolist(), ranking.scores.tolist()
    low, high = spread.tie_low.tolist(), spread.tie_high.tolist()
    found = []
    for row, state in enumerate(counts.states):
        ties = []
        for column, party in enumerate(counts.parties):
            here, sure = observed[row][column], known[row][column]
            events = [int(n) for n in classes[row][column]] if here else [None] * 4
            ties.append(
                Tie(
                    state=state,
                    party=party,
                    status="known" if sure else "thin" if here else "missing",
                    verbal_cooperation=events[0],
                    material_cooperation=events[1],
                    verbal_conflict=events[2],
                    material_conflict=events[3],
                    score=scores[row][column] if sure else None,
                    interval=Interval(low[row][column], high[row][column]) if sure else None,
                    source=settings.source,
                    first=settings.first,
                    last=settings.last,
                )
            )
        found.append(tuple(ties))
    return found


def standing_of(ties: Sequence[Tie], cordial: float) -> str:
    """A known tie under the line settles it, whatever the others are; then a source that lacks the state; then thin."""
    if any(tie.score is not None and tie.score < cordial for tie in ties):
        return "not_cordial"
    if any(tie.status == "missing" for tie in ties):
        return "missing"
    return "unknown" if any(tie.status == "thin" for tie in ties) else "ranked"


def _candidate(
    row: int,
    ranking: Ranking,
    spread: Spread,
    ties: tuple[Tie, ...],
    grid: Sequence[Variant],
    beside: Beside,
    parties: int,
    settings: Settings,
) -> Candidate:
    state = ranking.counts.states[row]
    sure = bool(ranking.ranks[row])
    known = [tie for tie in ties if tie.score is not None]
    weakest = min(known, key=lambda tie: tie.score or 0.0, default=None)
    reach, unrankable = over_grid(state, grid)
    views = beside.views.get(state, ())
    return Candidate(
        state=state,
        standing=standing_of(ties, settings.cordial),
        ties=ties,
        weakest=weakest.party if weakest else None,
        suitability=float(ranking.suitability[row]) if sure else None,
        interval=Interval(float(spread.low[row]), float(spread.high[row])) if sure else None,
        rank=int(ranking.ranks[row]) if sure else None,
        rank_interval=_ranks(spread.rank_low[row], spread.rank_high[row]) if sure else None,
        volume=float(ranking.volume[row]) if sure else None,
        volume_score=float(ranking.suitability[row] * ranking.volume[row]) if sure else None,
        volume_rank=int(ranking.volume_ranks[row]) if sure else None,
        volume_rank_interval=_ranks(spread.volume_rank_low[row], spread.volume_rank_high[row]) if sure else None,
        grid=reach,
        unrankable=unrankable,
        flags=beside.flags.get(state, ()),
        views=views,
        view_spread=_view_spread(views),
        balance=_balance(ties[:parties]),
        small=beside.small.get(state, "unknown"),
        presence=presence(state, ranking.counts.parties, settings.as_of),
    )


def _ranks(low: np.int64, high: np.int64) -> RankInterval:
    return RankInterval(int(low), int(high))


def _view_spread(views: Sequence[ViewRank]) -> int | None:
    places = [view.rank for view in views if view.rank is not None]
    return max(places) - min(places) if len(places) > 1 else None


def _balance(ties: Sequence[Tie]) -> float | None:
    """How far apart the ties to the parties in conflict are; None for one party, or where a tie is not known."""
    scores = [tie.score for tie in ties if tie.score is not None]
    return max(scores) - min(scores) if 1 < len(scores) == len(ties) else None
