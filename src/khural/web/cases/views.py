"""The list of cases, a case, and starting one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.cases import actions
from khural.web.cases.forms import CaseForm
from khural.web.cases.models import Dialogue
from khural.web.cases.queries import editions_of, parties_in_order
from khural.web.crumbs import case_crumbs
from khural.web.rounds.permissions import DialogueVerb
from khural.web.rounds.queries import latest_round
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import cases_for, dialogue_for, may_create_cases, sees_unpublished

FORM = "form_page.html"


@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    """The cases on which the visitor works."""
    if not request.user.is_authenticated:
        raise Http404
    cases = list(cases_for(request.user).prefetch_related("dialogues"))
    ctx = {"cases": cases, "may_create": may_create_cases(request.user), "crumbs": [(_("Cases"), "")]}
    return render(request, "cases/list.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def start_case(request: HttpRequest) -> HttpResponse:
    """A form for a case and its first dialogue; whoever sends it becomes its secretary."""
    if not may_create_cases(request.user):
        raise Http404
    form = CaseForm(typed(request))
    made: list[Dialogue] = []
    if form.is_valid() and accepted(
        form, lambda: made.append(actions.create_case(**form.cleaned_data, by=actor(request)))
    ):
        say(request, form, _("The case is there. Next: add its parties."))
        return redirect("case_edit", made[0].case.slug)
    ctx = {
        "form": form,
        "heading": _("Start a case"),
        "lead": _("A case is a conflict or an issue with its parties. Everything else hangs on it."),
        "submit": _("Start the case"),
        "crumbs": [(_("Start a case"), "")],
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_safe
def show_case(request: HttpRequest, case: str) -> HttpResponse:
    """The case: parties in their fixed order, the dialogue, the latest round, the editions."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.SEE_CASE)
    at_table = sees_unpublished(request.user, dialogue)
    ctx = {
        "case": dialogue.case,
        "at_table": at_table,
        "dialogue": dialogue,
        "parties": parties_in_order(dialogue.case),
        "editions": editions_of(dialogue),
        "round": latest_round(dialogue, published_only=not at_table),
        "may": may_in_dialogue(request.user, dialogue),
        "figures": select_template(["findings/case_figures.html", "cases/no_figures.html"]),
        "crumbs": case_crumbs(dialogue.case),
    }
    return render(request, "cases/case.html", ctx)
