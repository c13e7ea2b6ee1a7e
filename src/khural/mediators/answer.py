"""Ranking, intervals, grid and views put together, from counts that are already read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from khural.evidence.tables import DyadCounts
from khural.mediators import resampling, views
from khural.mediators.candidates import Beside, candidates
from khural.mediators.counts import TieCounts, Whole, tie_counts
from khural.mediators.finding import Candidate, Flag, Insider, Pair, Variant, ViewRank
from khural.mediators.grid import Window, variants
from khural.mediators.ranking import Ranking, rank_states, spread
from khural.mediators.scores import tie_scores
from khural.mediators.settings import Settings


@dataclass(frozen=True, eq=False)
class Reading:
    """What a ranking was read from: the counts of its window, of the other windows, and of the window's weeks.

    `states` are the candidates: the states of the system on the day, in the source or not. `weeks` is empty where the
    source has no days. `flags` and `small` stand beside the score, by state; `inside` are the states inside the
    setting: neighbours of a party and states with a stake in one; `sources` names what else was read, with the share of
    states each lacks.
    """

    states: tuple[str, ...]
    table: DyadCounts
    others: Mapping[Window, DyadCounts]
    weeks: tuple[DyadCounts, ...]
    flags: Mapping[str, tuple[Flag, ...]]
    small: Mapping[str, str]
    inside: frozenset[str]
    sources: Mapping[str, float]


@dataclass(frozen=True)
class Answer:
    """Candidates in order, the pairs of the pair view, the grid, and how the intervals were drawn."""

    candidates: tuple[Candidate, ...]
    pairs: tuple[Pair, ...]
    insiders: tuple[Insider, ...]
    grid: tuple[Variant, ...]
    rarity: Mapping[str, int]
    resampling: str


def answer(parties: tuple[str, ...], stakeholders: tuple[str, ...], reading: Reading, settings: Settings) -> Answer:
    """Rank every state of the source that is not at the table and not taken out."""
    table = parties + stakeholders
    states = tuple(state for state in reading.states if state not in table and state not in settings.without)
    counts = tie_counts(reading.table, table).rows(states)
    base = rank_states(counts, settings.smoothing, settings.floor)
    drawn = _drawn(counts, reading, table, settings)
    others = {window: tie_counts(found, table).rows(states) for window, found in reading.others.items()}
    grid = variants(base, others, settings)
    pairs, insiders, by_state = _views(base, parties, stakeholders, reading, settings)
    beside = Beside(reading.flags, by_state, reading.small)
    found = candidates(base, spread(base, drawn, settings.smoothing), grid, beside, len(parties), settings)
    rarity = dict(zip(table, base.known.sum(axis=0).tolist(), strict=True))
    return Answer(found, pairs, insiders, grid, rarity, "week_blocks" if reading.weeks else "poisson")


def _drawn(counts: TieCounts, reading: Reading, table: tuple[str, ...], settings: Settings) -> Whole:
    if not reading.weeks:
        both = np.stack((counts.cooperation, counts.conflict))
        return resampling.poisson(both, counts.parties, settings.draws, settings.seed)
    weekly = [tie_counts(week, table).rows(counts.states) for week in reading.weeks]
    return resampling.week_blocks(
        np.stack([np.stack((week.cooperation, week.conflict)) for week in weekly]), settings.draws, settings.seed
    )


def _views(
    base: Ranking, parties: tuple[str, ...], stakeholders: tuple[str, ...], reading: Reading, settings: Settings
) -> tuple[tuple[Pair, ...], tuple[Insider, ...], dict[str, tuple[ViewRank, ...]]]:
    neutral = {
        state: ViewRank("neutral", place, float(base.suitability[row]))
        for row, (state, place) in enumerate(zip(base.counts.states, base.ranks.tolist(), strict=True))
        if place
    }
    insiders = _insiders(parties, stakeholders, reading, settings)
    pairs: tuple[Pair, ...] = ()
    in_pairs: dict[str, ViewRank] = {}
    if len(parties) == 2:
        sides = (parties[0], parties[1])
        found = views.pair_table(reading.table, sides, settings.smoothing, settings.floor, settings.without)
        pairs, in_pairs = views.shown_pairs(found, sides), views.pair_ranks(found, sides)
    each = (neutral, in_pairs, insiders)
    states = sorted({*neutral, *in_pairs, *insiders})
    within = tuple(
        Insider(state, view.side or "", view.score or 0.0, view.rank or 0, reading.flags.get(state, ()))
        for state, view in insiders.items()
    )
    return pairs, within, {state: tuple(view[state] for view in each if state in view) for state in states}


def _insiders(
    parties: tuple[str, ...], stakeholders: tuple[str, ...], reading: Reading, settings: Settings
) -> dict[str, ViewRank]:
    counts = tie_counts(reading.table, parties)
    states = tuple(state for state in counts.states if state in reading.states and state not in settings.without)
    counts = counts.rows(states)
    scores = tie_scores(counts.cooperation, counts.conflict, settings.smoothing).tolist()
    known = np.all(counts.known(settings.floor), axis=1)
    ties = {state: scores[row] for row, state in enumerate(counts.states) if known[row]}
    return views.insider_ranks(ties, parties, reading.inside.union(stakeholders), settings.cordial)
