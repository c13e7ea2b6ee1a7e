"""Accounts are made by invitation only; second-factor secrets are encrypted in the database."""

from __future__ import annotations

import base64
import io

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes the public sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False


class SealedSecretsAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """A stolen database alone gives nobody a second factor: its secrets are sealed to the installation's key."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValidationError(_("The key of this installation has changed; this factor no longer works.")) from None

    def build_totp_svg(self, url: str) -> str:
        """A QR code on white, so that a phone reads it on a dark page too."""
        drawing = io.BytesIO()
        segno.make(url).save(drawing, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False)
        return drawing.getvalue().decode()


def _box() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"khural/1/second-factor")
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))
