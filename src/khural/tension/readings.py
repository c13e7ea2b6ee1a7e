"""What a series says on the questions that people ask: in which state when, what followed each act, tension now."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from khural.messages import Message
from khural.tension.changes import segment
from khural.tension.contrast import Restlessness, contrast, restlessness
from khural.tension.measurement import (
    CONSTRUCTS,
    STYLES,
    Annotation,
    Answer,
    ChangePoint,
    Construct,
    Outcome,
    State,
    States,
)
from khural.tension.outcomes import Hostility, coverage_between, outcomes
from khural.tension.periods import period_end, weeks
from khural.tension.rules import judge, mostly_zero, short_after, short_before, untold
from khural.tension.series import Series, signed_log
from khural.tension.sources import CountSource, NetSource, class_counts

YEAR = 52
SHORTEST_STATE = 8


def states_of(source: NetSource) -> States:
    """The states of the net score and the changes between them."""
    series = source.series[0]
    shortest = min(weeks(SHORTEST_STATE, series.period), max(len(series.starts), 1))
    found = segment(signed_log(series.values), series.known, max(shortest, 2), 2.0 * weeks(YEAR, series.period))
    starts = series.starts
    return States(
        index="net",
        source=source.note.name,
        states=tuple(
            State(starts[one.first], period_end(starts[one.last], series.period), one.mean, one.low, one.high)
            for one in found.segments
        ),
        changes=tuple(
            ChangePoint(starts[one.place], starts[one.low], starts[one.high], one.probability) for one in found.changes
        ),
        chance_of_change=found.chance_of_change,
    )


def outcomes_of(hostility: Hostility, beside: Sequence[Annotation]) -> tuple[Outcome, ...]:
    """The three outcomes after every carrot, stick and talk that is dated to the month at least."""
    starts = hostility.series.starts
    inside = [act for act in beside if act.style in STYLES and starts[0] <= act.start <= starts[-1]]
    return tuple(found for act in inside if act.precision != "year" for found in outcomes(hostility, act, beside))


def longest_hostility(nets: Sequence[NetSource], counts: Sequence[CountSource], a: str, b: str) -> Hostility | None:
    """The series by week or month that reaches over most periods; counts stand before net scores of the same length."""
    found = [hostile_events(one, a, b) for one in counts if one.period != "year"]
    for source in nets:
        series, settings = hostile(source)
        found.append(Hostility(source.note.name, series, settings, source.series[0], None))
    return max(found, key=lambda one: int(one.series.known.sum()), default=None)


def hostile_events(source: CountSource, a: str, b: str) -> Hostility:
    """Hostile events of both states towards each other against the volume of the source."""
    counts = class_counts(source, a, b)[2:].sum(axis=0) + class_counts(source, b, a)[2:].sum(axis=0)
    known = source.volume > 0
    volume = np.where(known, source.volume, 1.0)
    series = Series(f"{a}-{b}", source.period, source.starts, counts, volume, known)
    coverage = Series(source.note.name, source.period, source.starts, source.volume, np.ones(len(known)), known)
    return Hostility(source.note.name, series, restlessness((series,)), series, coverage)


def constructs_of(hostility: Hostility | None) -> tuple[Construct, ...]:
    """One answer per construct: tension from the series, the others not without a survey."""
    unasked = Answer("not_measured", None, None, None, (Message("tension.no_survey"),))
    tension = untold(Message("tension.no_series")) if hostility is None else _tension(hostility)
    return tuple(Construct(name, tension if name == "tension" else unasked) for name in CONSTRUCTS)


def hostile(source: NetSource) -> tuple[Series, Restlessness]:
    """The periods in which hostility outweighed, with settings shrunk to those of the neighbouring pairs."""
    rows = tuple(one.hostile_periods() for one in source.series)
    return rows[0], restlessness(rows)


def _tension(hostility: Hostility) -> Answer:
    """The last year of the evidence against the year before."""
    series = hostility.series
    year, number = weeks(YEAR, series.period), len(series.starts)
    before, after = slice(max(number - 2 * year, 0), max(number - year, 0)), slice(max(number - year, 0), number)
    known_before, known_after = int(series.known[before].sum()), int(series.known[after].sum())
    short = (short_before(known_before, series.period), short_after(known_after, weeks(26, series.period)))
    found = contrast(series, before, after, hostility.settings)
    if found is None:
        return untold(*(reason for reason in short if reason is not None))
    reasons = (*short, mostly_zero(hostility.reported.zero_in(before)), coverage_between(hostility, before, after))
    return judge(found.ratio, found.low, found.high, reasons)
