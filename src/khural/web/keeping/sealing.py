"""A stream sealed to a public key: X25519, HKDF-SHA256, and AES-256-GCM piece by piece.

The pieces are numbered and the last is marked, as age and Tink do it, so that one that is missing, moved, doubled or
cut off is noticed. Only the private key, which is kept away from the server, opens it.
"""

from __future__ import annotations

import base64
import hashlib
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"khural backup 1\n"
PRIVATE, PUBLIC = "khural-backup-key-", "khural-backup-to-"
KEY_BYTES = 32
PIECE = 1 << 20
TAG = 16
MARK = 8
HEAD = len(MAGIC) + MARK + KEY_BYTES


CHANGED = "This backup is cut off or was changed."


class NotOpenedError(Exception):
    """This cannot be opened; the sentence says why."""


def new_key() -> tuple[str, str]:
    """A private key, to be kept elsewhere, and the public one to which backups are sealed; each a line of text."""
    key = X25519PrivateKey.generate()
    return _text(PRIVATE, key.private_bytes_raw()), _text(PUBLIC, key.public_key().public_bytes_raw())


def _text(prefix: str, value: bytes) -> str:
    return prefix + base64.b32encode(value).decode().rstrip("=").lower()


def _bytes(prefix: str, text: str) -> bytes:
    rest = text.strip().removeprefix(prefix).upper()
    try:
        value = base64.b32decode(rest + "=" * (-len(rest) % 8))
    except ValueError:
        value = b""
    if not text.strip().startswith(prefix) or len(value) != KEY_BYTES:
        raise NotOpenedError(f"That is no key of a backup: it begins with {prefix} and is one line.")
    return value


def _cipher(shared: bytes, ephemeral: bytes, public: bytes) -> AESGCM:
    made = HKDF(algorithm=SHA256(), length=32, salt=ephemeral + public, info=b"khural/1/backup").derive(shared)
    return AESGCM(made)


def _mark(public: bytes) -> bytes:
    """By which a file says whose key opens it, so that another key is not taken for damage."""
    return hashlib.sha256(public).digest()[:MARK]


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealed:
    """Writes to `out` what is written to it, sealed to the public key `to`. `close` marks the end and is needed."""

    def __init__(self, out: BinaryIO, to: str) -> None:
        public = _bytes(PUBLIC, to)
        own = X25519PrivateKey.generate()
        ephemeral = own.public_key().public_bytes_raw()
        self._cipher = _cipher(own.exchange(X25519PublicKey.from_public_bytes(public)), ephemeral, public)
        self._out = out
        self._waiting = bytearray()
        self._number = 0
        self._head = MAGIC + _mark(public) + ephemeral
        out.write(self._head)

    def write(self, data: bytes) -> int:
        """Take `data`; what fills a piece is sealed and written."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last), piece, self._head))
        self._number += 1


class Opened:
    """Reads from `source`, a file made by `Sealed`, with the private key. Raises NotOpenedError for anything else."""

    def __init__(self, source: BinaryIO, key: str) -> None:
        own = X25519PrivateKey.from_private_bytes(_bytes(PRIVATE, key))
        public = own.public_key().public_bytes_raw()
        self._head = source.read(HEAD)
        if not self._head.startswith(MAGIC):
            raise NotOpenedError("This file is no backup of Khural, or one of a later version.")
        if len(self._head) < HEAD:
            raise NotOpenedError(CHANGED)
        if self._head[len(MAGIC) : -KEY_BYTES] != _mark(public):
            raise NotOpenedError("This backup was sealed to another key.")
        ephemeral = self._head[-KEY_BYTES:]
        try:
            shared = own.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        except ValueError:
            raise NotOpenedError(CHANGED) from None
        self._cipher = _cipher(shared, ephemeral, public)
        self._source = source
        self._next = source.read(PIECE + TAG)
        self._number = 0
        # The first piece at once: even an empty file has one.
        self._ready = bytearray(self._piece())

    def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer at the end only."""
        while len(self._ready) < size and self._next:
            self._ready += self._piece()
        given = bytes(self._ready[:size])
        del self._ready[:size]
        return given

    def _piece(self) -> bytes:
        piece, self._next = self._next, self._source.read(PIECE + TAG)
        try:
            opened = self._cipher.decrypt(_nonce(self._number, not self._next), piece, self._head)
        except InvalidTag:
            raise NotOpenedError(CHANGED) from None
        self._number += 1
        return opened
