"""The dated ties between a host and each party, for the relation strip.

A strip draws what a source dates: relations, embassies, partnerships as spans; visits, letters, ambassadors, contacts,
unanswered invitations and applied sanctions as events. Quantities (trade, quotas) are no marks, and undated rows are
kept apart. Rows are directed, so both directions are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khural.evidence.dates import PartialDate
from khural.evidence.facts import relations
from khural.evidence.records import Relation

EMBASSY = ("embassy", "embassy_closed", "embassy_reopened")
SPANS = ("diplomatic_relations", "partnership")
EVENTS = ("ambassador", "contact", "invitation_unanswered", "letter", "sanctions_behaviour", "visit")
UNDATED = ("embassy_listed", "embassy_working", "embassy_working_after_covid", "no_diplomatic_relations")

DATED_END, NO_END_RECORDED, END_UNKNOWN = "dated", "none_recorded", "unknown"


@dataclass(frozen=True)
class Mark:
    """One tie on the strip, from `a` to `b`.

    `is_event` marks a moment or visit, otherwise a lasting tie. `start` None means that it began before its first
    trace, nobody knows when. `end_state` is "dated", "none_recorded" (no source says that it ended) or "unknown" (it
    ended, and no source says when). `source_urls` has the page of the start first, then that of the end; `grade` is
    the weakest of theirs.
    """

    a: str
    b: str
    kind: str
    is_event: bool
    start: PartialDate | None
    end: PartialDate | None
    end_state: str
    value: str | None
    source_urls: tuple[str, ...]
    grade: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PartyTies:
    """All marks of one party. Both tuples empty means: no usable source, to be drawn as unknown, never as none."""

    host: str
    party: str
    marks: tuple[Mark, ...]
    undated: tuple[Mark, ...]


def ties(host: str, parties: Iterable[str]) -> tuple[PartyTies, ...]:
    """The ties of `host` with each of the `parties`, in their order; marks by date, then kind, then direction."""
    return tuple(ties_from(host, party, relations(host, party), relations(party, host)) for party in parties)


def ties_from(host: str, party: str, outward: Iterable[Relation], inward: Iterable[Relation]) -> PartyTies:
    """The ties shown by the rows host -> party (`outward`) and party -> host (`inward`)."""
    marks: list[Mark] = []
    for rows in (outward, inward):
        usable = [row for row in rows if row.source_url and row.grade != "NF"]
        marks += _embassy_spans([row for row in usable if row.kind in EMBASSY])
        marks += [_mark(row) for row in usable if row.kind in SPANS + EVENTS + UNDATED]
    dated = sorted((mark for mark in marks if mark.start or mark.end), key=_order)
    return PartyTies(host, party, tuple(dated), tuple(mark for mark in marks if not (mark.start or mark.end)))


def _embassy_spans(rows: list[Relation]) -> list[Mark]:
    """Join openings and closings of one direction; an embassy is never drawn across a closing."""
    spans: list[Mark] = []
    opened: Relation | None = None
    for row in sorted(rows, key=lambda row: str(row.start or "")):
        if row.kind == "embassy_closed":
            spans.append(_span(opened, row, DATED_END if row.start else END_UNKNOWN))
            opened = None
        else:
            if opened is not None:
                spans.append(_span(opened, None, END_UNKNOWN))
            opened = row
    if opened is not None:
        spans.append(_span(opened, None, DATED_END if opened.end else NO_END_RECORDED))
    return spans


def _span(opened: Relation | None, closed: Relation | None, end_state: str) -> Mark:
    rows = [row for row in (opened, closed) if row is not None]
    return Mark(
        a=rows[0].a,
        b=rows[0].b or "",
        kind="embassy",
        is_event=False,
        start=opened.start if opened else None,
        end=closed.start if closed else rows[0].end,
        end_state=end_state,
        value=None,
        source_urls=tuple(dict.fromkeys(row.source_url for row in rows if row.source_url)),
        grade=max((row.grade for row in rows), key="SDX".index),
        notes=tuple(row.note for row in rows if row.note),
    )


def _mark(row: Relation) -> Mark:
    is_event = row.kind in EVENTS
    return Mark(
        a=row.a,
        b=row.b or "",
        kind=row.kind,
        is_event=is_event,
        start=row.start,
        end=row.end or (row.start if is_event else None),
        end_state=DATED_END if row.end or is_event else NO_END_RECORDED,
        value=row.value if row.unit == "text" else None,
        source_urls=(row.source_url,) if row.source_url else (),
        grade=row.grade,
        notes=(row.note,) if row.note else (),
    )


def _order(mark: Mark) -> tuple[str, str, str]:
    return str(mark.start or mark.end), mark.kind, mark.a
