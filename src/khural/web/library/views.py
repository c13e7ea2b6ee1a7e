"""What this is, and where its numbers come from. These pages hold no votes and are open to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khural.evidence import facts, sources
from khural.evidence.records import Term
from khural.web.library.cases import case_rows
from khural.web.library.editions import edition_rows
from khural.web.library.figures import attendance_figure, default_names, headcount_figure, relations_figure
from khural.web.library.pack import codebook, field_columns, own_copies, shipped
from khural.web.library.sourcing import GRADES
from khural.web.messages import translated


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this installation is, the way in for staff and the way in for somebody with a code."""
    return render(request, "library/start.html")


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Sources with licence and gaps, the glossary, and how every number is made."""
    ctx = {
        "attribution": [translated(message) for message in sources.attribution()],
        "manifest": sources.manifest(),
        "grades": [(code, str(words)) for code, words in GRADES.items()],
        "cases": case_rows(),
        "terms": [_term(term) for term in facts.terms()],
        "crumbs": [(_("Library"), "")],
    }
    return render(request, "library/library.html", ctx)


@require_safe
def all_sources(request: HttpRequest) -> HttpResponse:
    """Version, licence, dates, gaps and terms of every source of the evidence."""
    crumbs = [(_("Library"), reverse("library")), (_("Sources"), "")]
    return render(request, "library/sources.html", {"shipped": shipped(), "own": own_copies(), "crumbs": crumbs})


@require_safe
def show_codebook(request: HttpRequest) -> HttpResponse:
    """Unit, years and rule for absent rows of every table."""
    crumbs = [(_("Library"), reverse("library")), (_("Codebook"), "")]
    ctx = {"tables": codebook(), "field": field_columns(), "crumbs": crumbs}
    return render(request, "library/codebook.html", ctx)


@dataclass(frozen=True)
class TermRow:
    """A word of the glossary with its equivalent in the page's language, where the tables have one."""

    term: Term
    here: str
    language: str


def _term(term: Term) -> TermRow:
    language = get_language() or "en"
    return TermRow(term, dict(term.equivalents).get(language, ""), language)


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The sourced facts of the Korean case: ties, head count, attendance, and each edition with its pages."""
    names = default_names()
    ctx = {
        "figures": (relations_figure(names), headcount_figure(names), attendance_figure(names)),
        "editions": edition_rows(names),
        "attribution": [translated(message) for message in sources.attribution()],
        "grades": [(code, str(words)) for code, words in GRADES.items()],
        "crumbs": [(_("Library"), "/library/"), (_("The evidence"), "")],
    }
    return render(request, "library/evidence.html", ctx)
