"""What becomes of a form's draft when the form is sent, also when the session of its author has ended."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from khural.web.drafts import actions
from khural.web.drafts.permits import Permit, permit_in, typed_in
from khural.web.language import apart

PATH = "/drafts/"
WRITES = "POST"
FORBIDDEN, MISSING = 403, 404


class DraftMiddleware:
    """A form that was saved loses its draft; one that was not, for whatever reason, keeps what was typed.

    A request whose session has ended is led to the sign-in page instead of a 404, whatever its address: so the answer
    tells nobody which addresses there are. Pages of voters and participants are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if apart(request.path) or request.path.startswith(PATH):
            return response
        permit = permit_in(_sent(request)) if request.method == WRITES else None
        if permit is not None:
            return _after(request, response, permit)
        return _to_sign_in(request, _place(request)) if _has_ended(request, response) else response


def _sent(request: HttpRequest) -> QueryDict:
    try:
        return request.POST
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return QueryDict()


def _after(request: HttpRequest, response: HttpResponse, permit: Permit) -> HttpResponse:
    signed_in = request.user.is_authenticated
    if signed_in and request.user.pk != permit.user:
        # The page was made for somebody else, who shares this browser: it is none of this person's business.
        return response
    if signed_in and response.status_code in (301, 302, 303):
        actions.forget(permit)
        return response
    kept = actions.keep(permit, typed_in(request.POST, permit))
    if settings.DEMO:
        # Nobody there has a password to sign in with.
        return response
    if not signed_in:
        return _to_sign_in(request, permit.path, kept=kept)
    if response.status_code == FORBIDDEN and kept:
        messages.warning(
            request, _("The page was open too long. What you typed is below: look at it and send it again.")
        )
        return HttpResponseRedirect(permit.path)
    return response


def _has_ended(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the browser still names a session that is over, and was therefore refused."""
    if settings.DEMO or response.status_code != MISSING or request.user.is_authenticated:
        return False
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.session_key is None


def _place(request: HttpRequest) -> str:
    """The page to come back to: where the form stood, for an address that is only written to."""
    if request.method != WRITES:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else resolve_url(settings.LOGIN_REDIRECT_URL)


def _to_sign_in(request: HttpRequest, path: str, *, kept: bool = False) -> HttpResponse:
    if kept:
        messages.warning(request, _("You were signed out. What you typed is kept: sign in, and it is filled in."))
    elif request.method == WRITES:
        messages.warning(request, _("You were signed out. Nothing was saved: sign in and do it again."))
    return redirect_to_login(path)
