"""Headers that keep a page out of caches, histories and other sites."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from khural.web.language import apart

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class PrivacyHeadersMiddleware:
    """Nothing but static files is stored by anybody, unless a view says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not apart(request.path):
            # Under "no-referrer" browsers send "Origin: null" with every form, which no forgery check can accept.
            # Nothing leaves for another site under this one either; the pages of voters and of participants check their
            # forms in another way.
            response.headers.setdefault("Referrer-Policy", "same-origin")
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class PagePolicyMiddleware(CSPMiddleware):
    """The policy of pages on pages; what scripts read may load nothing, and its policy is not put together anew."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say what the browser may load."""
        if response.get("Content-Type", "") == "application/json":
            response[HEADER] = "default-src 'none'; frame-ancestors 'none'"
            return response
        answered: HttpResponseBase = super().process_response(request, response)
        return answered
