"""The demonstration in a test: its settings over those of the tests, its data loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from khural.web.demo import loader

INSTALLATION = "khural.web.installation.InstallationMiddleware"
STORY = "khural.web.demo.story.StoryMiddleware"


def put_on(settings: Settings, data: Path) -> None:
    """The settings of the demonstration; its sheets lie in `data`."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("khural.web.demo.story.story_context")
    settings.DEMO = True
    settings.DATA = data
    settings.ROOT_URLCONF = "khural.web.demo.urls"
    settings.INSTALLED_APPS = ["khural.web.demo", *settings.INSTALLED_APPS]
    settings.MIDDLEWARE = [INSTALLATION, STORY, *settings.MIDDLEWARE]
    settings.TEMPLATES = templates
    # Said anew, so that the finders of static files look at the demonstration's too.
    settings.STATIC_ROOT = data / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def load(settings: Settings, data: Path) -> None:
    """The demonstration as `khural demo` leaves it."""
    put_on(settings, data)
    loader.load()


@contextmanager
def serving(settings: Settings, data: Path) -> Iterator[str]:
    """The address of a demonstration that was just loaded; its server starts under its settings."""
    load(settings, data)
    server = LiveServer("localhost")
    try:
        yield server.url
    finally:
        server.stop()
