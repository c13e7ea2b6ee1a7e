"""What a series says on the questions that people ask: in which state when, what followed each act, tension now."""

from __future__ import annotations

from collections.abc import Sequence

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
from khural.tension.outcomes import outcomes
from khural.tension.periods import period_end, weeks
from khural.tension.rules import judge, mostly_zero, short_after, short_before, untold
from khural.tension.series import Series, signed_log
from khural.tension.sources import NetSource

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


def outcomes_of(source: NetSource, beside: Sequence[Annotation]) -> tuple[Outcome, ...]:
    """The three outcomes after every carrot, stick and talk that is dated to the month at least."""
    series, settings = hostile(source)
    found: list[Outcome] = []
    for act in beside:
        if act.style in STYLES and act.precision != "year" and series.starts[0] <= act.start <= series.starts[-1]:
            found += outcomes(series, settings, act, beside, source.series[0])
    return tuple(found)


def constructs_of(nets: Sequence[NetSource]) -> tuple[Construct, ...]:
    """One answer per construct: tension from the series, the others not without a survey."""
    unasked = Answer("not_measured", None, None, None, (Message("tension.no_survey"),))
    return tuple(
        Construct(name, _tension(nets[0]) if name == "tension" and nets else _without(name, unasked))
        for name in CONSTRUCTS
    )


def hostile(source: NetSource) -> tuple[Series, Restlessness]:
    """The periods in which hostility outweighed, with settings shrunk to those of the neighbouring pairs."""
    rows = tuple(one.hostile_periods() for one in source.series)
    return rows[0], restlessness(rows)


def _tension(source: NetSource) -> Answer:
    """The last year of the evidence against the year before."""
    series, settings = hostile(source)
    year, number = weeks(YEAR, series.period), len(series.starts)
    before, after = slice(max(number - 2 * year, 0), max(number - year, 0)), slice(max(number - year, 0), number)
    known_before, known_after = int(series.known[before].sum()), int(series.known[after].sum())
    short = (short_before(known_before, series.period), short_after(known_after, weeks(26, series.period)))
    found = contrast(series, before, after, settings)
    if found is None:
        return untold(*(reason for reason in short if reason is not None))
    return judge(found.ratio, found.low, found.high, (*short, mostly_zero(source.series[0].zero_in(before))))


def _without(construct: str, unasked: Answer) -> Answer:
    return untold(Message("tension.no_series")) if construct == "tension" else unasked
