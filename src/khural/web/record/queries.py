"""Reads of the staff record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from khural.web.cases.models import Dialogue
from khural.web.record.models import ActorName, Entry
from khural.web.record.words import DETAILS, VERBS

PAGE = 100
SYSTEM = "khural"
"""The actor of what the application did by itself."""


@dataclass(frozen=True)
class Line:
    """One act as it is read. `who`: a name, None where it was erased, "" for the application itself."""

    number: int
    at: datetime
    who: str | None
    what: str
    subject: str
    details: list[tuple[str, str]]


def page_of(dialogue: Dialogue, before: int | None) -> tuple[list[Line], int | None]:
    """The newest entries below number `before`, newest first, and the number from which the next page goes on."""
    q = Entry.objects.filter(dialogue=dialogue).order_by("-number")
    if before is not None:
        q = q.filter(number__lt=before)
    entries = list(q[: PAGE + 1])
    known = names(entries)
    lines = [_line(entry, known.get(entry.actor)) for entry in entries[:PAGE]]
    return lines, lines[-1].number if len(entries) > PAGE else None


def _line(entry: Entry, name: str | None) -> Line:
    details = [
        (str(DETAILS.get(key, key)), str(value)) for key, value in entry.detail.items() if value not in (None, "")
    ]
    return Line(
        number=entry.number,
        at=entry.at,
        who="" if name == SYSTEM else name,
        what=str(VERBS.get(entry.verb, entry.verb)),
        subject=entry.subject,
        details=details,
    )


def latest(dialogue: Dialogue, verb: str, since: datetime) -> list[Line]:
    """The acts of one kind since then, newest first."""
    entries = list(Entry.objects.filter(dialogue=dialogue, verb=verb, at__gte=since).order_by("-number"))
    known = names(entries)
    return [_line(entry, known.get(entry.actor)) for entry in entries]


def names(entries: list[Entry]) -> dict[str, str]:
    """Actor digest -> name, for those not erased."""
    q = ActorName.objects.filter(digest__in={entry.actor for entry in entries})
    return dict(q.values_list("digest", "name"))
