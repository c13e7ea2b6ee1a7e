"""The demonstration's pages and data for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from khural.web.voting.sessions import sessions
from tests import demonstration


@pytest.fixture
def demo(settings: Settings, tmp_path: Path, transactional_db: None) -> Client:
    """A visitor of a demonstration that was just loaded."""
    demonstration.load(settings, tmp_path)
    sessions.clear()
    return Client()
