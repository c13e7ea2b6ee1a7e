"""The sensitivity grid: one setting moved at a time, and the smoothing constant under every window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khural.mediators.counts import TieCounts
from khural.mediators.finding import Variant
from khural.mediators.ranking import Ranking, rank_states
from khural.mediators.settings import SMOOTHINGS, Settings
from khural.mediators.tie import RankInterval


@dataclass(frozen=True)
class Window:
    """A source and the days, both included, that are counted."""

    source: str
    first: date
    last: date


def thirds(first: date, last: date, period: str) -> tuple[tuple[date, date], ...]:
    """The days from `first` to `last` cut into three runs of whole years, or of whole months under six years.

    A source that counts by year is cut by years only. What does not divide falls to the last run: 2002-14 gives
    2002-05, 2006-09 and 2010-14. Too short a span stays whole.
    """
    step = 12 if period == "year" or last.year - first.year + 1 >= 6 else 1
    start = first.year * 12 + first.month - 1
    length = (last.year * 12 + last.month - start) // step // 3 * step
    if length == 0:
        return ((first, last),)
    edges = [_month(start + length * cut) for cut in (1, 2)]
    day = timedelta(days=1)
    return ((first, edges[0] - day), (edges[0], edges[1] - day), (edges[1], last))


def _month(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


def variants(base: Ranking, tables: Mapping[Window, TieCounts], settings: Settings) -> tuple[Variant, ...]:
    """Every variant with its ranks. `tables` has the counts of the other windows and sources."""
    window = Window(settings.source, settings.first, settings.last)
    return (
        *_smoothings(base.counts, window, settings),
        *_windows(tables, window, settings),
        *_events(base.counts, window, settings),
        *_parties(base.counts, window, settings),
        _variant("volume", "", base.by_state(volume=True), window),
    )


def _variant(kind: str, value: str, ranks: Mapping[str, int], window: Window) -> Variant:
    return Variant(kind, value, ranks, window.first, window.last, window.source)


def _smoothings(counts: TieCounts, window: Window, settings: Settings) -> Iterator[Variant]:
    for smoothing in sorted({*SMOOTHINGS, settings.smoothing}):
        ranking = rank_states(counts, smoothing, settings.floor)
        yield _variant("smoothing", f"{smoothing:g}", ranking.by_state(), window)


def _windows(tables: Mapping[Window, TieCounts], base: Window, settings: Settings) -> Iterator[Variant]:
    for window, counts in tables.items():
        if window == base:
            continue
        kind = "window" if window.source == base.source else "source"
        for smoothing in sorted({*SMOOTHINGS, settings.smoothing}):
            ranking = rank_states(counts, smoothing, settings.floor)
            yield _variant(kind, f"{smoothing:g}", ranking.by_state(), window)


def _events(counts: TieCounts, window: Window, settings: Settings) -> Iterator[Variant]:
    for kind in ("verbal", "material"):
        ranking = rank_states(counts.only(kind), settings.smoothing, settings.floor)
        yield _variant("events", kind, ranking.by_state(), window)


def _parties(counts: TieCounts, window: Window, settings: Settings) -> Iterator[Variant]:
    if len(counts.parties) < 2:
        return
    for party in counts.parties:
        ranking = rank_states(counts.without_party(party), settings.smoothing, settings.floor)
        yield _variant("without", party, ranking.by_state(), window)


def over_grid(state: str, grid: Sequence[Variant]) -> tuple[RankInterval | None, int]:
    """The best and worst rank of `state` over the grid, and in how many variants it cannot be ranked."""
    found = [variant.ranks[state] for variant in grid if state in variant.ranks]
    return RankInterval(min(found), max(found)) if found else None, len(grid) - len(found)
