"""Editing a case: its text, its parties with their names, its baskets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khural.web.acting import accepted, actor, done, say, status_of, typed
from khural.web.cases import actions
from khural.web.cases.forms import BasketForm, CaseTextForm, PartyForm, initial_names
from khural.web.cases.models import Case, Dialogue, Party
from khural.web.cases.queries import parties_in_order
from khural.web.crumbs import case_crumbs
from khural.web.rounds.permissions import DialogueVerb
from khural.web.seen import rewritten, watched
from khural.web.staff.queries import dialogue_for

FORM = "form_page.html"
READ_WRITE = ["GET", "HEAD", "POST"]


def _dialogue(request: HttpRequest, case: str) -> Dialogue:
    return dialogue_for(request.user, case, DialogueVerb.EDIT_CASE)


@require_http_methods(READ_WRITE)
def edit_case(request: HttpRequest, case: str) -> HttpResponse:
    """Name and summary; the parties and baskets beneath."""
    dialogue = _dialogue(request, case)
    edited = dialogue.case
    form = watched(CaseTextForm(typed(request), initial=_text_of(edited)), _text_of(edited))

    def change() -> None:
        data = form.cleaned_data
        actions.change_case(dialogue, name=data["name"], summary=data["summary"], names=form.names(), by=actor(request))

    if form.is_valid() and rewritten(
        form, lambda: _text_of(Case.objects.select_for_update().get(pk=edited.pk)), change
    ):
        say(request, form, _("Saved."))
        return redirect("case_edit", case)
    ctx = {
        "form": form,
        "case": edited,
        "dialogue": dialogue,
        "parties": parties_in_order(edited),
        "baskets": list(dialogue.baskets.all()),
        "crumbs": case_crumbs(edited, _("Edit")),
    }
    return render(request, "cases/edit.html", ctx, status=status_of(form))


def _text_of(case: Case) -> dict[str, Any]:
    return {"name": case.name, "summary": case.summary, **initial_names(case.names)}


def _words_of(party: Party) -> dict[str, Any]:
    return {"name": party.name, "role": party.role, **initial_names(party.names)}


@require_http_methods(READ_WRITE)
def add_party(request: HttpRequest, case: str) -> HttpResponse:
    """Add a party or stakeholder with its names."""
    dialogue = _dialogue(request, case)
    form = PartyForm(typed(request), others=[party.name for party in dialogue.case.parties.all()])
    if form.is_valid() and accepted(
        form,
        lambda: actions.add_party(
            dialogue,
            name=form.cleaned_data["name"],
            names=form.names(),
            role=form.cleaned_data["role"],
            by=actor(request),
        ),
    ):
        say(request, form, _("The party was added."))
        return redirect("case_edit", case)
    ctx = {
        "form": form,
        "heading": _("Add a party"),
        "lead": _("The order of parties is alphabetical by this name: never by size, vote or rank."),
        "submit": _("Add the party"),
        "crumbs": case_crumbs(dialogue.case, _("Add a party")),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def change_party(request: HttpRequest, case: str, party: str) -> HttpResponse:
    """Change the names and the role of a party."""
    dialogue = _dialogue(request, case)
    changed = get_object_or_404(dialogue.case.parties, code=party)
    others = [other.name for other in dialogue.case.parties.exclude(pk=changed.pk)]
    form = watched(PartyForm(typed(request), initial=_words_of(changed), others=others), _words_of(changed))
    if form.is_valid() and rewritten(
        form,
        lambda: _words_of(Party.objects.select_for_update().get(pk=changed.pk)),
        lambda: actions.change_party(
            dialogue,
            party=changed,
            name=form.cleaned_data["name"],
            names=form.names(),
            role=form.cleaned_data["role"],
            by=actor(request),
        ),
    ):
        say(request, form, _("Saved."))
        return redirect("case_edit", case)
    ctx = {
        "form": form,
        "heading": _("Change a party"),
        "submit": _("Save"),
        "crumbs": case_crumbs(dialogue.case, _("Change a party")),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_POST
def remove_party(request: HttpRequest, case: str, party: str) -> HttpResponse:
    """Remove a party that no edition names; adding it again undoes this."""
    dialogue = _dialogue(request, case)
    removed = get_object_or_404(dialogue.case.parties, code=party)
    done(
        request,
        lambda: actions.remove_party(dialogue, party=removed, by=actor(request)),
        _("The party was removed. Add it again to undo this."),
    )
    return redirect("case_edit", case)


@require_http_methods(READ_WRITE)
def add_basket(request: HttpRequest, case: str) -> HttpResponse:
    """Add a group of topics with its names."""
    dialogue = _dialogue(request, case)
    form = BasketForm(typed(request), others=[basket.name for basket in dialogue.baskets.all()])
    if form.is_valid() and accepted(
        form,
        lambda: actions.add_basket(dialogue, name=form.cleaned_data["name"], names=form.names(), by=actor(request)),
    ):
        say(request, form, _("The basket was added."))
        return redirect("case_edit", case)
    ctx = {
        "form": form,
        "heading": _("Add a basket"),
        "submit": _("Add the basket"),
        "crumbs": case_crumbs(dialogue.case, _("Add a basket")),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_POST
def remove_basket(request: HttpRequest, case: str, basket: str) -> HttpResponse:
    """Remove a basket that no statement lies in."""
    dialogue = _dialogue(request, case)
    removed = get_object_or_404(dialogue.baskets, key=basket)
    done(
        request,
        lambda: actions.remove_basket(dialogue, basket=removed, by=actor(request)),
        _("The basket was removed. Add it again to undo this."),
    )
    return redirect("case_edit", case)
