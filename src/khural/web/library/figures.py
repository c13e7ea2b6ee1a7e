"""Field facts as figures with their sources: ties of the host, head count above the core seat, attendance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khural.evidence.attendance import attendance_of
from khural.evidence.facts import editions
from khural.evidence.records import EditionFact
from khural.evidence.ties import Mark, ties
from khural.figures import (
    STATES,
    EditionCount,
    Figure,
    PartyAttendance,
    PartyTies,
    State,
    Tie,
    TieKind,
    attendance_timeline,
    headcount,
    relation_strip,
)
from khural.figures.headcount import Held
from khural.web.library import field_words
from khural.web.library.names import CORE, HOST, IN_ORDER, name_of
from khural.web.library.sourcing import Dispute, Source, edition_disputes, edition_sources, site_of, tie_sources

HELD: dict[str, Held] = {"yes": "held", "postponed": "not_held", "unknown": "unknown"}
FIRST_YEAR = 1920


@dataclass(frozen=True)
class FieldFigure:
    """A figure with the pages it was made from."""

    figure: Figure
    sources: tuple[Source, ...]
    disputes: tuple[Dispute, ...] = ()


Names = Mapping[str, str]


def default_names() -> dict[str, str]:
    """State -> its name in the language of the page."""
    language = get_language() or "en"
    return {code: name_of(code, language) for code in (*IN_ORDER, HOST)}


def relations_figure(names: Names, prefix: str = "ties", width: float = 960) -> FieldFigure:
    """The dated ties of the host to each party, one strip each; hatched where no usable source was found."""
    found = ties(HOST, IN_ORDER)
    parties = tuple(
        PartyTies(names[one.party], tuple(tie for mark in one.marks for tie in _ties(mark))) for one in found
    )
    begun = {one.party: mark.start.year for one in found for mark in one.marks if _is_beginning(mark) and mark.start}
    youngest = max(begun, key=lambda party: begun[party])
    words = field_words.relation_words(names[HOST], names[youngest], begun[youngest], len(begun))
    last = max(fact.year for fact in editions())
    drawn = relation_strip(parties, FIRST_YEAR, last, words, prefix, width)
    return FieldFigure(drawn, tie_sources(found, dict(names), field_words.evidence_kinds()))


def _is_beginning(mark: Mark) -> bool:
    return mark.kind == "diplomatic_relations"


def _ties(mark: Mark) -> list[Tie]:
    """What the strip draws of one mark; letters, ambassadors and the like stand in the list of sources only."""
    kind = _kind(mark)
    if kind is None or not (mark.start or mark.end):
        return []
    site = site_of(mark.source_urls[0]) if mark.source_urls else ""
    start, end = str(mark.start or FIRST_YEAR), str(mark.end or "")
    return [Tie(kind, start, end, mark.value or "", site, gap=mark.start is None or mark.end_state == "unknown")]


def _kind(mark: Mark) -> TieKind | None:
    by_host = mark.a == HOST
    kinds: dict[str, TieKind] = {
        "diplomatic_relations": "relations",
        "partnership": "partnership",
        "embassy": "embassy_there" if by_host else "embassy_here",
        "visit": "visit_there" if by_host else "visit_here",
    }
    return kinds.get(mark.kind)


def headcount_figure(names: Names, prefix: str = "heads", width: float = 720) -> FieldFigure:
    """Reported head counts above whether the core party sat in its seat."""
    facts = editions()
    counts = [_count(fact) for fact in facts]
    seen = max(fact.year for fact in facts if fact.dprk_status == "attended")
    words = field_words.headcount_words(names[CORE], seen)
    return FieldFigure(headcount(counts, words, prefix, width), edition_sources(), edition_disputes())


def _count(fact: EditionFact) -> EditionCount:
    return EditionCount(
        label=str(fact.year),
        held=HELD[fact.held],
        low=fact.participants_min,
        high=fact.participants_max,
        state=state_at(fact, CORE),
        rule=fact.counting_rule or "",
    )


def state_at(fact: EditionFact, party: str) -> State:
    """Where a party stood at an edition; a postponed year is "not held", for everybody."""
    status = "not_held" if fact.held == "postponed" else attendance_of(fact, fact.edition or 0, party).status
    return next(state for state in STATES if state == status)


def attendance_figure(names: Names, prefix: str = "came", width: float = 960) -> FieldFigure:
    """Every edition and postponed year times every party."""
    facts = editions()
    parties = [
        PartyAttendance(
            names[code],
            names[code],
            {str(fact.year): state_at(fact, code) for fact in facts},
        )
        for code in IN_ORDER
    ]
    words = field_words.attendance_words(_("Who came to the Ulaanbaatar Dialogue"))
    drawn = attendance_timeline([str(fact.year) for fact in facts], parties, words, prefix, width)
    return FieldFigure(drawn, edition_sources(), edition_disputes())
