"""The summary of `khural measure` for a reader: answers first, then what they stand on."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from khural.cli.measure_tables import console, printed, table
from khural.messages import english
from khural.tension.measurement import Answer, Forecast, Index, Measurement, Outcome, Response, States

VERDICTS = {
    "reduced": "lower",
    "increased": "higher",
    "no_change": "no change",
    "cannot_tell": "cannot tell",
    "not_measured": "not measured",
    "agreed": "agreement",
    "none_found": "none found",
}
HEAD = "Five constructs, never summed (tension: hostility in the last year of evidence against the one before)"
AFTER = """After each dated act: agreement, abatement (3 months), lasting reduction
(hostility against the year before the act, from the longest series: what goes with what)"""
INDICES = {
    "net": "Net score (signed log; above 0 cooperation outweighs)",
    "hostile_rate": "Hostile events per 10,000 of the source",
    "cooperation_rate": "Cooperative events per 10,000 of the source",
    "cooperation_share": "Share of cooperation in their events",
}
MODELS = {
    "discounted": "discounted past (shown)",
    "local_level": "normal local level",
    "ewma": "weighted mean (EWMA)",
    "persistence": "last value",
    "mean": "mean of all",
    "climatology": "all past alike",
}


def report(found: Measurement) -> None:
    """Print everything on two states."""
    out = console()
    out.print(Text(f"{found.a} – {found.b}, {found.first} to {found.last}", style="bold"))
    for note in found.notes:
        out.print(Text(f"- {english(note)}"))
    _constructs(out, found)
    for states in found.states:
        _states(out, states)
    _levels(out, found.indices)
    _outcomes(out, found.outcomes)
    _responses(out, found.responses)
    for forecast in found.forecasts:
        _forecast(out, forecast)
    _annotations(out, found)
    _sources(out, found)


def said(answer: Answer) -> str:
    """The verdict, and what the rate ratio is where there is one."""
    word = VERDICTS[answer.verdict]
    if answer.ratio is None or answer.low is None or answer.high is None:
        return word
    return f"{word}: × {answer.ratio:.2f} [{answer.low:.2f}, {answer.high:.2f}]"


def _why(answer: Answer) -> str:
    return " ".join(english(reason) for reason in answer.reasons)


def _constructs(out: Console, found: Measurement) -> None:
    rows = table("Construct", "Answer", "Why")
    for one in found.constructs:
        rows.add_row(one.construct, said(one.answer), _why(one.answer))
    printed(out, HEAD, rows)


def _states(out: Console, states: States) -> None:
    rows = table("From", "To", "Level>", "95 %>", "The change before it (90 %)")
    changes = [None, *states.changes]
    for state, change in zip(states.states, changes, strict=True):
        bounds = "–" if state.low is None or state.high is None else f"{state.low:.1f} to {state.high:.1f}"
        between = f"{change.low} to {change.high}, probability {change.probability:.2f}" if change else ""
        rows.add_row(str(state.start), str(state.end), f"{state.mean:.1f}", bounds, between)
    printed(out, f"Frozen? States of the net score ({states.source})", rows)
    out.print(f"Probability of any change: {states.chance_of_change:.2f}.")


def _levels(out: Console, indices: Iterable[Index]) -> None:
    rows = table("Index", "From, to", "Last", "Level>", "95 %>", "EWMA>", "Missing>", "Zero>")
    for one in indices:
        point = one.points[-1]
        rows.add_row(
            INDICES[one.name],
            "both" if one.direction is None else f"{one.direction[0]} to {one.direction[1]}",
            f"{one.period} of {point.start}",
            f"{point.level:.2f}",
            f"{point.low:.2f} to {point.high:.2f}",
            "–" if point.simple is None else f"{point.simple:.2f}",
            str(one.periods_missing),
            f"{one.share_zero:.0%}",
        )
    printed(out, "Level at the end", rows)


def _outcomes(out: Console, outcomes: Iterable[Outcome]) -> None:
    rows = table("Act", "Agreement", "3 months", "26 weeks", "52 weeks", "104 weeks")
    reasons = []
    for act, group in itertools.groupby(outcomes, key=lambda one: one.act):
        cells = tuple(group)
        rows.add_row(f"{act.start} {act.kind}", *(VERDICTS[one.answer.verdict] for one in cells))
        why = next((_why(one.answer) for one in cells if one.outcome == "abatement"), "")
        reasons += [f"{act.start} {act.kind}, 3 months: {why}"] if why else []
    printed(out, AFTER, rows, "No act in the span.")
    for reason in reasons:
        out.print(Text(f"- {reason}"))


def _responses(out: Console, responses: Iterable[Response]) -> None:
    rows = table("Hostility goes with", "Of", "Periods", "× per doubling", "Light", "Why")
    for one in responses:
        years = str(one.first.year) if one.first.year == one.last.year else f"{one.first.year}–{one.last.year}"
        span = f"{years} by {one.period} ({one.source})"
        group = "the two" if one.group == "case" else f"{one.dyads} rival dyads"
        rows.add_row(one.style, group, span, said(one.answer), one.identification.light, _why(one.answer))
    printed(out, "Responses, associations only", rows, "None estimated.")


def _forecast(out: Console, forecast: Forecast) -> None:
    rows = table("Months ahead>", "5 %>", "25 %>", "50 %>", "75 %>", "95 %>")
    months = sorted({score.months for score in forecast.scores})
    for ahead in months:
        period = forecast.fan[round(len(forecast.fan) * ahead / months[-1]) - 1]
        rows.add_row(f"{ahead} (of {period.start})", *(f"{value:.1f}" for _, value in period.quantiles))
    printed(out, f"What may come: net score ({forecast.source})", rows)
    scores = table("Months ahead>", "Model", "CRPS>", "Log score>", "Inside 90 %>", "Forecasts>")
    for score in forecast.scores:
        log = "–" if score.log_score is None else f"{score.log_score:.2f}"
        inside = "–" if score.coverage is None else f"{score.coverage:.0%}"
        cells = (f"{score.crps:.2f}", log, inside, str(score.forecasts))
        scores.add_row(str(score.months), MODELS[score.model], *cells)
    printed(out, "How good such forecasts were here (lower CRPS and higher log score are better)", scores)


def _annotations(out: Console, found: Measurement) -> None:
    """The acts since the finest series begins; the earlier ones stand in the JSON."""
    rows = table("Date", "Act", "By", "Towards", "Source", "Grade")
    since = max((one.points[0].start for one in found.indices if one.period != "year"), default=found.first)
    shown_acts = [one for one in found.annotations if one.end >= since]
    for one in shown_acts:
        shown = str(one.start.year) if one.precision == "year" else str(one.start)
        rows.add_row(shown, one.kind, ", ".join(one.actors), one.target or "", one.source, one.grade)
    printed(out, f"Acts of the ledger since {since}, by all sides; silence is not absence", rows)
    earlier = len(found.annotations) - len(shown_acts)
    if earlier:
        out.print(f"{earlier} earlier acts stand in the JSON.")


def _sources(out: Console, found: Measurement) -> None:
    rows = table("Source", "Used from", "to", "Cite")
    for one in found.reach:
        rows.add_row(one.title, str(one.first), str(one.last), one.citation)
    printed(out, "Sources", rows)
