"""Identifiers of participants and statements: text, in one order whatever the order of the rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from khural.commonground.errors import VoteError
from khural.files.errors import shown

IntArray = npt.NDArray[np.int64]

WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")


def in_order(ids: Iterable[str]) -> list[str]:
    """Whole numbers first by value, then the rest by code point."""
    return sorted(ids, key=_place)


def _place(text: str) -> tuple[bool, int, str]:
    # Beyond 18 digits an identifier is text: Python refuses to read numbers of thousands of digits.
    is_number = len(text) <= 18 and WHOLE_NUMBER.fullmatch(text) is not None
    return (False, int(text), text) if is_number else (True, 0, text)


def is_well_formed(text: str) -> bool:
    """False for blanks at the ends, controls, invisible characters, lone surrogates and digits other than 0 to 9."""
    if not text or text != text.strip():
        return False
    return (text.isascii() and text.isprintable()) or all(_is_allowed(c) for c in text)


def _is_allowed(character: str) -> bool:
    if character.isdigit() and not character.isascii():
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


def encode(ids: Sequence[Hashable] | npt.NDArray[np.generic]) -> tuple[list[str], IntArray]:
    """The distinct identifiers as text in order, and for each entry of `ids` its place among them.

    Raises VoteError where two different identifiers are written alike, or one is empty or cannot be stored.
    """
    values = ids.tolist() if isinstance(ids, np.ndarray) else list(ids)
    distinct = dict.fromkeys(values)
    texts: dict[str, Hashable] = {}
    for value in distinct:
        text = _as_text(value)
        if text in texts:
            raise VoteError("commonground.id_alike", value=shown(text))
        texts[text] = value
    ordered = in_order(texts)
    place = {texts[text]: i for i, text in enumerate(ordered)}
    return ordered, np.fromiter((place[value] for value in values), np.int64, len(values))


def _as_text(value: Hashable) -> str:
    text = str(value)
    if not text or "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise VoteError("commonground.id_form_array", value=shown(text))
    return text
