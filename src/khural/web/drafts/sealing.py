"""Drafts are sealed to the installation's key: whoever has a copy of the database alone reads none."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@dataclass(frozen=True)
class Typed:
    """What was typed: field -> values as a browser sends them, and the marks of what the page had shown."""

    fields: Mapping[str, list[str]]
    seen: str = ""


def seal(typed: Typed) -> str:
    """`typed` as a text that only this installation opens."""
    return _box().encrypt(json.dumps([dict(typed.fields), typed.seen]).encode()).decode()


def unseal(body: str) -> Typed | None:
    """What was sealed; None where the key of the installation has changed since."""
    try:
        fields, seen = json.loads(_box().decrypt(body.encode()))
    except InvalidToken:
        return None
    return Typed(fields, seen)


def _box() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"khural/1/draft")
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))
