"""Voters' sessions: in the memory of this process only, forgotten after a time without a request and at every restart.

A session holds what was derived from a token, never the token. It knows no name, no address and no time of day.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from khural import credentials

COOKIE = "khural_voter"
PATH = "/v/"


@dataclass
class VoterSession:
    """One voter's place. `form_key` stands in every form and proves that the form came from this session's pages."""

    edition: int
    member: str
    ballot_keys: tuple[bytes, ...] = field(repr=False)
    author_keys: tuple[bytes, ...] = field(repr=False)
    form_key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    has_consented: bool = False

    def ballot_hash(self, slot: int) -> str:
        """What the ballots of the round in `slot` are known by."""
        return credentials.fingerprint(self.ballot_keys[slot])

    def author_hash(self, slot: int) -> str:
        """What this voter's offered statements in the round of `slot` are known by."""
        return credentials.fingerprint(self.author_keys[slot])


def derive(token: bytes, *, edition: int, salt: bytes) -> VoterSession:
    """The session of `token` in an edition; the token itself is not kept."""
    slots = range(credentials.SLOTS)
    return VoterSession(
        edition=edition,
        member=credentials.fingerprint(credentials.member_key(token, salt)),
        ballot_keys=tuple(credentials.ballot_key(token, salt, slot) for slot in slots),
        author_keys=tuple(credentials.author_key(token, salt, slot) for slot in slots),
    )


class Sessions:
    """All sessions of this process. `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, VoterSession]] = {}

    def start(self, session: VoterSession) -> str:
        """Keep a session and return the random id that leads to it."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._forget_idle()
            self._kept[key] = (self._clock(), session)
        return key

    def find(self, key: str) -> VoterSession | None:
        """The session behind an id, which counts as used now."""
        with self._lock:
            self._forget_idle()
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept[key] = (self._clock(), kept[1])
            return kept[1]

    def end(self, key: str) -> None:
        """Forget a session."""
        with self._lock:
            self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget all, as a restart does."""
        with self._lock:
            self._kept.clear()

    def _forget_idle(self) -> None:
        oldest = self._clock() - 60 * settings.VOTER_IDLE_MINUTES
        self._kept = {key: kept for key, kept in self._kept.items() if kept[0] >= oldest}


sessions = Sessions()


def current(request: HttpRequest) -> VoterSession | None:
    """The session that a request's cookie names."""
    return sessions.find(request.COOKIES.get(COOKIE, ""))


def end(request: HttpRequest) -> None:
    """Forget the session that a request's cookie names."""
    sessions.end(request.COOKIES.get(COOKIE, ""))


def begin(request: HttpRequest, response: HttpResponse, session: VoterSession) -> None:
    """Start a session in place of the one this browser may have had, and give the browser its cookie."""
    end(request)
    response.set_cookie(
        COOKIE,
        sessions.start(session),
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
