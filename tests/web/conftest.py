"""What every test of the web leaves behind: no language that a page was asked for in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _no_language_left() -> Iterator[None]:
    yield
    translation.deactivate()
