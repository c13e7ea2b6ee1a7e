"""Every test starts with processes that have just been started, and an open consultation."""

from __future__ import annotations

import pytest

from khural.web.voting.limits import failed_tries
from tests.cast import Cast, assemble
from tests.square import Square, open_square, restarted


@pytest.fixture(autouse=True)
def just_started() -> None:
    restarted()
    failed_tries.clear()


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def square(cast: Cast) -> Square:
    return open_square(cast)
