"""What a participant's request must be before a view sees it, and the one fetch of a consultation."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from khural.web.rounds.models import Kind, Phase
from khural.web.square.models import Consultation
from khural.web.square.participants import Participant, claims, current
from khural.web.voting.requests import BadRequest, check_form, single, wants_json

OpenView = Callable[Concatenate[HttpRequest, Consultation, ...], HttpResponse]
ParticipantView = Callable[Concatenate[HttpRequest, Participant, ...], HttpResponse]
QuickView = Callable[[HttpRequest, Participant], HttpResponse | None]
View = Callable[..., HttpResponse]

SHOWN = (Phase.VOTING, Phase.CLOSED, Phase.PUBLISHED)


def consultation_at(slug: str) -> Consultation:
    """The consultation at this address, once it has begun; everything else is the same 404."""
    q = Consultation.objects.select_related("round__edition__dialogue").filter(slug=slug)
    found = q.filter(round__kind__in=(Kind.OPEN, Kind.IMPORTED), round__phase__in=SHOWN).first()
    if found is None:
        raise Http404("no such consultation")
    return found


@lru_cache(maxsize=64)
def _recent(slug: str, second: int) -> Consultation:  # noqa: ARG001 - read anew every second
    return consultation_at(slug)


def recent(slug: str) -> Consultation:
    """The consultation as this process read it within the second: for what asks the database again when it writes."""
    return _recent(slug, int(time.monotonic()))


def refusal(request: HttpRequest, consultation: Consultation, sentence: str, status: int) -> HttpResponse:
    """One sentence, as a page or for the page's script."""
    if wants_json(request):
        return JsonResponse({"refused": sentence}, status=status)
    ctx = {"consultation": consultation, "round": consultation.round, "sentence": sentence}
    return render(request, "square/refused.html", ctx, status=status)


def public(view: OpenView) -> View:
    """For pages that need no credential: the consultation becomes an argument, and forms are our own small ones."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, square: str, **kwargs: Any) -> HttpResponse:
        consultation = consultation_at(square)
        try:
            if request.method == "POST":
                check_form(request)
            return view(request, consultation, **kwargs)
        except BadRequest as bad:
            return refusal(request, consultation, bad.sentence, 400)

    return checked


def joined(view: ParticipantView) -> View:
    """For pages of participants, who become an argument; everybody else is led to where one joins."""

    @public
    @wraps(view)
    def checked(request: HttpRequest, consultation: Consultation, **kwargs: Any) -> HttpResponse:
        participant = None if consultation.is_imported else current(request, consultation)
        if participant is None:
            if wants_json(request):
                return JsonResponse({"ended": True}, status=403)
            return redirect("open", consultation.slug)
        if request.method == "POST" and not _is_own_form(request, participant):
            raise BadRequest(_("This page was out of date. Nothing was changed. Load it again."))
        return view(request, participant, **kwargs)

    return checked


def _is_own_form(request: HttpRequest, participant: Participant) -> bool:
    sent = single(request, "form_key").encode("utf-8", "replace")
    return hmac.compare_digest(sent, participant.form_key.encode())


def quickly(first: QuickView) -> Callable[[View], View]:
    """Try `first` with what this process knows and a participant who is not looked up; where it has no answer, ask
    the view. `first` must leave it to the database whether what it writes counts."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def tried(request: HttpRequest, square: str, **kwargs: Any) -> HttpResponse:
            participant = claims(request, recent(square))
            if participant is not None:
                try:
                    check_form(request)
                    done = first(request, participant) if _is_own_form(request, participant) else None
                except BadRequest:
                    done = None
                if done is not None:
                    return done
            return view(request, square=square, **kwargs)

        return tried

    return decorate
