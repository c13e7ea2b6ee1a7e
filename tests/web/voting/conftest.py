"""Every test starts with a server that has just been started: no session, no failed try."""

from __future__ import annotations

import pytest

from khural.web.voting.limits import failed_tries
from khural.web.voting.sessions import sessions


@pytest.fixture(autouse=True)
def just_started() -> None:
    sessions.clear()
    failed_tries.clear()
