"""Identifiers of participants and statements: text, in one order whatever the order of the rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeGuard, overload

import numpy as np
import numpy.typing as npt

from khural.commonground.errors import VoteError
from khural.files.errors import shown

IntArray = npt.NDArray[np.int64]


class Names(Sequence[str]):
    """Identifiers kept as one text with NUL between them, cut apart when one is asked for.

    A million strings cost more to make and to keep than the map of a million people.
    """

    def __init__(self, joined: bytes, n: int) -> None:
        self.joined, self._n = joined, n

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(self.joined.decode().split("\0")) if self._n else ()

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return self._texts[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Names):
            return self._n == other._n and self.joined == other.joined
        return self._texts == other

    def __hash__(self) -> int:
        return hash(self._texts)


def joined(names: Sequence[str]) -> bytes:
    """All of them as one text, NUL between them; none of them holds a NUL."""
    return names.joined if isinstance(names, Names) else "\0".join(names).encode()


DIGITS = 18
WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")


def in_order(ids: Iterable[str]) -> list[str]:
    """Whole numbers first by value, then the rest by code point."""
    return sorted(ids, key=_place)


def _place(text: str) -> tuple[bool, int, str]:
    # Beyond 18 digits an identifier is text: Python refuses to read numbers of thousands of digits.
    is_number = len(text) <= DIGITS and WHOLE_NUMBER.fullmatch(text) is not None
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
    if are_short_numbers(ids):
        numbers, places = _places_of_numbers(ids.astype(np.int64))
        return texts_of(numbers), places
    if is_whole_array(ids) and len(ids):
        return _in_order_of_texts(ids)
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
    return ordered, np.fromiter(map(place.__getitem__, values), np.int64, len(values))


def is_whole_array(values: object) -> TypeGuard[npt.NDArray[np.signedinteger[Any]]]:
    """Whether `values` is an array of whole numbers of any width."""
    return isinstance(values, np.ndarray) and values.dtype.kind in "iu"


def are_short_numbers(
    ids: Sequence[Hashable] | npt.NDArray[np.generic],
) -> TypeGuard[npt.NDArray[np.signedinteger[Any]]]:
    """Whether `ids` is an array of whole numbers whose order as numbers is that of their texts."""
    if not is_whole_array(ids) or not len(ids):
        return False
    return is_short(int(ids.min()), int(ids.max()))


def is_short(low: int, high: int) -> bool:
    """Whether numbers from `low` to `high` are written in 18 signs at most, and ordered as their texts."""
    return low > -(10**17) and high < 10**DIGITS


def _places_of_numbers(ids: IntArray) -> tuple[IntArray, IntArray]:
    low = int(ids.min())
    span = int(ids.max()) - low + 1
    if span > 4 * len(ids) + 1024:
        numbers, places = np.unique(ids, return_inverse=True)
        return numbers, places.astype(np.int64)
    from_low = ids - low
    seen = np.zeros(span, np.bool_)
    seen[from_low] = True
    return np.flatnonzero(seen) + low, (np.cumsum(seen) - 1)[from_low]


def _in_order_of_texts(ids: npt.NDArray[np.signedinteger[Any]]) -> tuple[list[str], IntArray]:
    numbers, places = np.unique(ids, return_inverse=True)
    texts = texts_of(numbers)
    order = sorted(range(len(texts)), key=lambda i: _place(texts[i]))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return [texts[i] for i in order], rank[places]


@lru_cache(maxsize=64)
def names_between(low: int, high: int) -> Names:
    """The whole numbers from `low` up to, not including, `high`; kept, for most conversations are numbered alike."""
    return Names("\0".join(map(str, range(low, high))).encode(), high - low)


def texts_of(numbers: npt.NDArray[np.signedinteger[Any]]) -> list[str]:
    """Whole numbers as text."""
    return list(map(str, numbers.tolist()))


def _as_text(value: Hashable) -> str:
    text = str(value)
    if not text or "\0" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
        raise VoteError("commonground.id_form_array", value=shown(text))
    return text
