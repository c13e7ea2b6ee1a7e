"""Keeps voters' pages apart from everything that staff pages know a browser by."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from khural.web.language import VOTER_COOKIE, VOTER_PATH
from khural.web.voting.sessions import COOKIE

KEPT = {COOKIE, VOTER_COOKIE}


class VotersApartMiddleware:
    """Under the voters' path a request loses all cookies but the voter's own before anything reads one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(VOTER_PATH):
            for name in set(request.COOKIES) - KEPT:
                del request.COOKIES[name]
        return self.get_response(request)
