"""Serves its own kind of data only: a demonstration never real data, a server never a demonstration's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from khural.web.staff.installation import Kind, check

PASSWORDS = "This data holds accounts with passwords, so it is no demonstration's. Choose another folder."


def check_data() -> None:
    """Raise ImproperlyConfigured, with one sentence, where the running settings must not open this data."""
    check(Kind.DEMONSTRATION if settings.DEMO else Kind.REAL)
    if settings.DEMO and any(user.has_usable_password() for user in User.objects.all()):
        raise ImproperlyConfigured(PASSWORDS)


class InstallationMiddleware:
    """Answers nothing but the refusal where settings and data do not belong together; looks until they do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._belong_together = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._belong_together:
            try:
                check_data()
            except ImproperlyConfigured as refusal:
                return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
            self._belong_together = True
        return self.get_response(request)
