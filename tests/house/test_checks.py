"""The checks that read the code without running it, each as one test."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import ROOT

SCRIPTS = Path(sys.executable).parent
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("templates/**/*.html"))

CHECKS = {
    "ruff check": ["ruff", "check", "--no-cache", "."],
    "ruff format": ["ruff", "format", "--no-cache", "--check", "."],
    "mypy": ["mypy"],
    "mypy start.py": ["mypy", "--strict", "--config-file", os.devnull, "start.py"],
    "import contracts": ["lint-imports", "--no-cache"],
    "templates": ["djade", "--check", "--target-version", "5.2", *TEMPLATES],
    "dependencies": ["deptry", "src"],
    "no high finding by bandit": ["bandit", "-q", "-r", "src", "-lll"],
}


def _run(words: list[str], **environment: str) -> None:
    # What a browser test of the same process may have set is no setting of a server.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"} | environment
    done = subprocess.run([str(SCRIPTS / words[0]), *words[1:]], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(words[:6])}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("name", CHECKS)
def test_the_check_passes(name: str) -> None:
    _run(CHECKS[name])


def test_the_migrations_are_complete(tmp_path: Path) -> None:
    words = ["django-admin", "makemigrations", "--check", "--dry-run"]
    _run(words, DJANGO_SETTINGS_MODULE="khural.web.settings.test", KHURAL_DATA=str(tmp_path), DATABASE_URL="")


def test_the_server_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    words = ["django-admin", "check", "--deploy", "--fail-level", "WARNING"]
    key = secrets.token_urlsafe(64)
    settings = "khural.web.settings.server"
    _run(words, DJANGO_SETTINGS_MODULE=settings, KHURAL_DATA=str(tmp_path), KHURAL_SECRET_KEY=key, DATABASE_URL="")
