"""What a state has done as host or go-between, as far as a source says so. No row is not "never"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from khural.evidence.dates import PartialDate
from khural.evidence.facts import editions, forums, mediation_cases, relations
from khural.evidence.forums import DIALOGUE
from khural.mediators.asof import before


@dataclass(frozen=True)
class Deed:
    """One case, forum or edition. `role` is mediator, host or protecting_power; `parties` as the source names them.

    How it ended is not coded here: outcomes were coded by one person and need two.
    """

    state: str
    role: str
    what: str
    start: str | None
    end: str | None
    parties: tuple[str, ...]
    styles: tuple[str, ...]
    source_url: str | None
    grade: str
    note: str | None


def track_record(state: str, as_of: date) -> tuple[Deed, ...]:
    """The deeds of `state` that had begun by `as_of`, oldest first."""
    found = (*_cases(state, as_of), *_forums(state, as_of), *_editions(state, as_of), *_protecting(state, as_of))
    return tuple(sorted(found, key=lambda deed: (deed.start or deed.end or "", deed.role, deed.what)))


def _dates(start: PartialDate | None, end: PartialDate | None, as_of: date) -> tuple[str | None, str | None]:
    """Start and end as text; an end that had not come by `as_of` is not told."""
    return (str(start) if start else None, str(end) if end and before(end, as_of) else None)


def _note(note: str | None, end: PartialDate | None, as_of: date) -> str | None:
    """The note, unless it may speak of what had not come by `as_of`."""
    return note if end is None or before(end, as_of) else None


def _cases(state: str, as_of: date) -> Iterator[Deed]:
    for case in mediation_cases():
        if state in case.mediator_states and case.case != DIALOGUE and before(case.start or case.end, as_of):
            dates = _dates(case.start, case.end, as_of)
            note = _note(case.note, case.end, as_of)
            yield Deed(state, "mediator", case.case, *dates, (), case.styles, case.source_url, case.grade, note)


def _forums(state: str, as_of: date) -> Iterator[Deed]:
    for forum in forums():
        if state in forum.hosts and forum.grade != "NF" and before(forum.start or forum.end, as_of):
            dates = _dates(forum.start, forum.end, as_of)
            url, note = forum.source_url, _note(forum.facts, forum.end, as_of)
            yield Deed(state, "host", forum.forum, *dates, forum.parties, (), url, forum.grade, note)


def _editions(state: str, as_of: date) -> Iterator[Deed]:
    if state != "MNG":
        return
    for edition in editions():
        when = edition.start or PartialDate(edition.year)
        if edition.held == "yes" and before(when, as_of):
            what = f"{DIALOGUE} {edition.edition}"
            dates = _dates(when, edition.end, as_of)
            url = edition.source_url
            yield Deed(state, "host", what, *dates, edition.states_bodies, (), url, edition.grade, edition.conflicts)


def _protecting(state: str, as_of: date) -> Iterator[Deed]:
    for row in relations(state):
        if row.kind in ("protecting_power", "nnsc_member") and before(row.start, as_of):
            dates = _dates(row.start, row.end, as_of)
            parties = (row.b,) if row.b else ()
            yield Deed(state, row.kind, row.kind, *dates, parties, (), row.source_url, row.grade, row.note)
