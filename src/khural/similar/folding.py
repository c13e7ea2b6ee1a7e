"""What of a text is compared: words cut to their stems, and short runs of letters, the same in every script.

Words in alphabets and Hangul give their stem and runs of four letters; Chinese characters and kana, which are written
without spaces, give single characters and pairs.
"""

from __future__ import annotations

import re
import unicodedata

# Hangul syllables carry the ending of a word in their last one; elsewhere endings are longer.
STEM, HANGUL_STEM, RUN = 5, 2, 4
TOKENS = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\W_]+")
KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
WORD, PART = 1.0, 0.6


def folded(text: str) -> str:
    """`text` without what makes no difference: width, case, accents on Latin letters, the two kana."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").translate(KATAKANA)
    return "".join(map(_bare, plain))


def _bare(character: str) -> str:
    if "\u00c0" <= character <= "\u024f":
        return unicodedata.normalize("NFD", character)[0]
    return character


def features(text: str) -> dict[str, float]:
    """Features of a text and their weight: how often each occurs, parts of words for less than whole ones."""
    found: dict[str, float] = {}
    for token in TOKENS.findall(folded(text)):
        for name, weight in _of_token(token):
            found[name] = found.get(name, 0.0) + weight
    return found


def _of_token(token: str) -> list[tuple[str, float]]:
    if "\u3040" <= token[0] <= "\u30ff" or "\u3400" <= token[0] <= "\u9fff":
        single = [(character, PART) for character in token if character >= "\u3400"]
        return single + [(token[i : i + 2], WORD) for i in range(len(token) - 1)]
    if "\uac00" <= token[0] <= "\ud7a3":
        pairs = [(token[i : i + 2], PART) for i in range(len(token) - 1)]
        return [(f"={token[:HANGUL_STEM]}", WORD), *pairs]
    whole = f"^{token}$"
    runs = [(whole[i : i + RUN], PART) for i in range(len(whole) - RUN + 1)] if len(token) >= RUN else []
    return [(f"={token[:STEM]}", WORD), *runs]
