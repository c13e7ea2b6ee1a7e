"""A dialogue's editions on a line of time; planning, changing, showing and erasing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.cases import actions
from khural.web.cases.forms import ConfirmForm, EditionChangeForm, EditionForm, NamedForm, initial_names
from khural.web.cases.models import Edition
from khural.web.cases.queries import editions_of
from khural.web.crumbs import case_crumbs, edition_crumbs
from khural.web.rounds.permissions import DialogueVerb
from khural.web.rounds.steps import erasable, steps_of
from khural.web.seen import rewritten, watched
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import dialogue_for, edition_for, rounds_for, sees_unpublished

READ_WRITE = ["GET", "HEAD", "POST"]
OWN = ("name", "year", "start", "end", "venue", "track", "issuing", "status")


def _fields(form: NamedForm) -> dict[str, Any]:
    data = {name: value for name, value in form.cleaned_data.items() if name in (*OWN, "is_rehearsal")}
    return {**data, "names": form.names()}


def _stored(edition: Edition) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in OWN} | initial_names(edition.names)


@require_safe
def show_dialogue(request: HttpRequest, case: str) -> HttpResponse:
    """The editions of a dialogue: held, planned, postponed, not found."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.SEE_CASE)
    ctx = {
        "case": dialogue.case,
        "dialogue": dialogue,
        "editions": editions_of(dialogue),
        "may": may_in_dialogue(request.user, dialogue),
        "figures": select_template(["findings/dialogue_figures.html", "cases/no_figures.html"]),
        "crumbs": case_crumbs(dialogue.case, _("Dialogue")),
    }
    return render(request, "cases/dialogue.html", ctx)


@require_http_methods(READ_WRITE)
def plan_edition(request: HttpRequest, case: str) -> HttpResponse:
    """Plan an edition, or the rehearsal of one."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.EDIT_CASE)
    form = EditionForm(
        typed(request),
        initial={"track": dialogue.track},
        others=dialogue.editions.values_list("name", flat=True),
    )
    made: list[Edition] = []
    if form.is_valid() and accepted(
        form, lambda: made.append(actions.create_edition(dialogue, by=actor(request), **_fields(form)))
    ):
        say(request, form, _("The edition is planned. Next: its delegations."))
        return redirect("edition", case, made[0].slug)
    ctx = {
        "form": form,
        "heading": _("Plan an edition"),
        "lead": _("One meeting of the dialogue. Sealed sheets are printed per edition and serve all its rounds."),
        "submit": _("Plan the edition"),
        "crumbs": case_crumbs(dialogue.case, _("Plan an edition")),
    }
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_safe
def show_edition(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """An edition: what is done, what comes next, its rounds."""
    shown = edition_for(request.user, case, edition, DialogueVerb.SEE_CASE)
    may = may_in_dialogue(request.user, shown.dialogue)
    ctx = {
        "case": shown.dialogue.case,
        "edition": shown,
        "at_table": sees_unpublished(request.user, shown.dialogue),
        "rounds": rounds_for(request.user, shown),
        "steps": steps_of(shown) if may["see_people"] else [],
        "may": may,
        "crumbs": edition_crumbs(shown),
    }
    return render(request, "cases/edition.html", ctx)


@require_http_methods(READ_WRITE)
def change_edition(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """Change dates, venue, state and names."""
    changed = edition_for(request.user, case, edition, DialogueVerb.EDIT_CASE)
    others = changed.dialogue.editions.exclude(pk=changed.pk).values_list("name", flat=True)
    form = watched(EditionChangeForm(typed(request), initial=_stored(changed), others=others), _stored(changed))
    if form.is_valid() and rewritten(
        form,
        lambda: _stored(Edition.objects.select_for_update().get(pk=changed.pk)),
        lambda: actions.change_edition(changed, by=actor(request), **_fields(form)),
    ):
        say(request, form, _("Saved."))
        return redirect("edition", case, edition)
    ctx = {
        "form": form,
        "heading": _("Change the edition"),
        "submit": _("Save"),
        "rehearsal": changed.is_rehearsal,
        "crumbs": edition_crumbs(changed, _("Change the edition")),
    }
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def erase_rehearsal(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """Erase a rehearsal in one action, after saying what will be gone."""
    erased = edition_for(request.user, case, edition, DialogueVerb.ERASE_REHEARSAL)
    if not erased.is_rehearsal:
        raise Http404
    form = ConfirmForm(typed(request))
    if form.is_valid() and accepted(form, lambda: _erase(request, erased)):
        return redirect("dialogue", case)
    ctx = {
        "form": form,
        "heading": _("Erase this rehearsal"),
        "consequences": erasable(erased),
        "kept": [_("That a rehearsal was erased, when and by whom, stays in the staff record.")],
        "submit": _("Erase the rehearsal for good"),
        "back": reverse("edition", args=[case, edition]),
        "rehearsal": True,
        "crumbs": edition_crumbs(erased, _("Erase this rehearsal")),
    }
    return render(request, "guard_page.html", ctx, status=status_of(form))


def _erase(request: HttpRequest, edition: Edition) -> None:
    gone = actions.erase_rehearsal(edition, by=actor(request))
    messages.success(
        request,
        _("The rehearsal is gone: %(ballots)d ballots and %(credentials)d fingerprints of sheets were deleted.")
        % {"ballots": gone.ballots, "credentials": gone.credentials},
    )
    if gone.still_in_bytes is not None:
        messages.success(
            request,
            _("The raw bytes of the ballot file were searched for them afterwards: %(n)d found.")
            % {"n": gone.still_in_bytes},
        )
