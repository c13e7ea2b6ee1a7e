"""From one token, keys that nothing joins: HKDF-SHA256 with the edition's salt and one label for each use.

128 random bits need no slow password hash (OWASP ASVS 6.5.2). Only fingerprints of the keys are stored.
"""

from __future__ import annotations

import hashlib
import re

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from khural.credentials.token import TOKEN_BYTES
from khural.messages import KhuralError

KEY_BYTES = 32
SALT_BYTES = 16
SLOTS = 40

_SERIES = "[a-z0-9][a-z0-9-]{0,39}"
_LABEL = re.compile(rf"khural/1/(member|box|(ballot|author)/[0-3][0-9]|survey/{_SERIES})")


class KeyRefusedError(KhuralError):
    """A label, slot, series, salt or token that no key may be derived from."""


def derive(token: bytes, salt: bytes, label: str) -> bytes:
    """The 32-byte key of `token` for one use in one edition.

    `salt` is the edition's 16 bytes; `label` is one of `khural/1/member`, `khural/1/ballot/<slot>`,
    `khural/1/author/<slot>` (slots 00-39), `khural/1/survey/<series>`, `khural/1/box`. Raises KeyRefusedError.
    """
    if len(token) != TOKEN_BYTES or len(salt) != SALT_BYTES:
        raise KeyRefusedError("credentials.key_material", wanted=TOKEN_BYTES)
    if not _LABEL.fullmatch(label):
        raise KeyRefusedError("credentials.key_label", label=label)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=label.encode("ascii")).derive(token)


def fingerprint(value: bytes) -> str:
    """SHA-256 of a derived key, in hexadecimal: what the database holds of it."""
    return hashlib.sha256(value).hexdigest()


def member_key(token: bytes, salt: bytes) -> bytes:
    """For entering the process."""
    return derive(token, salt, "khural/1/member")


def ballot_key(token: bytes, salt: bytes, slot: int) -> bytes:
    """For the ballots of the round in `slot`, 0 to 39."""
    return derive(token, salt, f"khural/1/ballot/{_two_digits(slot)}")


def author_key(token: bytes, salt: bytes, slot: int) -> bytes:
    """For the authorship of statements in the round in `slot`, 0 to 39."""
    return derive(token, salt, f"khural/1/author/{_two_digits(slot)}")


def survey_key(token: bytes, salt: bytes, series: str) -> bytes:
    """For one survey series: small letters, digits and dashes, 40 at most."""
    return derive(token, salt, f"khural/1/survey/{series}")


def box_key(token: bytes, salt: bytes) -> bytes:
    """The private key to which positions can be sealed."""
    return derive(token, salt, "khural/1/box")


def _two_digits(slot: int) -> str:
    if not 0 <= slot < SLOTS:
        raise KeyRefusedError("credentials.key_slot", slot=slot, last=SLOTS - 1)
    return f"{slot:02d}"
