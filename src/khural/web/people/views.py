"""Delegations with their seats, and where each party stands on coming."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural.web.acting import accepted, actor, done, say, status_of, typed
from khural.web.cases.models import Edition, Party
from khural.web.crumbs import edition_crumbs
from khural.web.people import actions
from khural.web.people.forms import AttendanceForm, DelegationForm, SeatsForm
from khural.web.people.models import Delegation, PartyAttendance
from khural.web.people.queries import (
    delegation_in,
    delegations_of,
    parties_with_attendance,
    parties_without_delegation,
    reissues_seen_by_all,
)
from khural.web.rounds.permissions import DialogueVerb
from khural.web.seen import rewritten, watched
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import edition_for

READ_WRITE = ["GET", "HEAD", "POST"]
FORM = "form_page.html"


@require_safe
def show_people(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """Delegations with seats, sheets and consent; parties with their attendance."""
    shown = edition_for(request.user, case, edition, DialogueVerb.SEE_PEOPLE)
    delegations = delegations_of(shown)
    ctx = {
        "case": shown.dialogue.case,
        "edition": shown,
        "delegations": delegations,
        "seats": sum(delegation.seats for delegation in delegations),
        "attendance": [] if shown.is_rehearsal else parties_with_attendance(shown),
        "reissues": reissues_seen_by_all(shown),
        "may": may_in_dialogue(request.user, shown.dialogue),
        "crumbs": edition_crumbs(shown, _("People and sheets")),
    }
    return render(request, "people/people.html", ctx)


@require_http_methods(READ_WRITE)
def add_delegation(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """Add the delegation of a party; in a rehearsal, the next numbered one."""
    added_to = edition_for(request.user, case, edition, DialogueVerb.EDIT_PEOPLE)
    if added_to.is_rehearsal:
        form: SeatsForm = SeatsForm(typed(request))
    else:
        form = DelegationForm(typed(request), parties=parties_without_delegation(added_to))
    if form.is_valid() and accepted(form, lambda: _add(request, form, added_to)):
        say(request, form, _("The delegation was added."))
        return redirect("edition_people", case, edition)
    ctx = {
        "form": form,
        "heading": _("Add a delegation"),
        "lead": _("A rehearsal has numbered delegations, never a named state.") if added_to.is_rehearsal else "",
        "submit": _("Add the delegation"),
        "rehearsal": added_to.is_rehearsal,
        "crumbs": edition_crumbs(added_to, _("Add a delegation")),
    }
    return render(request, FORM, ctx, status=status_of(form))


def _add(request: HttpRequest, form: SeatsForm, edition: Edition) -> None:
    seats, by = form.cleaned_data["seats"], actor(request)
    if edition.is_rehearsal:
        actions.add_numbered_delegation(edition, seats=seats, by=by)
        return
    party = form.cleaned_data["party"]
    actions.add_delegation(edition, name=party.name, names=party.names, seats=seats, party=party, by=by)


@require_safe
def show_delegation(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """One delegation: seats, sheets, consent, reissue."""
    shown = _delegation(request, case, edition, delegation, DialogueVerb.SEE_PEOPLE)
    ctx = {
        "case": shown.edition.dialogue.case,
        "edition": shown.edition,
        "delegation": shown,
        "consent": getattr(shown, "consent", None),
        "waiting": shown.reissues.filter(approved_on=None).first(),
        "may": may_in_dialogue(request.user, shown.edition.dialogue),
        "crumbs": edition_crumbs(shown.edition, _named(shown)),
    }
    return render(request, "people/delegation.html", ctx)


@require_http_methods(READ_WRITE)
def change_seats(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """Change the seats of a delegation without sheets."""
    changed = _delegation(request, case, edition, delegation, DialogueVerb.EDIT_PEOPLE)
    form = watched(SeatsForm(typed(request), initial={"seats": changed.seats}), {"seats": changed.seats})
    if form.is_valid() and rewritten(
        form,
        lambda: {"seats": Delegation.objects.select_for_update().get(pk=changed.pk).seats},
        lambda: actions.change_seats(changed, seats=form.cleaned_data["seats"], by=actor(request)),
    ):
        say(request, form, _("Saved."))
        return redirect("delegation", case, edition, delegation)
    ctx = {
        "form": form,
        "heading": _("Change the seats"),
        "submit": _("Save"),
        "rehearsal": changed.edition.is_rehearsal,
        "crumbs": edition_crumbs(changed.edition, _named(changed)),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_POST
def remove_delegation(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """Remove a delegation that has no sheets."""
    removed = _delegation(request, case, edition, delegation, DialogueVerb.EDIT_PEOPLE)
    done(
        request,
        lambda: actions.remove_delegation(removed, by=actor(request)),
        _("The delegation was removed. Add it again to undo this."),
    )
    return redirect("edition_people", case, edition)


@require_http_methods(READ_WRITE)
def record_attendance(request: HttpRequest, case: str, edition: str, party: str) -> HttpResponse:
    """Record where a party stands on coming, with who told us."""
    attended = edition_for(request.user, case, edition, DialogueVerb.EDIT_PEOPLE)
    whose = get_object_or_404(attended.dialogue.case.parties, code=party)
    form = watched(AttendanceForm(typed(request), initial=_told(attended, whose)), _told(attended, whose))
    if form.is_valid() and rewritten(
        form,
        # The party is locked, since there may be no row of its attendance yet.
        lambda: _told(attended, Party.objects.select_for_update().get(pk=whose.pk)),
        lambda: actions.record_attendance(attended, party=whose, **form.cleaned_data, by=actor(request)),
    ):
        say(request, form, _("Saved."))
        return redirect("edition_people", case, edition)
    ctx = {
        "form": form,
        "heading": whose.name_in(get_language() or "en"),
        "lead": _("Invited, coming, cancelled: as the party itself told you."),
        "submit": _("Save"),
        "crumbs": edition_crumbs(attended, _("Attendance")),
    }
    return render(request, FORM, ctx, status=status_of(form))


def _told(edition: Edition, party: Party) -> dict[str, Any]:
    known = PartyAttendance.objects.filter(edition=edition, party=party).first()
    return {"state": known.state if known else "", "told_by": known.told_by if known else ""}


def _delegation(request: HttpRequest, case: str, edition: str, number: int, verb: DialogueVerb) -> Delegation:
    return delegation_in(edition_for(request.user, case, edition, verb), number)


def _named(delegation: Delegation) -> str:
    return delegation.name_in(get_language() or "en")
