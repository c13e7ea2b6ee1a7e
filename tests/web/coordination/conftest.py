"""Every test of the coordinator's side starts with caches that know nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.square import restarted


@pytest.fixture(autouse=True)
def _restarted() -> Iterator[None]:
    restarted()
    yield
    restarted()
