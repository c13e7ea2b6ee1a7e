"""What side tracks handed to an edition, and the answers its table owes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khural.web.acting import actor, say, status_of, typed
from khural.web.crumbs import edition_crumbs
from khural.web.inputs import actions
from khural.web.inputs.forms import AnswerForm
from khural.web.inputs.models import Input
from khural.web.inputs.queries import inputs_of
from khural.web.inputs.words import as_row
from khural.web.language import current_language
from khural.web.rounds.permissions import DialogueVerb
from khural.web.seen import rewritten, watched
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import edition_for


@require_safe
def list_inputs(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """Everything handed to this edition, unanswered first."""
    shown = edition_for(request.user, case, edition, DialogueVerb.SEE_CONSULTATIONS)
    ctx = {
        "edition": shown,
        "case": shown.dialogue.case,
        "rows": [as_row(one, current_language()) for one in inputs_of(shown)],
        "may": may_in_dialogue(request.user, shown.dialogue),
        "rehearsal": shown.is_rehearsal,
        "crumbs": edition_crumbs(shown, _("Inputs from side tracks")),
    }
    return render(request, "inputs/list.html", ctx)


def _stored(handed: int) -> dict[str, Any]:
    fresh = Input.objects.select_for_update().filter(pk=handed).first()
    return {"answer": fresh.answer} if fresh else {}


@require_http_methods(["GET", "HEAD", "POST"])
def answer_input(request: HttpRequest, case: str, edition: str, handed: int) -> HttpResponse:
    """Write the table's answer to one finding, or another one."""
    shown = edition_for(request.user, case, edition, DialogueVerb.ANSWER_INPUTS)
    found = inputs_of(shown).filter(pk=handed).first()
    if found is None:
        raise Http404
    form = watched(AnswerForm(typed(request), initial={"answer": found.answer}), {"answer": found.answer})
    if form.is_valid() and rewritten(
        form,
        lambda: _stored(handed),
        lambda: actions.answer(found, text=form.cleaned_data["answer"], language=current_language(), by=actor(request)),
    ):
        say(request, form, _("The answer stands on the consultation's page now."))
        return redirect("edition_inputs", case, edition)
    ctx = {
        "form": form,
        "row": as_row(found, current_language()),
        "back": reverse("edition_inputs", args=[case, edition]),
        "rehearsal": shown.is_rehearsal,
        "crumbs": edition_crumbs(shown, _("Answer")),
    }
    return render(request, "inputs/answer.html", ctx, status=status_of(form))
