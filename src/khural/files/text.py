"""Bytes to text: UTF-8 is read, a byte order mark is noted, any other encoding is proposed and never assumed."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from khural.files.errors import FileError, shown
from khural.messages import Message

# Each encoding with the beginnings of the Unicode names of the characters that text in it is full of.
CANDIDATES = {
    "cp1251": ("CYRILLIC",),
    "koi8_r": ("CYRILLIC",),
    "cp866": ("CYRILLIC",),
    "cp949": ("HANGUL",),
    "cp932": ("HIRAGANA", "KATAKANA", "CJK"),
    "euc_jp": ("HIRAGANA", "KATAKANA", "CJK"),
    "gb18030": ("CJK",),
    "big5": ("CJK",),
    "cp1252": ("LATIN",),
}
# The double-byte sets put common characters first: codec, and the last leading byte of the common ones.
COMMON_UP_TO = {
    "cp932": ("euc_jp", 0xCF),
    "euc_jp": ("euc_jp", 0xCF),
    "gb18030": ("gb2312", 0xD7),
    "big5": ("big5", 0xC6),
}
PROPOSALS = 4


def read_text(path: str | Path, encoding: str | None = None) -> tuple[str, tuple[Message, ...]]:
    """The text of a file and what was met on the way; see `decode`."""
    source = Path(path)
    return decode(source.read_bytes(), source.name, encoding)


def decode(raw: bytes, file: str, encoding: str | None = None) -> tuple[str, tuple[Message, ...]]:
    """`raw` as text: UTF-8, or the `encoding` somebody named after seeing a proposal.

    Raises FileError for UTF-16, for bytes that are not UTF-8 (with up to three proposals and how the first line that
    is not ASCII would read in each), for a named encoding that does not fit, and for NUL characters.
    """
    notes: tuple[Message, ...] = ()
    if encoding is None and _is_utf16(raw):
        raise FileError("files.utf16", file=file)
    if encoding is None and raw.startswith(codecs.BOM_UTF8):
        raw, notes = raw.removeprefix(codecs.BOM_UTF8), (Message("files.bom", {"file": file}),)
    text = _decoded(raw, file, encoding)
    if "\0" in text:
        raise FileError("files.nul", file=file, row=_line_of(text, text.index("\0")))
    return text, notes


def _is_utf16(raw: bytes) -> bool:
    """By its mark, or without one by every other byte of the first eight being NUL, as in ASCII text."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return len(raw) >= 8 and b"\0\0\0\0" in {raw[0:8:2], raw[1:8:2]}


def _decoded(raw: bytes, file: str, encoding: str | None) -> str:
    try:
        return raw.decode(encoding or "utf-8").removeprefix("\ufeff")
    except LookupError:
        raise FileError("files.encoding_unknown", file=file, encoding=shown(encoding or "")) from None
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        if encoding is not None:
            raise FileError("files.encoding_wrong", file=file, row=row, encoding=encoding) from None
    raise FileError("files.not_utf8", file=file, row=row, proposals=propose(raw))


def propose(raw: bytes) -> str:
    """Encodings in which `raw` could be text, likeliest first, each with a look at the first line that is not ASCII."""
    sample = raw[: raw.rfind(b"\n", 0, 65536) + 1 or 65536]
    ranked: list[tuple[float, int, str]] = []
    for place, encoding in enumerate(CANDIDATES):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        ranked.append((-_plausible(text, encoding), place, f"{encoding} (“{_preview(text)}”)"))
    return ", ".join(text for *_, text in sorted(ranked)[:PROPOSALS]) or "–"


def _plausible(text: str, encoding: str) -> float:
    """Share of the characters beyond ASCII that text in this encoding would be made of."""
    pairs = [(before, c) for before, c in zip(" " + text, text, strict=False) if not c.isascii()]
    return sum(_fits(before, c, encoding) for before, c in pairs) / max(len(pairs), 1)


def _fits(before: str, character: str, encoding: str) -> bool:
    if not unicodedata.name(character, "").startswith(CANDIDATES[encoding]):
        return False
    if encoding in COMMON_UP_TO and unicodedata.name(character).startswith("CJK"):
        codec, last = COMMON_UP_TO[encoding]
        return character.encode(codec, "ignore")[:1] <= bytes([last])
    # Read in a wrong Cyrillic encoding, small letters turn into capitals within a word.
    return not (character.isupper() and before.isalpha())


def _preview(text: str) -> str:
    line = next((line for line in text.splitlines() if not line.isascii()), "")
    start = next((i for i, c in enumerate(line) if not c.isascii()), 0)
    return shown(line[max(start - 5, 0) :], 24)


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
