"""A process of the pool (KHURAL_SERVES=open) answers open consultations only; every process says how it is."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse

from khural.web.language import OPEN_PATH

HEALTH_PATH = "/health/"


class HealthMiddleware:
    """Answers a proxy or a container engine that asks whether this process can work; it needs no host and no HTTPS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != HEALTH_PATH:
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("The main database does not answer.\n", status=503, content_type="text/plain")
        return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


class OnlyOpenMiddleware:
    """Everything but open consultations and static files is the same 404: the desk has it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._served = (OPEN_PATH, f"/{settings.STATIC_URL.strip('/')}/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self._served):
            raise Http404("the desk has it")
        return self.get_response(request)
