"""Aims: registered before, answered after, never altered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural.web.acting import accepted, actor, done, say, status_of, typed
from khural.web.cases.models import Dialogue
from khural.web.change import actions
from khural.web.change.forms import AimForm
from khural.web.change.models import Aim
from khural.web.change.presentation import aim_lines
from khural.web.change.queries import aims_seen_by
from khural.web.crumbs import case_crumbs
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import dialogue_for, roles_of

READ_WRITE = ["GET", "HEAD", "POST"]
COPIED = ("words", "owner", "measure", "party_a", "party_b", "direction", "hoped", "edition", "read_on", "seen_by")


@require_safe
def list_aims(request: HttpRequest, case: str) -> HttpResponse:
    """Every aim that the visitor may see, with its answer or the day on which it is read."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.SEE_CASE)
    aims = aims_seen_by(dialogue, roles_of(request.user, dialogue))
    ctx = {
        "case": dialogue.case,
        "aims": aim_lines(aims, timezone.localdate()),
        "may": may_in_dialogue(request.user, dialogue),
        "crumbs": case_crumbs(dialogue.case, _("Registered aims")),
    }
    return render(request, "change/aims.html", ctx)


@require_http_methods(READ_WRITE)
def register_aim(request: HttpRequest, case: str) -> HttpResponse:
    """Register an aim before its round opens."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.REGISTER_AIMS)
    return _form(request, dialogue, None)


@require_http_methods(READ_WRITE)
def replace_aim(request: HttpRequest, case: str, aim: int) -> HttpResponse:
    """Register a corrected aim; the former one stays on the page."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.REGISTER_AIMS)
    return _form(request, dialogue, get_object_or_404(Aim, dialogue=dialogue, pk=aim))


def _form(request: HttpRequest, dialogue: Dialogue, replaces: Aim | None) -> HttpResponse:
    initial = {name: getattr(replaces, name) for name in COPIED} if replaces else None
    form = AimForm(typed(request), dialogue=dialogue, initial=initial)
    made: list[Aim] = []
    if form.is_valid() and accepted(
        form,
        lambda: made.append(actions.register_aim(dialogue, by=actor(request), replaces=replaces, **form.cleaned_data)),
    ):
        say(request, form, _("The aim is registered. It cannot be altered, only replaced."))
        return redirect("aims", dialogue.case.slug)
    ctx = {
        "form": form,
        "heading": _("Replace an aim") if replaces else _("Register an aim"),
        "lead": _("Said before, answered after: it is dated, and nobody can alter it."),
        "submit": _("Register the aim"),
        "crumbs": case_crumbs(dialogue.case, _("Register an aim")),
    }
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_POST
def read_aim(request: HttpRequest, case: str, aim: int) -> HttpResponse:
    """Answer an aim whose day has come, and keep the answer."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.READ_AIMS)
    found = get_object_or_404(Aim, dialogue=dialogue, pk=aim)
    done(request, lambda: actions.read_aim(dialogue, aim=found, by=actor(request)), _("The aim was read."))
    return redirect("aims", case)
