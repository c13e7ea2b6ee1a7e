"""Sealed sheets: drawn and shown once; a whole delegation's sheets drawn anew by two persons."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.crumbs import edition_crumbs
from khural.web.language import VOTER_PATH
from khural.web.people import actions
from khural.web.people.forms import PrintForm, ReissueForm
from khural.web.people.models import Delegation
from khural.web.people.queries import delegation_in
from khural.web.people.sheets import greetings, is_local, sheets
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.queries import edition_for

READ_WRITE = ["GET", "HEAD", "POST"]


def _delegation(request: HttpRequest, case: str, edition: str, number: int, verb: DialogueVerb) -> Delegation:
    return delegation_in(edition_for(request.user, case, edition, verb), number)


def _ctx(request: HttpRequest, delegation: Delegation, **more: Any) -> dict[str, Any]:
    edition = delegation.edition
    address = request.build_absolute_uri(VOTER_PATH)
    return more | {
        "edition": edition,
        "delegation": delegation,
        "address": address,
        "unreachable": is_local(address),
        "back": reverse("delegation", args=[edition.dialogue.case.slug, edition.slug, delegation.pk]),
        "rehearsal": edition.is_rehearsal,
        "crumbs": edition_crumbs(edition, delegation.name_in(get_language() or "en")),
    }


def _printed(request: HttpRequest, delegation: Delegation, tokens: tuple[bytes, ...], language: str) -> HttpResponse:
    ctx = _ctx(request, delegation)
    ctx["sheets"] = sheets(tokens, ctx["address"], language)
    ctx["greetings"] = greetings(delegation.edition, ctx["address"])
    return render(request, "people/sheets.html", ctx)


@require_http_methods(READ_WRITE)
def print_sheets(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """Draw a delegation's sheets and show them, this once."""
    printed = _delegation(request, case, edition, delegation, DialogueVerb.PRINT_SHEETS)
    form = PrintForm(typed(request), initial={"language": ""})
    tokens: tuple[bytes, ...] = ()

    def draw() -> None:
        nonlocal tokens
        tokens = actions.print_sheets(printed, on=timezone.localdate(), by=actor(request))

    if form.is_valid() and accepted(form, draw):
        return _printed(request, printed, tokens, form.cleaned_data["language"])
    ctx = _ctx(request, printed, form=form)
    return render(request, "people/print.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def request_reissue(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """The first of two persons asks for fresh sheets."""
    asked = _delegation(request, case, edition, delegation, DialogueVerb.REQUEST_REISSUE)
    form = ReissueForm(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: actions.request_reissue(
            asked, reason=form.cleaned_data["reason"], on=timezone.localdate(), by=actor(request)
        ),
    ):
        say(request, form, _("The request waits for the mediator. Nothing has changed until then."))
        return redirect("delegation", case, edition, delegation)
    ctx = _ctx(
        request,
        asked,
        form=form,
        heading=_("Ask for a reissue"),
        lead=_("A lost sheet is replaced only together with all sheets of the delegation. The mediator confirms it."),
        submit=_("Ask the mediator"),
    )
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def approve_reissue(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """The second person approves: old sheets die, fresh ones are shown once."""
    redrawn = _delegation(request, case, edition, delegation, DialogueVerb.APPROVE_REISSUE)
    waiting = redrawn.reissues.filter(approved_on=None).first()
    if waiting is None:
        raise Http404
    form = PrintForm(typed(request), initial={"language": ""})
    tokens: tuple[bytes, ...] = ()

    def draw() -> None:
        nonlocal tokens
        tokens = actions.approve_reissue(waiting, on=timezone.localdate(), by=actor(request))

    if form.is_valid() and accepted(form, draw):
        return _printed(request, redrawn, tokens, form.cleaned_data["language"])
    ctx = _ctx(request, redrawn, form=form, reissue=waiting)
    return render(request, "people/print.html", ctx, status=status_of(form))
