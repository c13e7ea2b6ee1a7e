"""The three steps that cannot be undone: open the vote, close, publish. Each says first what will happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khural.web.acting import accepted, actor, status_of, typed
from khural.web.cases.forms import ConfirmForm
from khural.web.crumbs import address, round_crumbs
from khural.web.findings.publication import publish_round
from khural.web.language import zone_of
from khural.web.rounds import phases
from khural.web.rounds.ending import closing, deadline, opening, publishing
from khural.web.rounds.models import Phase, Round
from khural.web.rounds.permissions import Verb, can
from khural.web.staff.queries import roles_of, round_for

READ_WRITE = ["GET", "HEAD", "POST"]

View = Callable[[HttpRequest, str, str, str], HttpResponse]
# The phases in which a step has been taken already.
TAKEN = {
    Verb.START_VOTING: {Phase.VOTING, Phase.CLOSED, Phase.PUBLISHED, Phase.ENDED},
    Verb.CLOSE_ROUND: {Phase.CLOSED, Phase.PUBLISHED, Phase.ENDED},
    Verb.PUBLISH_ROUND: {Phase.PUBLISHED, Phase.ENDED},
}


def taken_once(verb: Verb) -> Callable[[View], View]:
    """A second click or a second tab leads to the round as it stands now, not to a missing page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
            seen = round_for(request.user, case, edition, round_, Verb.SEE_ROUND)
            roles = roles_of(request.user, seen.edition.dialogue)
            if (
                request.method == "POST"
                and seen.phase in TAKEN[verb]
                and any(can(roles, verb, phase) for phase in Phase)
            ):
                return redirect("round", case, edition, round_)
            return view(request, case, edition, round_)

        return checked

    return decorate


@dataclass(frozen=True)
class Guard:
    """The words of a guarded step, and the step itself."""

    heading: str
    lead: str
    consequences: list[str]
    submit: str
    act: Callable[[], object]
    sentence: str


def _guarded(request: HttpRequest, round_: Round, guard: Guard) -> HttpResponse:
    form = ConfirmForm(typed(request))
    if form.is_valid() and accepted(form, guard.act):
        messages.success(request, guard.sentence)
        return redirect("round", *address(round_))
    ctx = {
        "form": form,
        "heading": guard.heading,
        "lead": guard.lead,
        "consequences": guard.consequences,
        "submit": guard.submit,
        "back": reverse("round", args=address(round_)),
        "rehearsal": round_.is_rehearsal,
        "crumbs": round_crumbs(round_, guard.heading),
    }
    return render(request, "guard_page.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
@taken_once(Verb.START_VOTING)
def start_voting(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Open every ready statement to vote."""
    opened = round_for(request.user, case, edition, round_, Verb.START_VOTING)
    guard = Guard(
        heading=_("Open the vote"),
        lead=_("Delegates can vote as soon as you confirm."),
        consequences=opening(opened),
        submit=_("Open the vote"),
        act=lambda: phases.start_voting(opened, by=actor(request)),
        sentence=_("The vote is open."),
    )
    return _guarded(request, opened, guard)


@require_http_methods(READ_WRITE)
@taken_once(Verb.CLOSE_ROUND)
def close_round(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """End the vote."""
    closed = round_for(request.user, case, edition, round_, Verb.CLOSE_ROUND)
    guard = Guard(
        heading=_("Close the round"),
        lead=_("The first of two steps: closing ends the vote, publishing shows the results."),
        consequences=closing(),
        submit=_("Close the round for good"),
        act=lambda: phases.close_round(closed, by=actor(request)),
        sentence=_("The round is closed. Publish it within 24 hours."),
    )
    return _guarded(request, closed, guard)


@require_http_methods(READ_WRITE)
@taken_once(Verb.PUBLISH_ROUND)
def publish(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Show the results and delete the ballots."""
    published = round_for(request.user, case, edition, round_, Verb.PUBLISH_ROUND)
    guard = Guard(
        heading=_("Publish the round"),
        lead=_until(deadline(published)),
        consequences=publishing(published),
        submit=_("Publish and delete the ballots"),
        act=lambda: publish_round(published, by=actor(request)),
        sentence=_("The round is published and its ballots are deleted."),
    )
    return _guarded(request, published, guard)


def _until(last: datetime | None) -> str:
    if last is None:
        return ""
    told = {"time": date_format(localtime(last), "DATETIME_FORMAT"), "zone": zone_of(localtime(last))}
    return _("Until %(time)s (%(zone)s). After that the ballots are deleted and the round ends without results.") % told
