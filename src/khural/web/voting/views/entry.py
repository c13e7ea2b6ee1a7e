"""The way in and out: the code, the consent page, leaving."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural import credentials
from khural.web.ballots import durability
from khural.web.cases.models import IssuingMode
from khural.web.messages import translated
from khural.web.people.queries import reissues_seen_by_all
from khural.web.voting import sessions
from khural.web.voting.limits import failed_tries
from khural.web.voting.queries import edition_of, place_of, voting_round
from khural.web.voting.requests import before_consent, public, single
from khural.web.voting.sessions import VoterSession


@public
@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """The field for the code. A link from paper carries the code in its fragment, which only the page's script sees."""
    ctx = {"session": sessions.current(request), "ended": "ended" in request.GET}
    return render(request, "voting/entry.html", ctx)


@public
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Let a valid code in. The code is checked before the limits, so that they never refuse a valid one."""
    code = single(request, "code")
    try:
        session = place_of(credentials.decode(code))
    except credentials.TokenError as error:
        return _refuse(request, code, translated(error.message))
    if session is None:
        return _refuse(request, code, _("This code opens nothing. It may belong to a sheet that was replaced."))
    response = redirect("voter_consent")
    sessions.begin(request, response, session)
    return response


def _refuse(request: HttpRequest, code: str, sentence: str) -> HttpResponse:
    if failed_tries.is_refused(code):
        return render(request, "429.html", status=429)
    return render(request, "voting/entry.html", {"code": code[:80], "error": sentence}, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@before_consent
def consent(request: HttpRequest, session: VoterSession) -> HttpResponse:
    """What is promised and what is not, before anything else; then on to the round."""
    if request.method == "POST":
        session.has_consented = True
        round_ = voting_round(session)
        return redirect("voter_round", round_.slug) if round_ else redirect("voter_rounds")
    edition = edition_of(session)
    ctx = {
        "session": session,
        "edition": edition,
        "is_named": edition.issuing == IssuingMode.NAMED,
        "reissues": reissues_seen_by_all(edition),
        "order_can_be_read": not durability.is_sqlite(),
        "minutes": settings.VOTER_IDLE_MINUTES,
    }
    return render(request, "voting/consent.html", ctx)


@require_POST
@before_consent
def leave(request: HttpRequest, _session: VoterSession) -> HttpResponse:
    """Forget this browser's session, and ask the browser to forget the rest."""
    sessions.end(request)
    response = render(request, "voting/left.html")
    response.delete_cookie(sessions.COOKIE, path=sessions.PATH, samesite="Strict")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
