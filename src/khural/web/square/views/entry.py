"""The way in and out: what this is, what is kept, joining by a link or a code, leaving."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khural import credentials
from khural.web.language import current_language
from khural.web.messages import translated
from khural.web.square import participants
from khural.web.square.actions import take_place
from khural.web.square.models import Consultation, Joining, JoinLink
from khural.web.square.participants import Participant
from khural.web.square.queries import published, shows_results
from khural.web.square.requests import joined, public, refusal
from khural.web.voting.limits import failed_tries
from khural.web.voting.requests import single


@require_safe
@public
def start(request: HttpRequest, consultation: Consultation, key: str = "") -> HttpResponse:
    """What is asked here, what is kept and until when; with a link's key, one button joins."""
    if consultation.is_imported:
        return redirect("open_results", consultation.slug)
    link = _link(consultation, key)
    gone = _("This link opens nothing any more. Ask for another one.") if key and link is None else ""
    return _start(request, consultation, link, gone=gone)


def _start(
    request: HttpRequest,
    consultation: Consultation,
    link: JoinLink | None,
    *,
    code: str = "",
    error: str = "",
    gone: str = "",
    status: int = 200,
) -> HttpResponse:
    ctx = {
        "consultation": consultation,
        "round": consultation.round,
        "about": consultation.about_in(current_language()),
        "link": link,
        "participant": participants.current(request, consultation),
        "has_results": shows_results(consultation) and published(consultation) is not None,
        "code": code,
        "error": error,
        "gone": gone,
    }
    return render(request, "square/start.html", ctx, status=status)


def _link(consultation: Consultation, key: str) -> JoinLink | None:
    if not key or consultation.joining != Joining.LINK:
        return None
    return JoinLink.objects.filter(consultation=consultation, key=key, is_ended=False).first()


@require_POST
@public
def join(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Let somebody in: by the link they came from, or by their code. Whoever is in already stays who they are."""
    if not consultation.is_open:
        return refusal(request, consultation, _("This consultation takes nobody in now."), 409)
    if "code" in request.POST:
        return _by_code(request, consultation, single(request, "code"))
    here = participants.current(request, consultation)
    if here is not None:
        return redirect("open_statement", consultation.slug)
    link = _link(consultation, single(request, "link"))
    if link is None:
        return refusal(request, consultation, _("This link opens nothing any more. Ask for another one."), 404)
    if not take_place(link):
        sentence = _("Very many people have joined by this link within the hour. Try again in the next one.")
        return refusal(request, consultation, sentence, 429)
    return _in(participants.admitted(consultation))


def _by_code(request: HttpRequest, consultation: Consultation, code: str) -> HttpResponse:
    # The code is checked before the limits, so that they never refuse a valid one.
    try:
        found = participants.known(consultation, credentials.decode(code))
    except credentials.TokenError as error:
        return _wrong(request, consultation, code, translated(error.message))
    if found is None:
        return _wrong(request, consultation, code, _("This code opens nothing here."))
    return _in(found)


def _wrong(request: HttpRequest, consultation: Consultation, code: str, sentence: str) -> HttpResponse:
    if failed_tries.is_refused(code):
        return render(request, "429.html", status=429)
    return _start(request, consultation, None, code=code[:80], error=sentence, status=400)


def _in(participant: Participant) -> HttpResponse:
    response = redirect("open_statement", participant.consultation.slug)
    participants.remember(response, participant)
    return response


@require_safe
@joined
def own_code(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The code with which to go on from another device, behind a step of its own."""
    ctx: dict[str, object] = {"consultation": participant.consultation, "round": participant.consultation.round}
    ctx |= {"participant": participant, "show": "show" in request.GET}
    return render(request, "square/code.html", ctx)


@require_POST
@joined
def leave(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Ask this browser to forget the code; the answers stay."""
    ctx = {"consultation": participant.consultation, "round": participant.consultation.round}
    response = render(request, "square/left.html", ctx)
    participants.forget(response, participant.consultation)
    return response
