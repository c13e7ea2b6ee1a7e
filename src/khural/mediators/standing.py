"""Standing over time: the share of a state in the cooperation among states that are not at the table.

This is what "influence" or "profile" can mean when it is to be counted. It tells who is in the news for cooperating,
not who is heard; a host gains standing by hosting, and that interest is disclosed beside the figure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from khural.evidence.tables import DyadCounts
from khural.mediators import resampling
from khural.mediators.scores import ranks
from khural.mediators.tie import Interval, RankInterval


@dataclass(frozen=True)
class Standing:
    """One period: the share of `state` in cooperative events among third parties, and its rank among `states`.

    `hosted` counts the meetings it hosted then, as far as a source says so; None where no source says anything of it.
    """

    first: date
    last: date
    events: int
    total: int
    share: float | None
    interval: Interval | None
    rank: int | None
    rank_interval: RankInterval | None
    states: int
    hosted: int | None = None


def standing(
    state: str, table: Collection[str], periods: Sequence[DyadCounts], draws: int, seed: int
) -> tuple[Standing, ...]:
    """The standing of `state` in each of the `periods`, states of the `table` left out on both sides."""
    return tuple(_standing(state, table, period, draws, seed) for period in periods)


def _standing(state: str, table: Collection[str], period: DyadCounts, draws: int, seed: int) -> Standing:
    third = np.array([name not in table for name in period.states]) & period.observed
    cooperation = period.verbal_cooperation + period.material_cooperation
    among = np.where(third[:, None] & third[None, :], cooperation + cooperation.T, 0)
    np.fill_diagonal(among, 0)
    events = among.sum(axis=1)[third]
    names = [name for name, kept in zip(period.states, third, strict=True) if kept]
    # Every event has two ends: the shares of all states add up to 2.
    total = int(events.sum()) // 2
    if state not in names or total == 0:
        return Standing(period.first, period.last, 0, total, None, None, None, None, len(names))
    place = names.index(state)
    random = np.random.Generator(np.random.SFC64(seed))
    drawn = random.poisson(np.broadcast_to(events, (draws, len(events))))
    places = ranks(drawn.astype(np.float64))[:, place]
    low, high = resampling.bounds(drawn[:, place] / np.maximum(drawn.sum(axis=1) / 2, 1))
    first, last = resampling.rank_bounds(places)
    return Standing(
        period.first,
        period.last,
        int(events[place]),
        total,
        float(events[place] / total),
        Interval(float(low), float(high)),
        int(ranks(events.astype(np.float64))[place]),
        RankInterval(int(first), int(last)),
        len(names),
    )
