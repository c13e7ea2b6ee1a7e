"""From opening to deletion: freezing is undone by a button, closing and publishing ask once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khural.web.acting import accepted, actor, done, status_of, typed
from khural.web.cases.forms import ConfirmForm
from khural.web.coordination.forms import DeletionForm
from khural.web.coordination.pages import context
from khural.web.coordination.queries import consultation_for
from khural.web.rounds.models import Phase
from khural.web.seen import rewritten, watched
from khural.web.square import phases
from khural.web.square.models import Consultation

READ_WRITE = ["GET", "HEAD", "POST"]


@require_POST
def start(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Open it: people can join, vote and offer at once."""
    opened = consultation_for(request.user, case, edition, square)
    done(
        request,
        lambda: phases.start(opened, by=actor(request)),
        _("The consultation is open. Hand round a link, or printed codes."),
    )
    return redirect("consultation", case, edition, square)


@require_POST
def freeze(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Stop joining, voting and offering; nothing is lost."""
    frozen = consultation_for(request.user, case, edition, square)
    done(request, lambda: phases.freeze(frozen, by=actor(request)), _("It is stopped. You can let it go on."))
    return redirect("consultation", case, edition, square)


@require_POST
def thaw(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Go on after a freeze."""
    thawed = consultation_for(request.user, case, edition, square)
    done(request, lambda: phases.thaw(thawed, by=actor(request)), _("It goes on."))
    return redirect("consultation", case, edition, square)


@dataclass(frozen=True)
class Guard:
    """The words of a guarded step, the step itself, and the phases after it."""

    heading: str
    consequences: list[str]
    submit: str
    act: Callable[[], object]
    sentence: str
    after: tuple[Phase, ...]


def _guarded(request: HttpRequest, consultation: Consultation, guard: Guard) -> HttpResponse:
    where = context(consultation)["address"]
    if consultation.round.phase in guard.after:
        # A second click or a second tab leads to it as it stands now.
        return redirect("consultation", *where)
    form = ConfirmForm(typed(request))
    if form.is_valid() and accepted(form, guard.act):
        messages.success(request, guard.sentence)
        return redirect("consultation", *where)
    ctx = context(
        consultation,
        guard.heading,
        form=form,
        heading=guard.heading,
        consequences=guard.consequences,
        submit=guard.submit,
    )
    return render(request, "guard_page.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def close(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """End the consultation."""
    closed = consultation_for(request.user, case, edition, square)
    guard = Guard(
        heading=_("Close the consultation"),
        consequences=[
            _("From this moment no vote counts and none is acknowledged."),
            _("The last batch of results is worked out; publishing is another step."),
            _("The ballots are deleted 30 days from now, or on the announced day if that comes sooner."),
        ],
        submit=_("Close it for good"),
        act=lambda: phases.close(closed, by=actor(request)),
        sentence=_("The consultation is closed. Its last results are worked out; publish them when you are ready."),
        after=(Phase.CLOSED, Phase.PUBLISHED),
    )
    return _guarded(request, closed, guard)


@require_http_methods(READ_WRITE)
def publish(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Make the results readable for everybody who has the address."""
    published = consultation_for(request.user, case, edition, square)
    if published.round.phase == Phase.CLOSED and not published.is_settled:
        return redirect("consultation_preview", case, edition, square)
    guard = Guard(
        heading=_("Publish the results"),
        consequences=[
            _("Everybody who has the address can read the results."),
            _("Ballots stay until the announced day; what is published stays after it."),
        ],
        submit=_("Publish"),
        act=lambda: phases.publish(published, by=actor(request)),
        sentence=_("The results are published."),
        after=(Phase.PUBLISHED,),
    )
    return _guarded(request, published, guard)


@require_http_methods(READ_WRITE)
def announce_deletion(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Set the day on which ballots are deleted."""
    announced = consultation_for(request.user, case, edition, square)
    stored = {"on": announced.delete_on}
    form = watched(DeletionForm(typed(request), initial=stored), stored)
    if form.is_valid() and rewritten(
        form,
        lambda: {"on": Consultation.objects.select_for_update().get(pk=announced.pk).delete_on},
        lambda: phases.announce_deletion(announced, on=form.cleaned_data["on"], by=actor(request)),
    ):
        messages.success(request, _("The day is announced to everybody who takes part."))
        return redirect("consultation", case, edition, square)
    ctx = context(
        announced,
        _("Day of deletion"),
        form=form,
        heading=_("Day of deletion"),
        lead=_(
            "Answers, codes and offered statements are deleted on this day. Once announced it can only come sooner."
        ),
        submit=_("Announce the day"),
    )
    return render(request, "form_page.html", ctx, status=status_of(form))
