"""Keeps the pages of voters and participants apart from everything that staff pages know a browser by."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from khural.web.language import APART, OPEN_PATH, VOTER_PATH, apart
from khural.web.voting.sessions import COOKIE

# The cookie of a participant in an open consultation; its value is their code, so that no process keeps sessions.
OPEN_COOKIE = "khural_open"
KEPT = {VOTER_PATH: {COOKIE, APART[VOTER_PATH]}, OPEN_PATH: {OPEN_COOKIE, APART[OPEN_PATH]}}


class VotersApartMiddleware:
    """Under their paths a request loses all cookies but their own before anything reads one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = apart(request.path)
        if place:
            for name in set(request.COOKIES) - KEPT[place]:
                del request.COOKIES[name]
        return self.get_response(request)
