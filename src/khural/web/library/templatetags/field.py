"""The figures of sourced facts, for the pages of a case that has a package of them."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from khural.web.cases.models import Case
from khural.web.library.figures import (
    FieldFigure,
    attendance_figure,
    default_names,
    headcount_figure,
    relations_figure,
)

register = template.Library()
KOREA = "korea"


@register.simple_tag
def case_figures(case: Case) -> tuple[FieldFigure, ...]:
    """The figures of a case with the Korean package of facts, under the names of its own name list; else none."""
    if case.evidence != KOREA:
        return ()
    names = names_of(case)
    return relations_figure(names), headcount_figure(names), attendance_figure(names)


@register.simple_tag
def dialogue_figures(case: Case) -> tuple[FieldFigure, ...]:
    """Head count and attendance of the dialogue in a case with the Korean package of facts; else none."""
    if case.evidence != KOREA:
        return ()
    names = names_of(case)
    return headcount_figure(names), attendance_figure(names)


def names_of(case: Case) -> dict[str, str]:
    """State -> the name that the case's own list uses in the language of the page."""
    own = {party.code.upper(): party.name_in(get_language() or "en") for party in case.parties.all()}
    return default_names() | {code: name for code, name in own.items() if code in default_names()}
