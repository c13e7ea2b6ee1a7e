"""The demonstration in a test: its settings over those of the tests, its data loaded."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from pytest_django import Settings

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


def load(settings: Settings, data: Path) -> None:
    """The demonstration as `khural demo` leaves it."""
    put_on(settings, data)
    loader.load()
