"""Invented evidence, held in memory behind the evidence's own interface, and series with known truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from khural.evidence.store import Evidence
from khural.evidence.table import EvidenceError
from khural.evidence.tables import DyadCounts, DyadSeries, DyadYears, SourceNote
from khural.tension.panels import ActPanel
from khural.tension.series import Series, series_of

TODAY = date(2026, 1, 1)
FIRST_WEEK = date(2018, 1, 1)
STATES = ("CHN", "FRA", "GBR", "KOR", "MNG", "PRK", "RUS", "USA")


def weeks(number: int, first: date = FIRST_WEEK) -> tuple[date, ...]:
    """`number` Mondays from `first`."""
    return tuple(first + timedelta(weeks=week) for week in range(number))


def counted(values: Sequence[float], name: str = "made") -> Series:
    """A weekly series of counts."""
    starts = weeks(len(values))
    volume = dict.fromkeys(starts, 1.0)
    return series_of(name, "week", dict(zip(starts, values, strict=True)), TODAY, volume)


def restless(
    source: np.random.Generator, dyads: int, periods: int, step: float, size: float, mean: float
) -> tuple[np.ndarray, np.ndarray]:
    """Counts of a negative-binomial local level and its level, [D, n] each."""
    level = np.log(mean) + np.cumsum(source.normal(0, step, (dyads, periods)), axis=1)
    return source.negative_binomial(size, size / (size + np.exp(level))).astype(float), np.exp(level)


def panel(source: np.random.Generator, effect: float = 0.0, confounded: bool = False, lag: int = 4) -> ActPanel:
    """60 directed dyads over 104 weeks; acts multiply hostility `lag` weeks later by exp(`effect`) per doubling.

    When `confounded`, a slow common cause moves both acts and hostility.
    """
    number, periods = 60, 104
    there = [(f"S{at:02d}", f"S{at + 1:02d}") for at in range(number // 2)]
    cause = np.zeros((number, periods))
    if confounded:
        for week in range(1, periods):
            cause[:, week] = 0.7 * cause[:, week - 1] + source.normal(0, 0.5, number)
    acts = source.poisson(np.exp(-1 + 1.2 * cause)).astype(float)
    level = source.normal(1, 0.7, (number, 1)) + np.cumsum(source.normal(0, 0.05, (number, periods)), axis=1)
    level += source.normal(0, 0.2, (1, periods)) + 0.8 * cause
    level[:, lag:] += effect * np.log2(1 + acts[:, :-lag])
    hostile = source.negative_binomial(5, 5 / (5 + np.exp(level))).astype(float)
    back = np.concatenate([hostile[number // 2 :], hostile[: number // 2]])
    dyads = (*there, *((b, a) for a, b in there))
    known = np.ones((number, periods), dtype=bool)
    return ActPanel("made", "week", weeks(periods), dyads, hostile, back, {"carrot": acts}, known, hostile.sum(axis=0))


def note(name: str, first: date, last: date, period: str, counts: bool) -> SourceNote:
    """The note of an invented source."""
    head = (name, f"Invented {name}", "1", "none needed", "shipped", "0" * 64)
    return SourceNote(*head, first, last, 1, "nobody", "https://example.org", period, counts)


class Made(Evidence):
    """Evidence in memory: weekly net scores by pair, and yearly counts [4, years, states, states]."""

    def __init__(
        self,
        as_of: date,
        nets: Mapping[tuple[str, str], np.ndarray],
        yearly: np.ndarray | None,
        unseen: tuple[str, ...] = (),
    ) -> None:
        super().__init__(as_of, ())
        self.nets, self.yearly, self.unseen = nets, yearly, unseen

    def sources(self) -> tuple[SourceNote, ...]:
        """The net scores, and the counts where there are any."""
        nets = note("nets", FIRST_WEEK, date(2022, 12, 31), "day", False)
        counts = note("counts", date(2002, 1, 1), date(2014, 12, 31), "year", True)
        return (nets,) if self.yearly is None else (nets, counts)

    def knows_state(self, code: str) -> bool:
        """Whether the code is one of the eight."""
        return code in STATES

    def dyad_series(self, source: str, a: str, b: str, period: str, measure: str = "net_score") -> DyadSeries:
        """The net scores of the pair by week; NaN is unknown."""
        values = self.nets.get((a, b), self.nets.get((b, a)))
        if values is None or period != "week":
            raise EvidenceError("evidence.no_file", file=source)
        starts, known = weeks(len(values)), np.isfinite(values)
        kept = [at for at, start in enumerate(starts) if start + timedelta(days=6) < self.as_of]
        filled, known, ones = np.where(known, values, 0.0)[kept], known[kept], np.ones(len(kept))
        rows = tuple(starts[at] for at in kept)
        return DyadSeries(a, b, measure, period, rows, filled, ones, 7 * ones.astype(int), known, self.sources()[0])

    def variables(self) -> frozenset[str]:
        """One list of rivalries."""
        return frozenset({"rivalries"})

    def dyad_counts(self, source: str, first: date, last: date) -> DyadCounts:
        """The counts of one year."""
        assert self.yearly is not None, source
        squares = self.yearly[:, first.year - 2002]
        observed = np.array([state not in self.unseen for state in STATES])
        return DyadCounts(STATES, *squares, observed, first, last, self.sources()[-1])

    def dyad_years(self, variable: str) -> DyadYears:
        """Rivalry: everybody's with everybody."""
        values = np.ones((8, 8, 13)) - np.eye(8)[:, :, None]
        years = tuple(range(2002, 2015))
        known = np.ones_like(values, dtype=bool)
        return DyadYears(variable, "0 or 1", False, STATES, years, values, known, self.sources()[0])


def scores(seed: int = 1) -> dict[tuple[str, str], np.ndarray]:
    """Net scores of PRK-KOR that turn hostile in week 80, and quieter pairs beside them."""
    source = np.random.default_rng(seed)
    found = {pair: source.normal(40, 25, 160) for pair in (("PRK", "USA"), ("PRK", "CHN"), ("KOR", "USA"))}
    found["PRK", "KOR"] = np.where(np.arange(160) < 80, 60.0, -80.0) + source.normal(0, 30, 160)
    return found


def yearly(seed: int = 1) -> np.ndarray:
    """Counts of four classes, thirteen years, eight states; all pairs alike."""
    found = np.random.default_rng(seed).poisson(6, (4, 13, 8, 8)) * (1 - np.eye(8, dtype=int))
    return np.asarray(found)


def evidence(as_of: date = TODAY, unseen: tuple[str, ...] = ()) -> Made:
    """The net scores and the yearly counts together."""
    return Made(as_of, scores(), yearly(), unseen)
