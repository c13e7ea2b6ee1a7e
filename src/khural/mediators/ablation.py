"""What a rank owes to each input: taken away one at a time, with the change over paired draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from khural.evidence.tables import DyadCounts
from khural.mediators import resampling
from khural.mediators.counts import CLASSES, TieCounts, Truth, Whole, tie_counts
from khural.mediators.finding import Ablation, Finding
from khural.mediators.scores import ranks, tie_scores, weakest_link
from khural.mediators.settings import Settings
from khural.mediators.tie import RankInterval


def ablations(finding: Finding, table: DyadCounts, state: str) -> tuple[Ablation, ...]:
    """The rank of `state` without each party, each class of events and the window's source.

    `table` has the counts the finding was made from. Without its source, the rank is the worst any other source
    gives, and has no interval: sources do not share draws. Nothing is returned for a state that has no rank.
    """
    settings = finding.settings
    counts = tie_counts(table, finding.table).rows(tuple(sorted(c.state for c in finding.candidates)))
    place = counts.states.index(state)
    columns = np.arange(len(counts.parties))
    with_all = _Drawn(
        counts, settings, resampling.poisson(counts.classes, counts.parties, settings.draws, settings.seed)
    )
    base, before = with_all.ranks((0, 1, 2, 3), columns, place)
    if base is None:
        return ()
    found = []
    for kind, what, classes, kept in _cuts(counts, columns):
        rank, after = with_all.ranks(classes, kept, place)
        change = None if rank is None else rank - base
        found.append(Ablation(kind, what, rank, change, None if rank is None else _interval(after - before)))
    return (*found, *_other_sources(finding, state, base))


def _cuts(counts: TieCounts, columns: Whole) -> Iterator[tuple[str, str, Sequence[int], Whole]]:
    """Kind, what is taken away, the classes that stay, the parties that stay."""
    if len(columns) > 1:
        for column, party in enumerate(counts.parties):
            yield "party", party, (0, 1, 2, 3), columns[columns != column]
    for kind in ("verbal", "material"):
        yield "events", kind, [row for row, name in enumerate(CLASSES) if not name.startswith(kind)], columns


class _Drawn:
    """Counts with their draws, ranked over any part of the classes and parties."""

    def __init__(self, counts: TieCounts, settings: Settings, drawn: Whole) -> None:
        self.counts, self.settings, self.drawn = counts, settings, drawn

    def ranks(self, classes: Sequence[int], columns: Whole, place: int) -> tuple[int | None, Whole]:
        """The rank of row `place`, and its rank in every draw."""
        known = self._known(classes, columns)
        rank = int(ranks(self._scores(self.counts.classes, classes, columns, known))[place])
        if not rank:
            return None, np.zeros(self.settings.draws, dtype=np.int64)
        scores = self._scores(self.drawn, classes, columns, known)
        above = scores[:, known.all(axis=1)] > scores[:, place][:, None]
        return rank, 1 + above.sum(axis=1)

    def _known(self, classes: Sequence[int], columns: Whole) -> Truth:
        events = self.counts.classes[list(classes)].sum(axis=0)
        known: Truth = (self.counts.observed & (events >= self.settings.floor))[:, columns]
        return known

    def _scores(
        self, counts: Whole, classes: Sequence[int], columns: Whole, known: Truth
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        kept = counts[..., columns]
        cooperation = sum((kept[row] for row in classes if row < 2), start=np.zeros_like(kept[0]))
        conflict = sum((kept[row] for row in classes if row >= 2), start=np.zeros_like(kept[0]))
        return weakest_link(tie_scores(cooperation, conflict, self.settings.smoothing), known)


def _interval(changes: Whole) -> RankInterval:
    low, high = resampling.rank_bounds(changes)
    return RankInterval(int(low), int(high))


def _other_sources(finding: Finding, state: str, base: int) -> Iterator[Ablation]:
    """The worst rank under each other source, with the smoothing constant of the ranking."""
    smoothing = f"{finding.settings.smoothing:g}"
    by_source: dict[str, list[int | None]] = {}
    for variant in finding.grid:
        if variant.kind == "source" and variant.value == smoothing:
            by_source.setdefault(variant.source, []).append(variant.ranks.get(state))
    for source, places in sorted(by_source.items()):
        known = [place for place in places if place is not None]
        rank = max(known) if known else None
        yield Ablation("source", source, rank, None if rank is None else rank - base, None)
