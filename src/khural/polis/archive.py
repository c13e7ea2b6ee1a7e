"""A conversation in one piece of bytes: the same conversation gives the same bytes. Compressed to about a tenth."""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from array import array
from dataclasses import asdict

from khural.polis.conversation import Conversation, Statement, Votes
from khural.polis.errors import PolisError

FORMAT = "khural.polis/1"
MOST_UNPACKED = 512 * 2**20
# The highest takes sixteen times as long for a hundredth less.
LEVEL = 6
COLUMNS = (("statements", "q"), ("voters", "q"), ("times", "q"), ("signs", "b"))


def content_hash(conversation: Conversation) -> str:
    """SHA-256 of statements and votes: not of the topic, which is a folder's name where the export has none."""
    parts = [json.dumps([asdict(one) for one in conversation.statements], sort_keys=True).encode()]
    parts += _columns(conversation.votes)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def pack(conversation: Conversation) -> bytes:
    """The conversation as bytes; `unpack` reads them. Notes of the reading are not kept."""
    head = {
        "format": FORMAT,
        "topic": conversation.topic,
        "url": conversation.url,
        "description": conversation.description,
        "statements": [asdict(one) for one in conversation.statements],
        "groups": sorted(conversation.groups.items()),
        "missing": conversation.missing,
        "votes": len(conversation.votes),
    }
    text = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return zlib.compress(b"".join((len(text).to_bytes(8, "little"), text, *_columns(conversation.votes))), LEVEL)


def _columns(votes: Votes) -> list[bytes]:
    """Differences from row to row, column by column, with the bytes of equal weight together: they compress well."""
    planes = []
    for name, code in COLUMNS:
        column: array[int] = getattr(votes, name)
        steps = array(code, _steps(column)) if code == "q" else column
        raw = _little(steps).tobytes()
        width = steps.itemsize
        planes.append(b"".join(raw[place::width] for place in range(width)))
    return planes


def _steps(column: array[int]) -> list[int]:
    return [b - a for a, b in zip((0, *column[:-1]), column, strict=True)]


def _little(column: array[int]) -> array[int]:
    if sys.byteorder == "big":
        column = array(column.typecode, column)
        column.byteswap()
    return column


def unpack(raw: bytes) -> Conversation:
    """The conversation that `pack` wrote. Raises PolisError for any bytes that it cannot have written."""
    try:
        engine = zlib.decompressobj()
        whole = engine.decompress(raw, MOST_UNPACKED)
        if not engine.eof:
            raise ValueError
        size = int.from_bytes(whole[:8], "little")
        head = json.loads(whole[8 : 8 + size])
        if head["format"] != FORMAT:
            raise ValueError
        votes = _votes(whole[8 + size :], head["votes"])
        return Conversation(
            topic=str(head["topic"]),
            url=str(head["url"]),
            description=str(head["description"]),
            statements=tuple(Statement(**one) for one in head["statements"]),
            votes=votes,
            groups={int(a): int(b) for a, b in head["groups"]},
            missing=tuple(head["missing"]),
        )
    except (zlib.error, ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise PolisError("polis.not_packed", file="") from None


def _votes(raw: bytes, n: int) -> Votes:
    read: dict[str, array[int]] = {}
    at = 0
    for name, code in COLUMNS:
        column = array(code)
        width = column.itemsize
        plane = raw[at : at + n * width]
        mixed = bytearray(n * width)
        for place in range(width):
            mixed[place::width] = plane[place * n : (place + 1) * n]
        column.frombytes(bytes(mixed))
        column = _little(column)
        read[name] = array(code, _sums(column)) if code == "q" else column
        at += n * width
    if at != len(raw):
        raise ValueError
    return Votes(**read)


def _sums(steps: array[int]) -> list[int]:
    total, sums = 0, []
    for step in steps:
        total += step
        sums.append(total)
    return sums
