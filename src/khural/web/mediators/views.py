"""Whom every party would accept: the ranking, why a candidate stands where it does, two beside each other, a brief."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khural.figures import Figure, PartyYears
from khural.web.cases.models import Case
from khural.web.crumbs import Crumb, case_crumbs
from khural.web.documents import word_response
from khural.web.language import current_language
from khural.web.library.figures import FieldFigure, relations_figure
from khural.web.library.names import HOST
from khural.web.library.templatetags.field import KOREA, names_of
from khural.web.mediators import engine, rows, why_rows
from khural.web.mediators.asking import Answered, Asking, answered, asking, candidate_code
from khural.web.mediators.brief import Brief, blocks_of, brief_of
from khural.web.mediators.claims import claims_about
from khural.web.mediators.drawing import headline, plane_figure, years_figure
from khural.web.mediators.entries import tie_entry_rows
from khural.web.mediators.forms import CompareForm
from khural.web.mediators.profile_rows import asset_groups, kinds_without
from khural.web.mediators.refusing import told
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.allowed import may_in_dialogue

SHOWN = 25


def crumbs_of(found: Asking, *here: str) -> list[Crumb]:
    """The case, the ranking under the reader's settings, then `here`."""
    case = found.case
    own = (_("Find"), reverse("mediators", args=[case.slug]) + found.query)
    return [*case_crumbs(case), own, *((label, "") for label in here)]


@require_safe
def rank(request: HttpRequest, case: str) -> HttpResponse:
    """The candidates with intervals and flags, the plane, and those that cannot be ranked."""
    found = asking(request, case)
    may = may_in_dialogue(request.user, found.dialogue)
    ctx = {
        "case": found.case,
        "may": may,
        "form": found.form,
        "asking": found,
        "query": found.query,
        "parties": [found.names.of(code) for code in found.names.ordered(found.question.table)],
        "others": found.question.others,
        "entries": tie_entry_rows(found.case, found.names),
        "crumbs": case_crumbs(found.case, _("Find")),
        **_ranking(found),
    }
    return render(request, "mediators/rank.html", ctx, status=200 if found.form.is_valid() else 400)


def _ranking(found: Asking) -> dict[str, object]:
    finding, names, host = found.finding, found.names, found.question.host
    if finding is None:
        return {}
    ranked = rows.ranked_rows(finding, names, host)
    return {
        "finding": finding,
        "figure": plane_figure(finding, names, host),
        "first": ranked[:SHOWN],
        "rest": ranked[SHOWN:],
        "not_cordial": rows.not_cordial_rows(finding, names),
        "unknown": rows.unknown_rows(finding, names),
        "missing": [names.of(one.state) for one in finding.of("missing")],
        "pairs": rows.pair_rows(finding.pairs, names) if finding.settings.view == "pair" else [],
        "insiders": rows.insider_rows(finding, names) if finding.settings.view == "insider" else [],
        "entered": rows.entered_rows(finding.entered, names),
        "rarity": [(names.of(code), finding.rarity[code]) for code in names.ordered(finding.rarity)],
        "notes": [names.told(message) for message in finding.messages],
        "sources": finding.sources,
    }


@require_safe
@told
def explain(request: HttpRequest, case: str, state: str) -> HttpResponse:
    """Why one candidate stands where it stands."""
    found = answered(request, case)
    code = candidate_code(found, state)
    names, why = found.asking.names, engine.why(found.ask, code)
    stake_heads, stakes = why_rows.stake_rows(why.candidate, names)
    groups = asset_groups(why.profile.assets, (), names)
    ctx = {
        **_page(found, code),
        "why": why,
        "headline": headline(found.finding, names, code),
        "facts": why_rows.rank_facts(why.candidate, names),
        "ties": why_rows.tie_rows(why.candidate, names),
        "figure": _years(found, code),
        "strips": _strips(found.asking.case, code),
        "sourced": [
            *why_rows.fact_rows(code, found.finding.table, names),
            *why_rows.held_rows(found.asking.case, code, names, found.ask.as_of),
        ],
        "stake_heads": stake_heads,
        "stakes": stakes,
        "groups": [group.latest() for group in groups],
        "no_data": kinds_without(why.profile.no_data, groups),
        "against": why_rows.against_rows(why.contrary, names),
        "cuts": why_rows.cut_rows(why.ablations, names),
        "change": why_rows.change_sentence(why.change, found.finding.settings.top, names),
        "grid": rows.grid_rows(found.finding, code, names),
        "views": why_rows.view_rows(why.candidate, names),
        "venue": why_rows.venue_rows(why.venue, names),
        "compare": _compare_form(found, code),
        "claims": claims_about(found.asking.case, code),
        "may": may_in_dialogue(request.user, found.asking.dialogue),
        "crumbs": crumbs_of(found.asking, names.of(code)),
    }
    return render(request, "mediators/why.html", ctx)


def _page(found: Answered, code: str) -> dict[str, object]:
    return {
        "case": found.asking.case,
        "finding": found.finding,
        "code": code.lower(),
        "name": found.asking.names.of(code),
        "query": found.asking.query,
        "notes": [found.asking.names.told(message) for message in found.finding.messages],
        "sources": found.finding.sources,
    }


def _years(found: Answered, code: str) -> Figure | None:
    names = found.asking.names
    years = dict(engine.tie_years(found.ask, code))
    parties = [PartyYears(names.of(party), years[party]) for party in names.ordered(years)]
    return years_figure(parties, names.of(code), found.finding.settings.floor)


def _strips(case: Case, code: str) -> list[FieldFigure]:
    """The dated ties as a strip, for the host of the case with the package of facts."""
    return [relations_figure(names_of(case), "dated")] if case.evidence == KOREA and code == HOST else []


def _compare_form(found: Answered, a: str = "", data: QueryDict | None = None) -> CompareForm:
    names = found.asking.names
    codes = [one.state for one in found.finding.candidates if one.standing != "missing"]
    choices = sorted(((code.lower(), names.of(code)) for code in codes), key=lambda choice: choice[1].casefold())
    return CompareForm(data, candidates=choices, initial={"a": a.lower()})


@require_safe
@told
def compare(request: HttpRequest, case: str) -> HttpResponse:
    """Two candidates side by side."""
    found = answered(request, case)
    asked = "a" in request.GET or "b" in request.GET
    form = _compare_form(found, data=request.GET if asked else None)
    sides = []
    if form.is_valid():
        codes = [form.cleaned_data[name].upper() for name in ("a", "b")]
        sides = [engine.why(found.ask, code) for code in codes]
    names = found.asking.names
    ctx = {
        "case": found.asking.case,
        "form": form,
        "query": found.asking.query,
        "heads": [(side.candidate.state.lower(), names.of(side.candidate.state)) for side in sides],
        "lines": why_rows.beside(sides[0], sides[1], names) if sides else [],
        "notes": [names.told(message) for message in found.finding.messages],
        "crumbs": crumbs_of(found.asking, _("Two side by side")),
    }
    return render(request, "mediators/compare.html", ctx, status=200 if form.is_valid() or not asked else 400)


@require_safe
@told
def questions(request: HttpRequest, case: str) -> HttpResponse:
    """What would have to be learned: private, because it says whom the host thinks of."""
    found = answered(request, case, DialogueVerb.SEE_QUESTIONS)
    ctx = {
        "case": found.asking.case,
        "rows": rows.question_rows(engine.learned(found.ask), found.asking.names),
        "query": found.asking.query,
        "crumbs": crumbs_of(found.asking, _("What would have to be learned")),
    }
    return render(request, "mediators/questions.html", ctx)


@require_safe
@told
def brief(request: HttpRequest, case: str, state: str) -> HttpResponse:
    """One page on one candidate, to print."""
    found = answered(request, case)
    code = candidate_code(found, state)
    ctx = {**_page(found, code), "brief": _brief(found, code)}
    ctx["crumbs"] = crumbs_of(found.asking, found.asking.names.of(code), _("Brief"))
    return render(request, "mediators/brief.html", ctx)


@require_safe
@told
def brief_document(request: HttpRequest, case: str, state: str) -> HttpResponse:
    """The same page as a Word document."""
    found = answered(request, case)
    code = candidate_code(found, state)
    name = f"{found.asking.case.slug}-{code.lower()}.docx"
    made = _brief(found, code)
    return word_response(name, made.title, blocks_of(made))


def _brief(found: Answered, code: str) -> Brief:
    case = found.asking.case.name_in(current_language())
    return brief_of(found.finding, engine.why(found.ask, code), found.asking.names, case)
