"""Entering by hand: which state each party is, ties of candidates, assets; striking entries."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.cases.models import Dialogue
from khural.web.cases.queries import parties_in_order
from khural.web.change.forms import StrikeForm
from khural.web.crumbs import case_crumbs
from khural.web.mediators import actions
from khural.web.mediators.forms import AssetForm, StatesForm, TieForm
from khural.web.mediators.models import AssetEntry, TieEntry
from khural.web.rounds.permissions import DialogueVerb
from khural.web.seen import rewritten, watched
from khural.web.staff.queries import dialogue_for

FORM = "form_page.html"
READ_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_WRITE)
def set_states(request: HttpRequest, case: str) -> HttpResponse:
    """Which parties are which states of the evidence, and who is the present host."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.EDIT_CASE)
    stored = _states_of(dialogue)
    form = watched(StatesForm(typed(request), parties=parties_in_order(dialogue.case), initial=stored), stored)

    def change() -> None:
        states = {name: code for name, code in form.cleaned_data.items() if name != "host"}
        actions.set_states(dialogue, states=states, host=form.cleaned_data["host"], by=actor(request))

    if form.is_valid() and rewritten(
        form, lambda: _states_of(Dialogue.objects.select_for_update().get(pk=dialogue.pk)), change
    ):
        say(request, form, _("Saved."))
        return redirect("mediators", case)
    ctx = {
        "form": form,
        "heading": _("Which state is each party?"),
        "lead": _("Ties of states are counted from event data. A group or an organisation is entered by hand."),
        "submit": _("Save"),
        "crumbs": case_crumbs(dialogue.case, _("Parties as states")),
    }
    return render(request, FORM, ctx, status=status_of(form))


def _states_of(dialogue: Dialogue) -> dict[str, Any]:
    return {party.code: party.state for party in parties_in_order(dialogue.case)} | {"host": dialogue.host_code}


@require_http_methods(READ_WRITE)
def enter_tie(request: HttpRequest, case: str) -> HttpResponse:
    """Enter the tie of a candidate to a party, with its page."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.ENTER_TIES)
    parties = parties_in_order(dialogue.case)
    form = TieForm(typed(request), parties=parties)
    if form.is_valid():
        party = next(one for one in parties if one.code == form.cleaned_data["party"])
        fields = {name: value for name, value in form.cleaned_data.items() if name != "party"}
        if accepted(form, lambda: actions.enter_tie(dialogue, party=party, by=actor(request), **fields)):
            say(request, form, _("The tie is entered."))
            return redirect("mediators", case)
    ctx = {
        "form": form,
        "heading": _("Enter a candidate or a tie"),
        "lead": _(
            "What is entered by hand stands beside the ranking and is marked; it never enters the rank of states."
        ),
        "submit": _("Enter the tie"),
        "crumbs": case_crumbs(dialogue.case, _("Enter a candidate or a tie")),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def enter_asset(request: HttpRequest, case: str) -> HttpResponse:
    """Enter an asset of a state, an offer, or what the host stands to gain."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.ENTER_TIES)
    form = AssetForm(typed(request), initial={"state": request.GET.get("state", "").upper()})
    if form.is_valid() and accepted(
        form, lambda: actions.enter_asset(dialogue, by=actor(request), **form.cleaned_data)
    ):
        say(request, form, _("The asset is entered."))
        return redirect("state", case, form.cleaned_data["state"].lower())
    ctx = {
        "form": form,
        "heading": _("Enter an asset"),
        "lead": _("What a state brings as a host, an offer it can make, or what it stands to gain."),
        "submit": _("Enter the asset"),
        "crumbs": case_crumbs(dialogue.case, _("Enter an asset")),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def strike_tie(request: HttpRequest, case: str, tie: int) -> HttpResponse:
    """Strike a tie; it stays with the reason."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.ENTER_TIES)
    return _strike(request, dialogue, get_object_or_404(dialogue.case.entered_ties, pk=tie))


@require_http_methods(READ_WRITE)
def strike_asset(request: HttpRequest, case: str, asset: int) -> HttpResponse:
    """Strike an asset; it stays with the reason."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.ENTER_TIES)
    return _strike(request, dialogue, get_object_or_404(dialogue.case.entered_assets, pk=asset))


def _strike(request: HttpRequest, dialogue: Dialogue, entry: TieEntry | AssetEntry) -> HttpResponse:
    form = StrikeForm(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: actions.strike_entry(dialogue, entry=entry, reason=form.cleaned_data["reason"], by=actor(request)),
    ):
        say(request, form, _("The entry is struck."))
        return redirect("mediators", dialogue.case.slug)
    ctx = {
        "form": form,
        "heading": _("Strike an entry"),
        "lead": str(entry),
        "submit": _("Strike it"),
        "crumbs": case_crumbs(dialogue.case, _("Strike an entry")),
    }
    return render(request, FORM, ctx, status=status_of(form))
