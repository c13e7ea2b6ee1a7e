"""A party's consent to the party view: recorded with who told us, withdrawn until publication."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.crumbs import edition_crumbs
from khural.web.people import actions
from khural.web.people.forms import ConsentForm
from khural.web.people.models import Delegation, PartyConsent
from khural.web.people.queries import delegation_in
from khural.web.rounds.permissions import DialogueVerb
from khural.web.seen import rewritten, watched
from khural.web.staff.queries import edition_for

READ_WRITE = ["GET", "HEAD", "POST"]


def _delegation(request: HttpRequest, case: str, edition: str, number: int) -> Delegation:
    return delegation_in(edition_for(request.user, case, edition, DialogueVerb.RECORD_CONSENT), number)


def _page(request: HttpRequest, delegation: Delegation, form: ConsentForm, **ctx: Any) -> HttpResponse:
    edition = delegation.edition
    name = delegation.name_in(get_language() or "en")
    ctx |= {
        "form": form,
        "back": reverse("delegation", args=[edition.dialogue.case.slug, edition.slug, delegation.pk]),
        "rehearsal": edition.is_rehearsal,
        "crumbs": edition_crumbs(edition, name),
    }
    return render(request, "form_page.html", ctx, status=status_of(form))


def _stored(delegation: Delegation) -> dict[str, Any]:
    known = PartyConsent.objects.filter(delegation=delegation, withdrawn_on=None).first()
    return {"told_by": known.told_by if known else "", "on": known.given_on if known else None}


@require_http_methods(READ_WRITE)
def record_consent(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """Record that a party consents to being shown."""
    whose = _delegation(request, case, edition, delegation)
    form = watched(ConsentForm(typed(request), initial={"on": timezone.localdate()}), _stored(whose))
    if form.is_valid() and rewritten(
        form,
        lambda: _stored(Delegation.objects.select_for_update().get(pk=whose.pk)),
        lambda: actions.record_consent(whose, **form.cleaned_data, by=actor(request)),
    ):
        say(request, form, _("The consent is recorded."))
        return redirect("delegation", case, edition, delegation)
    return _page(
        request,
        whose,
        form,
        heading=_("Record a party's consent"),
        lead=_(
            "Parties are shown by themselves only when all of them consent. Each may withdraw until publication, "
            "and then none is shown."
        ),
        submit=_("Record the consent"),
    )


@require_http_methods(READ_WRITE)
def withdraw_consent(request: HttpRequest, case: str, edition: str, delegation: int) -> HttpResponse:
    """Record a withdrawal: nobody outside the staff is told whose it was."""
    whose = _delegation(request, case, edition, delegation)
    form = ConsentForm(typed(request), initial={"on": timezone.localdate()})
    if form.is_valid() and accepted(
        form, lambda: actions.withdraw_consent(whose, **form.cleaned_data, by=actor(request))
    ):
        say(request, form, _("The withdrawal is recorded. No party will be shown by itself."))
        return redirect("delegation", case, edition, delegation)
    return _page(
        request,
        whose,
        form,
        heading=_("Record a withdrawal"),
        lead=_("One withdrawal hides the parties of all rounds still to be published. No page says whose it was."),
        submit=_("Record the withdrawal"),
    )
