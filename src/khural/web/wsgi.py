"""The WSGI application, for `khural serve` and for any WSGI server.

Where this process answers everything it must be the only one: it takes the lock of the data folder or does not start.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khural.web.settings.server")

# A server that replaces its worker by another starts that one before the old one has ended.
WAIT_SECONDS = 5
FORKED = (
    "This process was forked from the one that holds the lock of the data folder. Start the server without preloading "
    "the application and with one worker process, or set KHURAL_SERVES=open.\n"
)

_django = get_wsgi_application()


def _only_process() -> Path | None:
    """Take the lock and keep house, where this process answers everything; the lock's file."""
    from django.conf import settings

    from khural.web import alone, housekeeping

    if not settings.ONE_PROCESS:
        return None
    lock = settings.DATA / alone.SERVING
    if not alone.hold(lock, wait=WAIT_SECONDS):
        raise ImproperlyConfigured(
            f"Another process already serves {settings.DATA}. Ballots of closed rounds need exactly one: "
            "stop it first, start one worker process only, or set KHURAL_SERVES=open."
        )
    housekeeping.begin()
    return lock


_lock = _only_process()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    from khural.web import alone

    if _lock is not None and not alone.is_held(_lock):
        start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
        return [FORKED.encode()]
    return _django(environ, start_response)
