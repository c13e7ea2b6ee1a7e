"""How much room words take in a drawing. SVG does not wrap, and the server has no fonts: widths are estimates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from khural.figures.svg import plain

_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_BROAD = frozenset("mwMWЖЩШЮФжщшюф@%—")


def measure(words: str, size: float) -> float:
    """The width of `words` at font size `size`, in the same unit, a little on the generous side."""
    return size * sum(map(_em, words))


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.33
    if character in _BROAD:
        return 0.88
    return 0.68 if character.isupper() else 0.57


def wrap(words: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """`words` in lines no wider than `width`, at most `most` of them; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    current = ""
    for piece in _pieces(plain(words), size, width):
        if current and measure((current + piece).rstrip(), size) > width:
            lines.append(current.strip())
            current = ""
        current += piece
    lines.append(current.strip())
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, width))


def shorten(words: str, size: float, width: float) -> str:
    """`words` cut to `width` with an ellipsis, or whole if they fit."""
    words = plain(words)
    if measure(words, size) <= width:
        return words
    while words and measure(words + "…", size) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def _pieces(words: str, size: float, width: float) -> Iterator[str]:
    """Where a line may break: after a space, between wide characters, and inside a word longer than the line."""
    for word in words.split(" "):
        if any(unicodedata.east_asian_width(c) in "WF" and not _hangul(c) for c in word):
            yield from word[:-1]
            yield word[-1:] + " "
        elif measure(word, size) > width:
            yield from word
            yield " "
        else:
            yield word + " "


def _hangul(character: str) -> bool:
    return "가" <= character <= "힣"
