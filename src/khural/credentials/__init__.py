"""Tokens on paper, and what is derived from them. Existing primitives only; nothing here is stored."""

from khural.credentials.derivation import (
    SALT_BYTES,
    SLOTS,
    KeyRefusedError,
    author_key,
    ballot_key,
    box_key,
    derive,
    fingerprint,
    member_key,
    survey_key,
)
from khural.credentials.issue import Issue, issue, register
from khural.credentials.token import TOKEN_BYTES, TokenError, decode, encode, new_token

__all__ = [
    "SALT_BYTES",
    "SLOTS",
    "TOKEN_BYTES",
    "Issue",
    "KeyRefusedError",
    "TokenError",
    "author_key",
    "ballot_key",
    "box_key",
    "decode",
    "derive",
    "encode",
    "fingerprint",
    "issue",
    "member_key",
    "new_token",
    "register",
    "survey_key",
]
