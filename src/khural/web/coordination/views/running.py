"""The consultations of an edition, starting one, its main page, its settings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.ballots.square import offers
from khural.web.cases.forms import initial_names
from khural.web.coordination import actions
from khural.web.coordination.drawing import link_square
from khural.web.coordination.forms import CodesForm, ConsultationForm, LinkForm, SettingsForm
from khural.web.coordination.pages import address, context
from khural.web.coordination.queries import consultation_for, consultations_of
from khural.web.crumbs import edition_crumbs
from khural.web.inputs.queries import handed_from
from khural.web.language import codes
from khural.web.rounds.models import Kind, Phase
from khural.web.rounds.permissions import DialogueVerb
from khural.web.rounds.queries import states_of
from khural.web.seen import rewritten, watched
from khural.web.square import phases
from khural.web.square.actions import create_consultation
from khural.web.square.models import Consultation, JoinLink
from khural.web.square.presentation import took_part
from khural.web.square.queries import published, shows_results
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import edition_for

READ_WRITE = ["GET", "HEAD", "POST"]
BOTH = (Kind.OPEN, Kind.IMPORTED)


@require_safe
def list_consultations(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """The open and the imported consultations beside an edition."""
    shown = edition_for(request.user, case, edition, DialogueVerb.SEE_CONSULTATIONS)
    ctx = {
        "edition": shown,
        "case": shown.dialogue.case,
        "rows": consultations_of(shown),
        "may": may_in_dialogue(request.user, shown.dialogue),
        "rehearsal": shown.is_rehearsal,
        "crumbs": edition_crumbs(shown, _("Open consultations")),
    }
    return render(request, "coordination/list.html", ctx)


@require_http_methods(READ_WRITE)
def start_consultation(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """Make a consultation; nothing is open before the coordinator opens it."""
    beside = edition_for(request.user, case, edition, DialogueVerb.RUN_CONSULTATIONS)
    form = ConsultationForm(typed(request))
    made: list[Consultation] = []

    def create() -> None:
        data = form.cleaned_data
        fresh = create_consultation(
            beside,
            name=data["name"],
            source_language=data["source_language"],
            languages=codes(),
            by=actor(request),
            about=data["about"],
        )
        fresh.joining, fresh.takes_offers = data["joining"], data["takes_offers"]
        fresh.save(update_fields=["joining", "takes_offers"])
        fresh.round.names = form.names()
        fresh.round.save(update_fields=["names"])
        made.append(fresh)

    if form.is_valid() and accepted(form, create):
        say(request, form, _("The consultation is made. Next: its first statements."))
        return redirect("consultation", *address(made[0]))
    ctx = {
        "form": form,
        "heading": _("Start an open consultation"),
        "lead": _("People join by a link or a printed code and vote on one statement after the other."),
        "submit": _("Make the consultation"),
        "back": reverse("consultations", args=[case, edition]),
        "rehearsal": beside.is_rehearsal,
        "crumbs": edition_crumbs(beside, _("Start an open consultation")),
    }
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_safe
def show_consultation(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """What it says, what waits, how people join, and the next step."""
    shown = consultation_for(request.user, case, edition, square, DialogueVerb.SEE_CONSULTATIONS, BOTH)
    return main_page(request, shown)


def main_page(request: HttpRequest, shown: Consultation, wrong: LinkForm | CodesForm | None = None) -> HttpResponse:
    """The main page, with a form of its ways in as it was typed where that was refused."""
    may = may_in_dialogue(request.user, shown.round.edition.dialogue)
    result = published(shown) if shows_results(shown) else None
    ctx = context(
        shown,
        may=may,
        states=states_of(shown.round),
        waiting=len(offers.shown(shown.round_id)) if may["run_consultations"] and not shown.is_imported else 0,
        took_part=took_part(result) if result else "",
        handed=handed_from(shown.round),
        public=request.build_absolute_uri(reverse("open", args=[shown.slug])),
        shows_results=result is not None,
        before_opening=shown.round.phase == Phase.PREPARING,
    )
    if may["run_consultations"] and not shown.is_imported and shown.round.phase in (Phase.PREPARING, Phase.VOTING):
        ctx["links"] = [_with_address(request, shown, link) for link in shown.links.all()]
        ctx["batches"] = shown.batches.all()
        ctx["link_form"] = wrong if isinstance(wrong, LinkForm) else LinkForm(auto_id="link_%s")
        ctx["codes_form"] = wrong if isinstance(wrong, CodesForm) else CodesForm(auto_id="codes_%s")
    ctx["form"] = wrong
    ctx["told"] = shown.delete_on or phases.default_day()
    ctx["ends_soon"] = shown.delete_on is not None and shown.delete_on <= timezone.localdate() + phases.WARNED
    return render(request, "coordination/consultation.html", ctx, status=status_of(wrong) if wrong else 200)


def _with_address(request: HttpRequest, consultation: Consultation, link: JoinLink) -> tuple[JoinLink, str, SafeString]:
    url = request.build_absolute_uri(reverse("open_link", args=[consultation.slug, link.key]))
    return link, url, link_square(url)


def _settings_of(consultation: Consultation) -> dict[str, Any]:
    own = {name: getattr(consultation, name) for name in ("about", "joining", "takes_offers", "is_embeddable")}
    return own | initial_names(consultation.round.names)


@require_http_methods(READ_WRITE)
def change_settings(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """What it says and how people join, also while they take part."""
    changed = consultation_for(request.user, case, edition, square)
    form = watched(SettingsForm(typed(request), initial=_settings_of(changed)), _settings_of(changed))
    if form.is_valid() and rewritten(
        form,
        lambda: _settings_of(Consultation.objects.select_for_update().get(pk=changed.pk)),
        lambda: actions.change(changed, by=actor(request), names=form.names(), **form.own_data()),
    ):
        say(request, form, _("Saved."))
        return redirect("consultation", case, edition, square)
    ctx = context(changed, _("Settings"), form=form, heading=_("Settings"), submit=_("Save"))
    return render(request, "form_page.html", ctx, status=status_of(form))
