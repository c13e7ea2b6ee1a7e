"""No staff page without a second factor: whoever has none yet is led to set one up."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khural.web.language import VOTER_PATH

WITHOUT = ("/accounts/", "/static/", VOTER_PATH)


class SecondFactorMiddleware:
    """Sends a signed-in account without a second factor to its set-up page. Voters' paths are never looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.DEMO or request.path.startswith(WITHOUT):
            return self.get_response(request)
        if request.user.is_authenticated and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return self.get_response(request)
