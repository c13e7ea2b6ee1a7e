"""The demonstration: one click for every role, invented votes. Not part of a server's installation."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from khural.web.settings.common import *  # noqa: F403 - a settings module extends the shared one
from khural.web.settings.common import DATA, INSTALLED_APPS, MIDDLEWARE, TEMPLATES
from khural.web.settings.databases import databases
from khural.web.settings.environment import read_text


def kept_key(path: Path) -> str:
    """The secret key of this data folder, drawn at the first start."""
    try:
        # The folder of static files stays empty; WhiteNoise warns where it is missing.
        (path.parent / "static").mkdir(parents=True, exist_ok=True)
        if not path.is_file():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ImproperlyConfigured(f"Nothing can be kept in {path.parent}: {error.strerror}.") from error


DEMO = True
DEBUG = False
# Files of its own, whatever DATABASE_URL says: a visitor carries copies of them away.
DATABASES = databases(DATA, "", "", "")
SECRET_KEY = kept_key(DATA / "demo-secret-key")
ALLOWED_HOSTS = [host for host in read_text("KHURAL_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
ROOT_URLCONF = "khural.web.demo.urls"
INSTALLED_APPS = ["khural.web.demo", *INSTALLED_APPS]
MIDDLEWARE = [
    "khural.web.installation.InstallationMiddleware",
    "khural.web.demo.story.StoryMiddleware",
    *MIDDLEWARE,
]
_options: dict[str, Any] = TEMPLATES[0]["OPTIONS"]  # type: ignore[assignment]  # a dictionary of mixed values
_processors = [*_options["context_processors"], "khural.web.demo.story.story_context"]
TEMPLATES = [{**TEMPLATES[0], "OPTIONS": {**_options, "context_processors": _processors}}]
