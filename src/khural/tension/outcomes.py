"""Three outcomes after an act, kept apart: agreement, abatement within three months, lasting tension reduction.

One alone misleads: in crises of 1918-2001 manipulation did best on the first two and facilitation on the last.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from khural.messages import Message
from khural.tension.contrast import Restlessness, contrast
from khural.tension.measurement import Annotation, Answer, Outcome
from khural.tension.periods import period_end, weeks
from khural.tension.rules import coverage_changed, judge, mostly_zero, other_act, short_after, short_before, untold
from khural.tension.series import Series

LEDGER = "ledger"
ABATEMENT_WEEKS = 13
LASTING_WEEKS = (26, 52, 104)
WEEKS_COMPARED = 52
"""The level before is that of up to a year before the act."""
MOST_KNOWN = 0.75
NEAR = datetime.timedelta(weeks=26)
"""Another act so shortly before moved the level that this one is compared with."""
PLACEBO_WEEKS = 13


@dataclass(frozen=True, eq=False)
class Hostility:
    """A series of hostile events or hostile periods, and what its answers stand on.

    `reported` is the series whose zeros mean that nothing was reported; `coverage` is the volume of the source by
    period, None where it has none.
    """

    source: str
    series: Series
    settings: Restlessness
    reported: Series
    coverage: Series | None


def outcomes(hostility: Hostility, act: Annotation, others: Sequence[Annotation]) -> tuple[Outcome, ...]:
    """All three outcomes of one act; `others` are all acts known, the act itself included."""
    spans = [("abatement", ABATEMENT_WEEKS), *(("lasting", span) for span in LASTING_WEEKS)]
    return (
        Outcome("agreement", None, act, agreement(act, others), LEDGER),
        *(Outcome(name, span, act, after_act(hostility, act, others, span), hostility.source) for name, span in spans),
    )


def agreement(act: Annotation, others: Iterable[Annotation]) -> Answer:
    """Whether the ledger holds a dated agreement within three months from the act's first day."""
    last = act.end + datetime.timedelta(weeks=ABATEMENT_WEEKS)
    for other in others:
        if other.kind == "event.agreement" and act.start <= other.start <= last:
            found = Message("tension.agreement_found", {"day": other.start.isoformat(), "source": other.source})
            return Answer("agreed", None, None, None, (found,))
    return Answer("none_found", None, None, None, (Message("tension.agreement_none"),))


def after_act(hostility: Hostility, act: Annotation, others: Iterable[Annotation], span: int) -> Answer:
    """Hostility in the `span` weeks after an act against the level before it, under all the rules."""
    series, settings = hostility.series, hostility.settings
    before, after = windows(series, act, span)
    found = contrast(series, before, after, settings)
    known_before, wanted = int(series.known[before].sum()), after.stop - after.start
    known_after = int(series.known[after].sum())
    reasons = [
        short_before(known_before, series.period),
        short_after(known_after, int(np.ceil(MOST_KNOWN * weeks(span, series.period)))),
    ]
    if found is None:
        return untold(*(reason for reason in reasons if reason is not None))
    reasons += [
        mostly_zero(hostility.reported.zero_in(before)),
        _placebo(series, before, settings),
        coverage_between(hostility, before, after),
        other_act(act, others, act.start - NEAR, _end(series, after, wanted)),
    ]
    return judge(found.ratio, found.low, found.high, reasons)


def windows(series: Series, act: Annotation, span: int) -> tuple[slice, slice]:
    """The periods before the act's first day (up to a year) and those after its last, both cut to the series."""
    first = bisect_left([period_end(start, series.period) for start in series.starts], act.start)
    after = bisect_left(series.starts, act.end + datetime.timedelta(days=1))
    compared, wanted = weeks(WEEKS_COMPARED, series.period), weeks(span, series.period)
    return slice(max(first - compared, 0), first), slice(after, min(after + wanted, len(series.starts)))


def _placebo(series: Series, before: slice, settings: Restlessness) -> Message | None:
    """The three months before the act against what came before them: nothing should differ yet."""
    cut = before.stop - weeks(PLACEBO_WEEKS, series.period)
    if cut <= before.start:
        return None
    found = contrast(series, slice(before.start, cut), slice(cut, before.stop), settings)
    if found is None or found.low <= 1 <= found.high:
        return None
    return Message("tension.placebo_before")


def _end(series: Series, after: slice, wanted: int) -> datetime.date:
    return period_end(series.starts[after.stop - 1], series.period) if wanted else series.starts[-1]


def coverage_between(hostility: Hostility, before: slice, after: slice) -> Message | None:
    """Whether the source covered the two stretches alike; without a volume only its holes are known."""
    hidden = 1 - float(hostility.series.known[before.start : after.stop].mean())
    coverage = hostility.coverage
    if coverage is None:
        return coverage_changed([], [], hidden)
    then, now = (coverage.values[part][coverage.known[part]].tolist() for part in (before, after))
    return coverage_changed(then, now, hidden)
