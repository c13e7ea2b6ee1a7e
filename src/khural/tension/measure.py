"""Measure two states from outside: every source on them, level, states, forecasts, outcomes, responses and answers."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Sequence

from khural.evidence.store import Evidence
from khural.evidence.tables import SourceNote
from khural.messages import Message
from khural.tension.annotations import acts_beside
from khural.tension.cases import described_cases
from khural.tension.errors import TensionError
from khural.tension.forecasts import enough, forecast
from khural.tension.indices import count_indices, events_of, net_index
from khural.tension.measurement import Index, Measurement, Reach, Response
from khural.tension.periods import period_end
from khural.tension.projections import engine_present
from khural.tension.readings import constructs_of, longest_hostility, outcomes_of, states_of
from khural.tension.responses import responses
from khural.tension.rivals import rival_dyads
from khural.tension.rules import actor_missing
from khural.tension.sources import CountSource, NetSource, class_counts, count_sources, net_sources, observes, panel_of

Progress = Callable[[str], None]
EARLIEST = datetime.date(1900, 1, 1)


def measure(
    evidence: Evidence,
    a: str,
    b: str,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    progress: Progress = lambda _: None,
) -> Measurement:
    """All that the evidence bears on `a` and `b` in `first` to `last`; spans that reach further are cut to it.

    `progress` is told what is being done. TensionError: the same state twice, a code that is no state, a span that
    runs backwards or begins on the day of the evidence or later, or no evidence on the two at all.
    """
    begin, end = _span(evidence, first, last)
    _check_states(evidence, a, b)
    progress("series")
    whole = net_sources(evidence, a, b)
    nets = tuple(cut for one in whole if (cut := _cut(one, begin, end)) is not None)
    counts = count_sources(evidence, begin, end)
    seen = tuple(one for one in counts if class_counts(one, a, b).shape[1])
    if not nets and not seen:
        raise _nothing(a, b, None if first is None and last is None else (begin, end))
    begin, end = _covered(nets, seen)
    beside = acts_beside(a, b, begin, end)
    progress("forecasts")
    forecasts = tuple(forecast(one.series, one.note.name) for one in nets if enough(one.series[0]))
    hostility = longest_hostility(nets, seen, a, b)
    progress("responses")
    answered = _responses(evidence, counts, a, b)
    return Measurement(
        a=a,
        b=b,
        first=begin,
        last=end,
        as_of=evidence.as_of,
        reach=_reaches(nets, seen),
        events=tuple(itertools.chain.from_iterable(events_of(one, a, b) for one in seen)),
        indices=_indices(nets, seen, a, b),
        annotations=beside,
        forecasts=forecasts,
        states=tuple(states_of(one) for one in nets),
        responses=answered,
        outcomes=() if hostility is None else outcomes_of(hostility, beside),
        constructs=constructs_of(hostility),
        cases=described_cases(),
        notes=_notes(_evidence_ends(evidence, whole, seen), counts, a, b),
    )


def _nothing(a: str, b: str, span: tuple[datetime.date, datetime.date] | None) -> TensionError:
    """There is no evidence on the two, or none in the span that was asked for."""
    if span is None:
        return TensionError("tension.no_evidence", a=a, b=b)
    return TensionError("tension.empty_span", series=f"{a}–{b}", first=span[0].isoformat(), last=span[1].isoformat())


def _reaches(nets: Sequence[NetSource], seen: Sequence[CountSource]) -> tuple[Reach, ...]:
    return (
        *(_reach(one.note, one.series[0].starts, one.period) for one in nets),
        *(_reach(one.note, one.starts, one.period) for one in seen),
    )


def _span(
    evidence: Evidence, first: datetime.date | None, last: datetime.date | None
) -> tuple[datetime.date, datetime.date]:
    newest = evidence.as_of - datetime.timedelta(days=1)
    begin, end = first or EARLIEST, last or max(newest, first or EARLIEST)
    if begin > end:
        raise TensionError("tension.span_backwards", first=begin.isoformat(), last=end.isoformat())
    if begin > newest:
        raise TensionError("tension.span_future", first=begin.isoformat(), as_of=evidence.as_of.isoformat())
    return begin, min(end, newest)


def _check_states(evidence: Evidence, a: str, b: str) -> None:
    for state in (a, b):
        if not evidence.knows_state(state):
            raise TensionError("tension.unknown_state", state=state)
    if a == b:
        raise TensionError("tension.same_state", state=a)


def _cut(source: NetSource, first: datetime.date, last: datetime.date) -> NetSource | None:
    own = source.series[0]
    inside = [start for start in own.starts if first <= start and period_end(start, own.period) <= last]
    if not inside:
        return None
    series = tuple(one.between(inside[0], inside[-1]) for one in source.series)
    return NetSource(source.note, source.period, source.pairs, series) if series[0].known.any() else None


def _covered(nets: Sequence[NetSource], counts: Sequence[CountSource]) -> tuple[datetime.date, datetime.date]:
    spans = [(one.series[0].starts, one.period) for one in nets] + [(one.starts, one.period) for one in counts]
    return min(starts[0] for starts, _ in spans), max(period_end(starts[-1], period) for starts, period in spans)


def _reach(note: SourceNote, starts: Sequence[datetime.date], period: str) -> Reach:
    return Reach(note.name, note.title, starts[0], period_end(starts[-1], period), note.citation, note.licence)


def _indices(nets: Sequence[NetSource], counts: Sequence[CountSource], a: str, b: str) -> tuple[Index, ...]:
    by_count = itertools.chain.from_iterable(count_indices(one, a, b) for one in counts)
    return (*(net_index(one.series, one.note.name) for one in nets), *by_count)


def _responses(evidence: Evidence, counts: Sequence[CountSource], a: str, b: str) -> tuple[Response, ...]:
    """For the case and for all rivals, from every source of counts; none where the extra is not installed."""
    if not engine_present():
        return ()
    found: list[Response] = []
    for source in counts:
        case = panel_of(source, ((a, b), (b, a)))
        rivals = panel_of(source, rival_dyads(evidence, source.starts[0].year, source.starts[-1].year))
        found += [*responses(case, "case"), *responses(rivals, "rivals")]
    return tuple(found)


def _evidence_ends(evidence: Evidence, nets: Sequence[NetSource], counts: Sequence[CountSource]) -> datetime.date:
    """The last day that the sources on the two reach, whatever span was asked for."""
    newest = evidence.as_of - datetime.timedelta(days=1)
    ends = [period_end(one.series[0].starts[-1], one.period) for one in nets]
    return max([*ends, *(min(one.note.last, newest) for one in counts)])


def _notes(end: datetime.date, counts: Sequence[CountSource], a: str, b: str) -> tuple[Message, ...]:
    notes = [Message("tension.evidence_ends", {"day": end.isoformat()}), Message("tension.association")]
    for source, state in itertools.product(counts, (a, b)):
        if not observes(source, state):
            notes.append(actor_missing(state, source.note.title))
    if not engine_present():
        notes.append(Message("tension.extra_missing", {"extra": "measure"}))
    return (*notes, Message("tension.cases_single_coder"))
