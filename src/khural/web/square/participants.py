"""One participant of an open consultation: the code in their cookie, and what is derived from it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from khural import credentials
from khural.web.ballots.square import store
from khural.web.square.models import Consultation
from khural.web.voting.apart import OPEN_COOKIE

# Until the announced deletion at most, and never longer than browsers keep a cookie.
LONGEST = 400 * 24 * 60 * 60


@dataclass(frozen=True)
class Participant:
    """A credential in one consultation. No name, no address, no time is known of them."""

    consultation: Consultation
    token: bytes = field(repr=False)

    @property
    def _salt(self) -> bytes:
        return bytes(self.consultation.round.edition.token_salt)

    @cached_property
    def _ballot_key(self) -> bytes:
        return credentials.ballot_key(self.token, self._salt, self.consultation.round.slot)

    @cached_property
    def voter(self) -> int:
        """What this participant's ballots are known by."""
        return store.voter_of(self._ballot_key)

    @cached_property
    def member_hash(self) -> str:
        """What lets this participant in."""
        return credentials.fingerprint(credentials.member_key(self.token, self._salt))

    @cached_property
    def author_hash(self) -> str:
        """What this participant's offered statements are known by."""
        key = credentials.author_key(self.token, self._salt, self.consultation.round.slot)
        return credentials.fingerprint(key)

    @cached_property
    def form_key(self) -> str:
        """Stands in every form and proves that it came from a page made for this participant."""
        return hmac.digest(self._ballot_key, b"khural/1/form", hashlib.sha256).hex()[:32]

    @cached_property
    def draw(self) -> int:
        """The seed of this participant's order of statements; the database cannot tell it."""
        return int.from_bytes(hmac.digest(self._ballot_key, b"khural/1/draw", hashlib.sha256)[:6], "big")

    @property
    def code(self) -> str:
        """The code as it can be written down."""
        return credentials.encode(self.token)


def current(request: HttpRequest, consultation: Consultation) -> Participant | None:
    """The participant whose code the browser sends, if it lets anybody in."""
    claimed = claims(request, consultation)
    return known(consultation, claimed.token) if claimed else None


def claims(request: HttpRequest, consultation: Consultation) -> Participant | None:
    """Whom the browser says it belongs to: not yet asked is whether this code lets anybody in."""
    try:
        return Participant(consultation, credentials.decode(request.COOKIES.get(OPEN_COOKIE, "")))
    except credentials.TokenError:
        return None


def known(consultation: Consultation, token: bytes) -> Participant | None:
    """The participant of a token; None for an unknown and for a revoked one alike."""
    found = Participant(consultation, token)
    return found if store.is_participant(consultation.round_id, found.member_hash) else None


def admitted(consultation: Consultation) -> Participant:
    """Somebody who has just joined, with a fresh code."""
    fresh = Participant(consultation, credentials.new_token())
    store.join(consultation.round_id, fresh.member_hash)
    return fresh


def remember(response: HttpResponse, participant: Participant) -> None:
    """Give the browser its cookie: this consultation's pages only."""
    response.set_cookie(
        OPEN_COOKIE,
        participant.code,
        max_age=LONGEST,
        path=_path(participant.consultation),
        httponly=True,
        # Links come from chats and posters: a strict cookie would stay at home, and the same person would join twice.
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse, consultation: Consultation) -> None:
    """Ask the browser to forget its code."""
    response.delete_cookie(OPEN_COOKIE, path=_path(consultation), samesite="Lax")


def _path(consultation: Consultation) -> str:
    return reverse("open", args=[consultation.slug])
