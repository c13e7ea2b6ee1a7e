"""Comparison cases of mediation, as the tables tell them: who, when, in which style. Outcomes are not shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from khural.evidence.facts import mediation_cases
from khural.evidence.records import MediationCase
from khural.web.library.sourcing import GRADES, site_of

SIZES = {
    "small": pgettext_lazy("size of a mediator", "small"),
    "middle": pgettext_lazy("size of a mediator", "middle"),
    "great": pgettext_lazy("size of a mediator", "great"),
    "non_state": pgettext_lazy("size of a mediator", "no state"),
}


@dataclass(frozen=True)
class CaseRow:
    """One case; `case`, `mediator`, `styles` and `note` are in English, as in the table."""

    case: str
    mediator: str
    sizes: str
    when: str
    styles: str
    note: str
    pages: tuple[tuple[str, str], ...]
    grade: str


def case_rows() -> list[CaseRow]:
    """Every case of the table, in its order."""
    return [_row(case) for case in mediation_cases()]


def _row(case: MediationCase) -> CaseRow:
    dates = dict.fromkeys(str(date) for date in (case.start, case.end) if date)
    urls = dict.fromkeys(url for url in (case.source_url, *case.sources) if url)
    return CaseRow(
        case=case.case,
        mediator=case.mediator,
        sizes=", ".join(str(SIZES.get(size, size)) for size in case.sizes) or _("not coded"),
        when=" – ".join(dates),
        styles=", ".join(case.styles),
        note=case.note or "",
        pages=tuple((url, site_of(url)) for url in urls),
        grade=str(GRADES[case.grade]),
    )
