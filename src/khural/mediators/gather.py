"""From the evidence to what a ranking reads: counts of windows, weeks, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from khural.evidence.states.registry import states_between
from khural.evidence.store import Evidence
from khural.evidence.tables import DyadCounts, SourceNote
from khural.mediators.checks import FindError
from khural.mediators.finding import Source
from khural.mediators.grid import Window, thirds
from khural.mediators.settings import Settings

PREFERRED = "icews_dyad_year"
"""The source of counts that covers most states with both kinds of events and both directions."""

CODE = 3
"""Letters of an ISO 3166-1 alpha-3 code."""

YEARS = 5
"""Length of the window when none is chosen."""


def note(evidence: Evidence, name: str) -> SourceNote:
    """The note of one source; refuses a name that the evidence does not know."""
    for found in evidence.sources():
        if found.name == name:
            return found
    raise FindError("mediators.source_not_counted", source=name)


def last_day(evidence: Evidence, found: SourceNote) -> date:
    """The last day of a source that may be read: the end of its domain, or of its last period over before the day."""
    yesterday = evidence.as_of - timedelta(days=1)
    if found.last <= yesterday or found.period == "day":
        return min(found.last, yesterday)
    if found.period == "week":
        return evidence.as_of - timedelta(days=evidence.as_of.weekday() + 1)
    if found.period == "month":
        return evidence.as_of.replace(day=1) - timedelta(days=1)
    return date(evidence.as_of.year - 1, 12, 31)


def settings_for(
    evidence: Evidence,
    *,
    source: str | None = None,
    window: tuple[date, date] | None = None,
    **moved: float | str | int | tuple[str, ...] | None,
) -> Settings:
    """The settings of a ranking: what is given, and the defaults for the rest (the source's last five years)."""
    chosen = note(evidence, source or PREFERRED)
    if not chosen.holds_counts:
        raise FindError("mediators.source_not_counted", source=chosen.name)
    last = last_day(evidence, chosen)
    if last < chosen.first:
        raise FindError("mediators.nothing_yet", source=chosen.name, first=str(chosen.first), as_of=str(evidence.as_of))
    first = max(chosen.first, date(last.year - YEARS + 1, 1, 1))
    given = {name: value for name, value in moved.items() if value is not None}
    return Settings(evidence.as_of, *(window or (first, last)), source=chosen.name, **given)  # type: ignore[arg-type]


def check_states(codes: Sequence[str], evidence: Evidence) -> None:
    """Refuse a code that is no state, and a state that was none on the day of the ranking."""
    for code in codes:
        if not evidence.knows_state(code):
            raise FindError("mediators.unknown_state", state=code)
        if not evidence.is_state(code):
            raise FindError("mediators.not_a_state_then", state=code, date=str(evidence.as_of))


def states_on(evidence: Evidence) -> tuple[str, ...]:
    """The states of the system on the day, whether the source of the counts covers them or not.

    Members of one list of states that have no ISO code of their own are left out: no source of counts knows them.
    """
    return tuple(state for state in states_between(evidence.as_of, evidence.as_of) if len(state) == CODE)


def counts(evidence: Evidence, window: Window) -> DyadCounts:
    """The counts of one window; refuses a window outside what the source holds before the day of the ranking."""
    found = note(evidence, window.source)
    last = last_day(evidence, found)
    if window.first < found.first or window.last > last:
        raise FindError("mediators.window_outside", source=window.source, first=str(found.first), last=str(last))
    return evidence.dyad_counts(window.source, window.first, window.last)


def other_windows(evidence: Evidence, base: Window, table: Sequence[str]) -> dict[Window, DyadCounts]:
    """The other windows of the grid: thirds and whole of the source, and every other source of counts.

    A source that does not cover everybody at the `table` is left out: it could rank nobody.
    """
    found = {}
    for name in count_sources(evidence):
        source = note(evidence, name)
        last = last_day(evidence, source)
        if last < source.first:
            continue
        cuts = (
            (*thirds(source.first, last, source.period), (source.first, last))
            if name == base.source
            else ((source.first, last),)
        )
        for first, end in cuts:
            window = Window(name, first, end)
            if window != base and window not in found:
                table_counts = evidence.dyad_counts(name, first, end)
                if _covers(table_counts, table):
                    found[window] = table_counts
    return found


def _covers(counts: DyadCounts, table: Sequence[str]) -> bool:
    seen = {state for state, observed in zip(counts.states, counts.observed, strict=True) if observed}
    return seen.issuperset(table)


def count_sources(evidence: Evidence) -> tuple[str, ...]:
    """The sources that hold counts of events between states."""
    return tuple(found.name for found in evidence.sources() if found.holds_counts)


def weeks(evidence: Evidence, window: Window) -> tuple[DyadCounts, ...]:
    """One table per whole week of the window where the source has days, else none."""
    if note(evidence, window.source).period != "day":
        return ()
    step = timedelta(days=7)
    count = ((window.last - window.first).days + 1) // 7
    starts = [window.first + step * week for week in range(count)]
    return tuple(evidence.dyad_counts(window.source, start, start + timedelta(days=6)) for start in starts)


def yearly(evidence: Evidence, source: str) -> tuple[DyadCounts, ...]:
    """One table per whole year of the source before the day of the ranking."""
    found = note(evidence, source)
    last = last_day(evidence, found)
    years = [
        year
        for year in range(found.first.year, last.year + 1)
        if date(year, 1, 1) >= found.first and date(year, 12, 31) <= last
    ]
    return tuple(evidence.dyad_counts(source, date(year, 1, 1), date(year, 12, 31)) for year in years)


def reaches_to(evidence: Evidence, source: str) -> date:
    """The last day of the source that may be read on the day of the ranking."""
    return last_day(evidence, note(evidence, source))


def sources(evidence: Evidence, missing: Mapping[str, float]) -> tuple[Source, ...]:
    """What is printed with every ranking: version, licence, checksum, dates, age, share of candidates missing."""
    found = []
    for name, share in missing.items():
        one = note(evidence, name)
        last = last_day(evidence, one)
        age = (evidence.as_of - last).days / 365.25
        found.append(
            Source(
                name=one.name,
                title=one.title,
                version=one.version,
                licence=one.licence,
                sha256=one.sha256,
                first=one.first,
                last=last,
                rows=one.rows,
                citation=one.citation,
                url=one.url,
                share_missing=share,
                age_years=age,
                revised=one.revised(evidence.as_of),
            )
        )
    return tuple(found)
