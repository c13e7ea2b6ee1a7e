"""What changed: aims first, then five constructs, the inside of the dialogue, and what the sides did outside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khural.web.cases.models import Dialogue
from khural.web.change import outside
from khural.web.change.common_ground import pairs_of
from khural.web.change.inside import presences, ranks
from khural.web.change.open_ground import open_pairs
from khural.web.change.outside_lines import (
    construct_lines,
    outcome_lines,
    outcome_summary,
    reach_sentences,
    response_lines,
    score_lines,
    series_figures,
    state_lines,
    unmeasured_lines,
)
from khural.web.change.presence import core_sentence, open_pair_lines, pair_lines, presence_lines, rank_lines
from khural.web.change.presentation import aim_lines, side_name
from khural.web.change.presentation import names_of as sides_of
from khural.web.change.queries import aims_seen_by
from khural.web.change.report import report as report_blocks
from khural.web.crumbs import case_crumbs
from khural.web.documents import word_response
from khural.web.language import current_language
from khural.web.library.templatetags.field import dialogue_figures
from khural.web.messages import translated
from khural.web.people.queries import delegation_names
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import Visitor, dialogue_for, roles_of


@require_safe
def show_change(request: HttpRequest, case: str) -> HttpResponse:
    """One screen for host and evaluator; details behind it."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.SEE_CASE)
    ctx = change_context(dialogue, request.user)
    return render(request, "change/change.html", ctx)


@require_safe
def report(request: HttpRequest, case: str) -> HttpResponse:
    """The same as a document."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.SEE_CASE)
    ctx = change_context(dialogue, request.user)
    title = _("What changed: %(case)s") % {"case": dialogue.case.name_in(current_language())}
    return word_response(f"{case}-change.docx", title, report_blocks(ctx))


def change_context(dialogue: Dialogue, user: Visitor) -> dict[str, Any]:
    """Everything the page and the report show."""
    aims = aims_seen_by(dialogue, roles_of(user, dialogue))
    return {
        "case": dialogue.case,
        "aims": aim_lines(aims, timezone.localdate()),
        "may": may_in_dialogue(user, dialogue),
        "crumbs": case_crumbs(dialogue.case, _("What changed")),
        **_inside(dialogue),
        **_outside(dialogue),
    }


def _inside(dialogue: Dialogue) -> dict[str, Any]:
    lines = presence_lines(presences(dialogue))
    return {
        "core": core_sentence(lines),
        "figures": dialogue_figures(dialogue.case),
        "presence": lines,
        "ranks": rank_lines(ranks(dialogue)),
        "open_pairs": open_pair_lines(open_pairs(dialogue)),
        "pairs": pair_lines(pairs_of(dialogue), delegation_names(dialogue, current_language())),
    }


def _outside(dialogue: Dialogue) -> dict[str, Any]:
    sides = outside.sides_of(dialogue.case)
    found = outside.measured(dialogue.case, sides) if sides else None
    if found is None:
        return {"measured": False, "constructs": unmeasured_lines(), **_why_not(dialogue, sides)}
    names = sides_of(dialogue.case)
    outcomes = outcome_lines(found.outcomes)
    pair = (side_name(found.a, names), side_name(found.b, names))
    return {
        "measured": True,
        "reach": reach_sentences(found),
        "constructs": construct_lines(found),
        "series": series_figures(found, pair),
        "responses": response_lines(found),
        "outcomes": outcomes,
        "outcome_summary": outcome_summary(outcomes),
        "states": state_lines(found.states),
        "scores": score_lines(found.forecasts),
        "notes": [translated(note) for note in found.notes],
    }


def _why_not(dialogue: Dialogue, sides: tuple[str, str] | None) -> dict[str, Any]:
    """Why nothing is measured: no two states, evidence that bears nothing, or the worker is at it."""
    if sides is None:
        return {"unmeasured": _("Nothing to measure: the case has no two parties that are states of the event data.")}
    refused = outside.refusal(dialogue.case, sides)
    if refused:
        return {"unmeasured": translated(refused)}
    if not outside.ask(dialogue.case):
        return {"unmeasured": _("It could not be measured. It is tried again within the hour.")}
    return {"unmeasured": _("It is being measured now. This page looks again by itself."), "again": True}
