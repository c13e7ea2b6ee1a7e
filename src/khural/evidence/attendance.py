"""Who came to which edition, as far as sources show it.

Lists of participating states are mostly incomplete, so a party that a list leaves out is *unknown*: it is *absent* only
when the list holds as many states as the sources count. For the DPRK the tables state the attendance itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khural.evidence.facts import editions
from khural.evidence.records import EditionFact

HOST = "MNG"
STATED_PARTY = "PRK"
BODIES = ("APEC", "ESCAP", "EU", "FES", "ICRC", "Red Cross", "UN")
"""Entries of the lists that are no states."""


@dataclass(frozen=True)
class Attendance:
    """One party at one edition.

    `status` is a value of the attendance vocabulary (attended, cancelled, no_show, absent, unknown). `basis` says
    how it is known: "stated" by the source, "listed", "host", "list_complete" (the full list leaves the party out),
    "list_incomplete", "no_list" or "edition_not_found". `grade` is that of the edition's row, or D where the status is
    derived. `conflicts` names what other sources say about the edition.
    """

    edition: int
    year: int
    party: str
    status: str
    basis: str
    source_url: str | None
    grade: str
    conflicts: str | None


def attendance(parties: Iterable[str]) -> tuple[Attendance, ...]:
    """Every edition with a number, by year, times every party in the given order. Postponed years have no edition."""
    wanted = tuple(parties)
    return tuple(
        attendance_of(edition, edition.edition, party)
        for edition in editions()
        if edition.edition is not None
        for party in wanted
    )


def attendance_of(fact: EditionFact, edition: int, party: str) -> Attendance:
    """The attendance of one `party` at the numbered `edition` that `fact` describes."""
    status, basis = _status(fact, party)
    grade = "D" if basis in ("host", "list_complete") else fact.grade
    return Attendance(edition, fact.year, party, status, basis, fact.source_url, grade, fact.conflicts)


def is_list_complete(fact: EditionFact) -> bool:
    """Whether the list names exactly as many states as the sources, who must agree on the number, count."""
    states = [name for name in fact.states_bodies if name not in BODIES]
    return fact.states_min == fact.states_max == len(states)


def _status(fact: EditionFact, party: str) -> tuple[str, str]:
    if fact.held != "yes":
        return "unknown", "edition_not_found"
    if party == STATED_PARTY:
        return fact.dprk_status, "stated"
    if party in fact.states_bodies:
        return "attended", "listed"
    if party == HOST:
        return "attended", "host"
    if is_list_complete(fact):
        return "absent", "list_complete"
    return "unknown", "list_incomplete" if fact.states_bodies else "no_list"
