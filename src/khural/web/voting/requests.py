"""What a voter's request must be before a view sees it: small, from our own page, and with a session where one is due.

Django's own form protection keeps its secret in a cookie that staff pages share; voters' pages use neither.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from khural.web.ballots import store
from khural.web.voting import sessions
from khural.web.voting.sessions import VoterSession

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
VoterView = Callable[Concatenate[HttpRequest, VoterSession, P], HttpResponse]

GIVEN: dict[str, int | None] = {"-1": -1, "0": 0, "1": 1, "none": None}
NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class BadRequest(Exception):  # noqa: N818 - reads as the answer it becomes
    """The request is not one that our pages make; `sentence` says so."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, rather than the browser itself."""
    return request.headers.get("Accept", "") == JSON


def single(request: HttpRequest, name: str) -> str:
    """The one value of a posted field; a field sent twice or not at all is refused."""
    values = request.POST.getlist(name)
    if len(values) != 1:
        raise BadRequest(_("The form was incomplete. Nothing was changed."))
    return values[0]


def refusal(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """One sentence, as a page or for the page's script."""
    if wants_json(request):
        return JsonResponse({"refused": sentence}, status=status)
    return render(request, "voting/refused.html", {"sentence": sentence}, status=status)


def public(view: View[P]) -> View[P]:
    """For pages without a session: own pages' small forms only."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            if request.method == "POST":
                check_form(request)
            return view(request, *args, **kwargs)
        except BadRequest as bad:
            return refusal(request, bad.sentence, 400)

    return checked


def voter(view: VoterView[P], *, consented: bool = True) -> View[P]:
    """For pages with a session, which becomes an argument; without it, or consent, leads to where that is had."""

    @public
    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        session = _living(request)
        if session is None:
            return _ended(request)
        if request.method == "POST" and not hmac.compare_digest(
            single(request, "form_key").encode("utf-8", "replace"), session.form_key.encode()
        ):
            raise BadRequest(_("This page was out of date. Nothing was changed. Load it again."))
        if consented and not session.has_consented:
            return redirect("voter_consent")
        return view(request, session, *args, **kwargs)

    return checked


def before_consent(view: VoterView[P]) -> View[P]:
    """Like `voter`, for the consent page itself and for leaving."""
    return voter(view, consented=False)


def check_form(request: HttpRequest) -> None:
    """Raise BadRequest unless this is a small form of one of our own pages."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:20]) > settings.VOTER_BODY_LIMIT:
        raise BadRequest(_("This was too long. Nothing was changed."))
    if request.content_type != FORM:
        raise BadRequest(_("Only the forms of these pages are accepted. Nothing was changed."))
    if not _is_from_here(request):
        raise BadRequest(_("This came from another site. Nothing was changed."))


def _is_from_here(request: HttpRequest) -> bool:
    # Under `Referrer-Policy: no-referrer` browsers send "Origin: null" with a form; Sec-Fetch-Site then tells.
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.get_host()


def _living(request: HttpRequest) -> VoterSession | None:
    session = sessions.current(request)
    if session and store.delegation_of(session.edition, session.member) is None:
        # The sheet was revoked meanwhile: its session dies with it.
        sessions.end(request)
        return None
    return session


def _ended(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"ended": True}, status=403)
    response = redirect("voter")
    if sessions.COOKIE in request.COOKIES:
        response["Location"] += "?ended"
    return response


def not_found() -> Http404:
    """The one answer for what does not exist and for what is not open to this voter."""
    return Http404("not open to this voter")
