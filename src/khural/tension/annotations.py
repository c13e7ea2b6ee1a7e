"""Dated, sourced acts beside a series: carrots, sticks, talks, events and editions of the dialogue, by all sides.

They come from the package's own field tables, in which no row without a source is kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from khural.evidence.dates import PartialDate
from khural.evidence.facts import acts, editions, six_party_rounds
from khural.evidence.records import Act, EditionFact, SixPartyRound
from khural.tension.measurement import Annotation

SIX_PARTIES = ("CHN", "JPN", "KOR", "PRK", "RUS", "USA")
NORTHEAST_ASIA = (*SIX_PARTIES, "MNG")
"""The states whose relations the Ulaanbaatar Dialogue is about."""


def acts_beside(a: str, b: str, first: datetime.date, last: datetime.date) -> tuple[Annotation, ...]:
    """All acts that concern the dyad and touch the span, in order of their dates."""
    found = (*_ledger(a, b), *_rounds(a, b), *_editions(a, b))
    inside = [one for one in found if one.start <= last and one.end >= first]
    return tuple(sorted(inside, key=lambda one: (one.start, one.end, one.kind, one.actors, one.note or "")))


def concerns(act: Act, a: str, b: str) -> bool:
    """Whether an act has one of the two for its actor or target, and no third state for its target."""
    dyad = {a, b}
    return act.target in dyad or (act.target is None and bool(set(act.actors) & dyad))


def dated(found: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Those whose date is known to the month at least."""
    return tuple(one for one in found if one.precision != "year")


def _ledger(a: str, b: str) -> Iterable[Annotation]:
    for act in acts():
        if act.start is not None and concerns(act, a, b):
            yield _of_act(act, act.start)


def _of_act(act: Act, start: PartialDate) -> Annotation:
    return Annotation(
        start=start.first_day,
        end=(act.end or start).last_day,
        precision=_precision(start, act.end),
        style=act.kind.partition(".")[0],
        kind=act.kind,
        actors=act.actors,
        target=act.target,
        source=act.source,
        source_url=act.source_url,
        grade=act.grade,
        note=act.note,
    )


def _rounds(a: str, b: str) -> Iterable[Annotation]:
    if a in SIX_PARTIES and b in SIX_PARTIES:
        yield from (_of_round(one) for one in six_party_rounds() if one.round != "end" and one.phase != "result")


def _of_round(one: SixPartyRound) -> Annotation:
    return Annotation(
        start=one.start.first_day,
        end=one.end.last_day,
        precision=_precision(one.start, one.end),
        style="talks",
        kind="talks.six_party",
        actors=SIX_PARTIES,
        target=None,
        source=_host(one.sources),
        source_url=one.source_url,
        grade=one.grade,
        note=one.result,
    )


def _editions(a: str, b: str) -> Iterable[Annotation]:
    for edition in editions():
        if edition.held == "yes" and {a, b} <= set(NORTHEAST_ASIA):
            yield _of_edition(edition)


def _of_edition(edition: EditionFact) -> Annotation:
    start = edition.start or PartialDate(edition.year)
    return Annotation(
        start=start.first_day,
        end=(edition.end or start).last_day,
        precision=_precision(start, edition.end),
        style="talks",
        kind="talks.edition",
        actors=edition.states_bodies,
        target=None,
        source=_host(edition.sources),
        source_url=edition.source_url,
        grade=edition.grade,
        note=edition.note,
    )


def _host(addresses: tuple[str, ...]) -> str:
    return (urlsplit(addresses[0]).netloc or addresses[0]) if addresses else ""


def _precision(start: PartialDate, end: PartialDate | None) -> str:
    parts = [start, *([end] if end else [])]
    if any(one.month is None for one in parts):
        return "year"
    return "month" if any(one.day is None for one in parts) else "day"
