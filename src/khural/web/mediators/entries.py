"""What was entered by hand, as rows of a page."""

from __future__ import annotations

from dataclasses import dataclass

from khural.web.cases.models import Case
from khural.web.language import current_language
from khural.web.mediators.models import CandidateKind, TieEntry
from khural.web.mediators.naming import Names


@dataclass(frozen=True)
class TieEntryRow:
    """One tie entered by hand, struck ones included."""

    number: int
    candidate: str
    kind: str
    party: str
    counts: str
    dates: str
    url: str
    source: str
    note: str
    struck: str


def tie_entry_rows(case: Case, names: Names) -> list[TieEntryRow]:
    """Every entry of the case."""
    return [_row(entry, names) for entry in case.entered_ties.select_related("party")]


def _row(entry: TieEntry, names: Names) -> TieEntryRow:
    is_state = entry.kind == CandidateKind.STATE
    return TieEntryRow(
        number=entry.pk,
        candidate=names.of(entry.candidate) if is_state else entry.candidate,
        kind=str(CandidateKind(entry.kind).label),
        party=entry.party.name_in(current_language()),
        counts=f"{entry.cooperation} : {entry.conflict}",
        dates=entry.first if entry.first == entry.last else f"{entry.first} – {entry.last}",
        url=entry.source_url,
        source=entry.source,
        note=entry.note,
        struck=entry.struck_because,
    )
