"""What speaks against a candidate, said beside what speaks for it, with source and date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khural.evidence.dates import PartialDate
from khural.evidence.facts import editions, relations
from khural.evidence.records import Relation
from khural.mediators.asof import before
from khural.mediators.finding import Candidate
from khural.messages import Message

SETBACKS = (
    "embassy_closed",
    "diplomatic_relations_broken",
    "no_diplomatic_relations",
    "invitation_unanswered",
    "sanctions_behaviour",
)
NOT_THERE = ("cancelled", "no_show", "absent", "unknown")


@dataclass(frozen=True)
class Contrary:
    """One thing against: a sentence, when, where it was read, and its grade ("computed" for our own figures)."""

    sentence: Message
    when: str | None
    source_url: str | None
    grade: str


def contrary(candidate: Candidate, table: Sequence[str], variants: int, as_of: date) -> tuple[Contrary, ...]:
    """Everything against `candidate` that the counts, the flags and the sourced facts hold by `as_of`."""
    return (
        *_counts(candidate, variants),
        *_stakes(candidate),
        *_setbacks(candidate.state, table, as_of),
        *_empty_seats(candidate.state, table, as_of),
    )


def _computed(code: str, **params: str | int | float) -> Contrary:
    return Contrary(Message(f"mediators.{code}", params), None, None, "computed")


def _counts(candidate: Candidate, variants: int) -> Iterator[Contrary]:
    for tie in candidate.ties:
        if tie.party == candidate.weakest and tie.conflict is not None and tie.events is not None:
            yield _computed("against_weakest", party=tie.party, conflict=tie.conflict, events=tie.events)
        if tie.status != "known":
            yield _computed("against_unknown_tie", party=tie.party)
    if candidate.grid is not None and candidate.rank is not None and candidate.grid.high > candidate.rank:
        yield _computed("against_grid", rank=candidate.rank, worst=candidate.grid.high, variants=variants)
    if candidate.unrankable:
        yield _computed("against_unrankable", count=candidate.unrankable, variants=variants)


def _stakes(candidate: Candidate) -> Iterator[Contrary]:
    for flag in candidate.stakes:
        sentence = Message(f"mediators.stake.{flag.kind}", {"party": flag.party or candidate.state})
        when = None if flag.year is None else str(flag.year)
        yield Contrary(sentence, when, None, "computed")


def _setbacks(state: str, table: Sequence[str], as_of: date) -> Iterator[Contrary]:
    for party in table:
        for row in (*relations(state, party), *relations(party, state)):
            if row.kind in SETBACKS and row.grade != "NF" and before(row.start, as_of):
                yield _setback(row, as_of)


def _setback(row: Relation, as_of: date) -> Contrary:
    """A setback, and that it was mended where a source says so by that day."""
    kind, params = row.kind, {"a": row.a, "b": row.b or ""}
    again = next((later for later in relations(row.a, row.b) if _reopens(row, later, as_of)), None)
    if kind == "embassy_closed" and again is not None:
        kind, params = "embassy_reopened", {**params, "date": str(again.start)}
    sentence = Message(f"mediators.setback.{kind}", params)
    return Contrary(sentence, str(row.start) if row.start else None, row.source_url, row.grade)


def _reopens(closed: Relation, row: Relation, as_of: date) -> bool:
    if row.kind != "embassy_reopened" or row.start is None or closed.start is None:
        return False
    return closed.start.last_day < row.start.first_day and before(row.start, as_of)


def _empty_seats(state: str, table: Sequence[str], as_of: date) -> Iterator[Contrary]:
    """Editions of the host's dialogue without its core party: a record of hosting is not one of being attended."""
    if state != "MNG" or "PRK" not in table:
        return
    for edition in editions():
        over = edition.end or edition.start or PartialDate(edition.year)
        if edition.held == "yes" and edition.dprk_status in NOT_THERE and before(over, as_of):
            code = f"mediators.seat.{edition.dprk_status}"
            sentence = Message(code, {"party": "PRK", "edition": edition.edition or edition.year})
            yield Contrary(sentence, str(edition.year), edition.source_url, edition.grade)
