"""A sealed stream opens with its key and whole, or not at all."""

from __future__ import annotations

import io

import pytest

from khural.web.keeping.sealing import HEAD, MAGIC, PIECE, TAG, NotOpenedError, Opened, Sealed, new_key

WHOLE = PIECE + TAG
KEY, TO = new_key()


def _sealed(content: bytes, to: str = TO) -> bytes:
    out = io.BytesIO()
    sealed = Sealed(out, to)
    for start in range(0, len(content), 300_000):
        sealed.write(content[start : start + 300_000])
    sealed.close()
    return out.getvalue()


def _opened(file: bytes, key: str = KEY) -> bytes:
    opened, found = Opened(io.BytesIO(file), key), bytearray()
    while piece := opened.read(70_001):
        found += piece
    return bytes(found)


def _content(size: int) -> bytes:
    return bytes(n * 7 % 251 for n in range(251)) * (size // 251 + 1)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5])
def test_what_was_sealed_opens_as_it_was_and_does_not_stand_in_the_file(size: int) -> None:
    content = _content(size)[:size]
    file = _sealed(content)
    assert _opened(file) == content
    assert size < 16 or content[:16] not in file
    assert _sealed(content) != file


@pytest.mark.parametrize("kept", [0, 5, HEAD - 1, HEAD, HEAD + 1, HEAD + WHOLE, HEAD + WHOLE + 3, HEAD + 2 * WHOLE, -1])
def test_what_is_cut_off_anywhere_is_refused(kept: int) -> None:
    file = _sealed(_content(3 * PIECE)[: 2 * PIECE + 500])
    with pytest.raises(NotOpenedError):
        _opened(file[:kept])


def _swapped(file: bytes) -> bytes:
    first, second = file[HEAD : HEAD + WHOLE], file[HEAD + WHOLE : HEAD + 2 * WHOLE]
    return file[:HEAD] + second + first + file[HEAD + 2 * WHOLE :]


def _doubled(file: bytes) -> bytes:
    return file[: HEAD + WHOLE] + file[HEAD:]


def _without_first(file: bytes) -> bytes:
    return file[:HEAD] + file[HEAD + WHOLE :]


@pytest.mark.parametrize("change", [_swapped, _doubled, _without_first, lambda file: file + b"x"])
def test_pieces_that_are_moved_doubled_missing_or_added_are_refused(change: object) -> None:
    file = _sealed(_content(3 * PIECE)[: 2 * PIECE + 500])
    with pytest.raises(NotOpenedError):
        _opened(change(file))  # type: ignore[operator]  # a function of the list above


@pytest.mark.parametrize("place", [0, len(MAGIC), HEAD - 1, HEAD, HEAD + WHOLE - 1, HEAD + WHOLE + 9])
def test_one_changed_bit_is_refused(place: int) -> None:
    file = bytearray(_sealed(_content(2 * PIECE)[: PIECE + 500]))
    file[place] ^= 1
    with pytest.raises(NotOpenedError):
        _opened(bytes(file))


def test_another_key_and_what_is_no_key_are_refused() -> None:
    file = _sealed(b"content")
    with pytest.raises(NotOpenedError, match="another key"):
        _opened(file, new_key()[0])
    for key in ("", TO, KEY[:-3], f"{KEY}aa", "khural-backup-key-!!"):
        with pytest.raises(NotOpenedError, match="no key of a backup"):
            _opened(file, key)
    with pytest.raises(NotOpenedError, match="no key of a backup"):
        _sealed(b"content", KEY)
