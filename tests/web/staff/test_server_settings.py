"""The settings of a server: nothing of the demonstration in them, and Django's own deployment checks pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import surroundings

KEY = "x1-Ab" * 15


def _run(tmp_path: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = surroundings(
        KHURAL_DATA=str(tmp_path), DJANGO_SETTINGS_MODULE="khural.web.settings.server", **settings
    )
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment)


def test_the_deployment_checks_pass_without_a_warning(tmp_path: Path) -> None:
    words = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    done = _run(tmp_path, *words, KHURAL_SECRET_KEY=KEY, KHURAL_HOSTS="example.org")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr
    short = _run(tmp_path, *words, KHURAL_SECRET_KEY="short", KHURAL_HOSTS="example.org")
    assert short.returncode == 1


PROBE = """
import sys, django; django.setup()
from django.conf import settings
from django.urls import get_resolver
import khural.web.wsgi
def modules(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from modules(entry)
        else:
            yield entry.callback.__module__
print(any("demo" in app for app in [*settings.INSTALLED_APPS, *settings.MIDDLEWARE]))
print(settings.DEMO, settings.DEBUG)
print(sorted(name for name in set(modules(get_resolver())) if "demo" in name))
print(sorted(name for name in sys.modules if name.startswith("khural.web.demo")))
"""


def test_a_server_contains_nothing_of_the_demonstration(tmp_path: Path) -> None:
    done = _run(tmp_path, "-c", PROBE, KHURAL_SECRET_KEY=KEY, KHURAL_DEMO="yes", DEMO="1")
    assert done.stdout.split("\n") == ["False", "False False", "[]", "[]", ""], done.stderr


def test_without_a_secret_key_nothing_starts(tmp_path: Path) -> None:
    done = _run(tmp_path, "-m", "django", "check")
    assert done.returncode != 0
    assert "No secret key: run `khural init`" in done.stderr


@pytest.mark.parametrize(("name", "where"), [("KHURAL_SECRET_KEY_FILE", "nowhere"), ("KHURAL_SECRET_KEY_FILE", ".")])
def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, where: str) -> None:
    done = _run(tmp_path, "-m", "django", "check", **{name: str(tmp_path / where)})
    assert done.returncode != 0
    assert "KHURAL_SECRET_KEY_FILE points to" in done.stderr
