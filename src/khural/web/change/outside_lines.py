"""From a measurement to what the change page shows: constructs, figures, responses, outcomes, states, records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khural.figures import (
    FanPoint,
    Figure,
    ResponsePoint,
    SeriesMark,
    SeriesPoint,
    response_curve,
    tension_series,
)
from khural.messages import Message
from khural.tension import Annotation, Answer, Forecast, Index, Measurement, Outcome, Response, State, States
from khural.web.change import outside_words as words
from khural.web.change.words import MEANINGS, ActKind, Construct
from khural.web.messages import translated


@dataclass(frozen=True)
class AnswerLine:
    """A verdict in words, its figure and interval ("" where there is none), its reasons."""

    verdict: str
    kind: str
    interval: str
    reasons: tuple[str, ...]


def answer_line(answer: Answer) -> AnswerLine:
    """An answer; a ratio of .8 [.7, .9] reads −20 % [−30 %, −10 %]."""
    interval = ""
    if answer.ratio is not None and answer.low is not None and answer.high is not None:
        ratio, low, high = (_percent(value) for value in (answer.ratio, answer.low, answer.high))
        interval = _("%(ratio)s (95 %% interval: %(low)s to %(high)s)") % {"ratio": ratio, "low": low, "high": high}
    return AnswerLine(
        verdict=words.verdicts()[answer.verdict],
        kind=answer.verdict,
        interval=interval,
        reasons=tuple(map(_reason, answer.reasons)),
    )


def _reason(message: Message) -> str:
    """The sentence of a reason; a kind of act is said in words."""
    kinds = dict(ActKind.choices)
    named = {
        name: str(kinds.get(str(value), value)) if name == "kind" else value for name, value in message.params.items()
    }
    return translated(Message(message.code, named))


def _percent(ratio: float) -> str:
    return f"{100 * (ratio - 1):+.0f} %".replace("-", "\u2212")


@dataclass(frozen=True)
class ConstructLine:
    """One of the five constructs: its question, and what can be said."""

    name: str
    meaning: str
    answer: AnswerLine


def construct_lines(measurement: Measurement) -> list[ConstructLine]:
    """All five, in the fixed order; what nobody measured says so."""
    by_name = {one.construct: one.answer for one in measurement.constructs}
    return [
        ConstructLine(str(construct.label), str(MEANINGS[construct]), answer_line(by_name[construct.value]))
        for construct in Construct
        if construct.value in by_name
    ]


def series_figures(measurement: Measurement, sides: tuple[str, str]) -> list[Figure]:
    """One figure per series, with its forecast where one was made."""
    fans = {(forecast.index, forecast.source): forecast for forecast in measurement.forecasts}
    names = dict(zip((measurement.a, measurement.b), sides, strict=True))
    titles = titles_of(measurement)
    return [
        _series(
            index,
            fans.get((index.name, index.source)),
            measurement.annotations,
            _between(index, names),
            titles.get(index.source, index.source),
            f"series-{n}",
        )
        for n, index in enumerate(measurement.indices)
        if index.points
    ]


def titles_of(measurement: Measurement) -> dict[str, str]:
    """Source -> its title."""
    return {reach.source: reach.title for reach in measurement.reach}


def _series(
    index: Index,
    forecast: Forecast | None,
    acts: Sequence[Annotation],
    between: str,
    source: str,
    prefix: str,
) -> Figure:
    title = f"{words.indices()[index.name]}: {between}"
    sentence = _("%(what)s, until %(day)s. Source: %(source)s.") % {
        "what": title[:1].upper() + title[1:],
        "day": date_format(index.points[-1].end),
        "source": source,
    }
    points = [SeriesPoint(p.start, p.observed, p.level, p.low, p.high, p.simple) for p in index.points]
    fan = [FanPoint(p.start, _five(p.quantiles)) for p in forecast.fan] if forecast and not index.direction else []
    marks = [SeriesMark(act.start, act.style, _told(act)) for act in acts if act.precision != "year"]
    return tension_series(points, fan, marks, words.series_words(title, sentence, index.period), prefix)


def _between(index: Index, names: Mapping[str, str]) -> str:
    """Who acts toward whom, or the two sides."""
    return " → ".join(names[code] for code in index.direction) if index.direction else " – ".join(names.values())


def _five(quantiles: Sequence[tuple[float, float]]) -> tuple[float, float, float, float, float]:
    low, lower, middle, upper, high = (value for _probability, value in quantiles)
    return low, lower, middle, upper, high


def _told(act: Annotation) -> str:
    sides = ", ".join(act.actors) + (f" → {act.target}" if act.target else "")
    return f"{sides}: {act.note or act.kind}"


@dataclass(frozen=True)
class ResponseLine:
    """What went with acts of one style: the figure, the answer, the traffic light with its conditions."""

    title: str
    figure: Figure | None
    answer: AnswerLine
    light: str
    light_words: str
    conditions: tuple[tuple[str, str], ...]
    basis: str


def response_lines(measurement: Measurement) -> list[ResponseLine]:
    """Every response, the case's own dyads before those of all rivals."""
    ordered = sorted(measurement.responses, key=lambda one: one.group != "case")
    titles = titles_of(measurement)
    return [_response(one, titles.get(one.source, one.source), f"response-{n}") for n, one in enumerate(ordered)]


def _response(one: Response, source: str, prefix: str) -> ResponseLine:
    answer = answer_line(one.answer)
    group = _("the two sides of this case") if one.group == "case" else _("all rival pairs of states")
    title = _("After %(style)s: %(group)s") % {"style": words.styles()[one.style], "group": group}
    points = [ResponsePoint(h.ahead, h.ratio, h.low, h.high) for h in one.horizons]
    known = {True: _("met"), False: _("not met"), None: _("nobody can know")}
    basis = _("%(cells)d periods with such acts, %(dyads)d directed pairs, %(first)s to %(last)s. Source: %(source)s.")
    return ResponseLine(
        title=title,
        figure=response_curve(points, words.response_words(title, title, one.period), prefix) if points else None,
        answer=answer,
        light=one.identification.light,
        light_words=words.lights()[one.identification.light],
        conditions=tuple((translated(each.message), known[each.met]) for each in one.identification.conditions),
        basis=basis
        % {
            "cells": one.cells,
            "dyads": one.dyads,
            "first": date_format(one.first),
            "last": date_format(one.last),
            "source": source,
        },
    )


@dataclass(frozen=True)
class OutcomeLine:
    """One of the three outcomes after one act."""

    outcome: str
    act: str
    date: str
    url: str
    answer: AnswerLine


def outcome_lines(found: Iterable[Outcome]) -> list[OutcomeLine]:
    """The outcomes in the order of the measurement, each beside the act it was looked for after."""
    names = words.outcomes()
    return [
        OutcomeLine(
            outcome=_spanned(names[one.outcome], one.weeks),
            act=_told(one.act),
            date=str(one.act.start),
            url=one.act.source_url or "",
            answer=answer_line(one.answer),
        )
        for one in found
    ]


def _spanned(outcome: str, weeks: int | None) -> str:
    if weeks is None:
        return outcome
    return f"{outcome}, " + ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}


def outcome_summary(lines: Iterable[OutcomeLine]) -> str:
    """How often each verdict stands, in one line."""
    counts = Counter(line.answer.verdict for line in lines)
    return ", ".join(f"{verdict}: {count}" for verdict, count in counts.most_common())


@dataclass(frozen=True)
class StateLine:
    """A stretch in which a series kept one level, and how sure its beginning is."""

    index: str
    span: str
    mean: str
    since: str


def state_lines(found: Iterable[States]) -> list[StateLine]:
    """In which state the two sides were when; the first stretch has no beginning that was seen."""
    lines = []
    for states in found:
        begins = [None, *states.changes]
        for state, change in zip(states.states, begins, strict=False):
            since = (
                _("between %(low)s and %(high)s, probability %(p).0f %%")
                % {
                    "low": date_format(change.low),
                    "high": date_format(change.high),
                    "p": 100 * change.probability,
                }
                if change
                else "–"
            )
            span = f"{date_format(state.start)} – {date_format(state.end)}"
            mean = _mean(state).replace("-", "\u2212")
            lines.append(StateLine(words.indices()[states.index], span, mean, since))
    return lines


def _mean(state: State) -> str:
    """The level with its interval, alone where too few periods bear one."""
    if state.low is None or state.high is None:
        return f"{state.mean:.2f}"
    return f"{state.mean:.2f} ({state.low:.2f} – {state.high:.2f})"


@dataclass(frozen=True)
class ScoreLine:
    """The record of one way to forecast on this series."""

    model: str
    months: int
    crps: str
    coverage: str
    forecasts: int
    is_used: bool


def score_lines(found: Iterable[Forecast]) -> list[ScoreLine]:
    """How good such forecasts were, the simple ways beside the one that is used."""
    return [
        ScoreLine(
            model=score.model,
            months=score.months,
            crps=f"{score.crps:.3f}",
            coverage="–" if score.coverage is None else f"{100 * score.coverage:.0f} %",
            forecasts=score.forecasts,
            is_used=score.model == forecast.model,
        )
        for forecast in found
        for score in forecast.scores
    ]


def unmeasured_lines() -> list[ConstructLine]:
    """All five constructs before anything is measured."""
    nothing = AnswerLine(words.verdicts()["not_measured"], "not_measured", "", ())
    return [ConstructLine(str(construct.label), str(MEANINGS[construct]), nothing) for construct in Construct]


def reach_sentences(measurement: Measurement) -> list[str]:
    """How far each source reaches: what came later is not in the answer."""
    told = _("%(title)s: %(first)s to %(last)s; this is how it looked then.")
    return [
        told % {"title": one.title, "first": date_format(one.first), "last": date_format(one.last)}
        for one in measurement.reach
    ]
