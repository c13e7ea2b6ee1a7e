"""A token: 128 random bits, and the 27 characters of it that a delegate can read from paper and type.

26 characters of 5 bits hold the bits (the last two bits are zero), one more is a check character. Seen as numbers of
GF(32), the 27 characters c satisfy sum(a^(27-i) c_i) = 0 with `a` of order 31. Any one wrong character and any two
exchanged characters break the sum, because no two of the 27 weights are equal and none is zero.
"""

from __future__ import annotations

import secrets
import unicodedata

from khural.messages import KhuralError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: of O/0, I/L/1 and U/V one each (https://www.crockford.com/base32.html)."""
TOKEN_BYTES = 16
LENGTH = 27
GROUP = 3

_POLYNOMIAL = 0b100101
"""x^5 + x^2 + 1, primitive over GF(2)."""
_SPARE_BITS = 5 * (LENGTH - 1) - 8 * TOKEN_BYTES
_SEEN_AS = str.maketrans(
    # Latin letters outside the alphabet, then the Cyrillic ones that a Mongolian or Russian keyboard gives for the
    # printed shape. Each shape has one reading, so that nothing is guessed.
    "OILU" + "АВЕКМНОРСТУҮХЗІЅЈ",
    "011V" + "ABEKMH0PCTYYX31SJ",
)
_SEPARATORS = frozenset({"Zs", "Pd", "Cc", "Cf"})


class TokenError(KhuralError):
    """What was typed is not a token: wrong length, a strange character, or a typing error that the check caught."""


def new_token() -> bytes:
    """16 bytes from the operating system's generator."""
    return secrets.token_bytes(TOKEN_BYTES)


def encode(token: bytes) -> str:
    """The 27 characters in nine groups of three. Raises TokenError unless `token` has 16 bytes."""
    if len(token) != TOKEN_BYTES:
        raise TokenError("credentials.token_length", length=len(token), wanted=TOKEN_BYTES)
    bits = int.from_bytes(token, "big") << _SPARE_BITS
    numbers = [bits >> 5 * place & 31 for place in reversed(range(LENGTH - 1))]
    text = "".join(ALPHABET[number] for number in [*numbers, _checksum(numbers)])
    return "-".join(text[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def decode(text: str) -> bytes:
    """The token that was typed: any case, full-width or Cyrillic look-alikes, with or without dashes and spaces.

    Raises TokenError with the codes `credentials.token_character`, `.token_length` or `.token_check`.
    """
    numbers = [_number(character, place) for place, character in enumerate(_characters(text), start=1)]
    if len(numbers) != LENGTH:
        raise TokenError("credentials.token_length", length=len(numbers), wanted=LENGTH)
    bits = 0
    for number in numbers[:-1]:
        bits = bits << 5 | number
    if numbers[-1] != _checksum(numbers[:-1]) or bits & (1 << _SPARE_BITS) - 1:
        raise TokenError("credentials.token_check")
    return (bits >> _SPARE_BITS).to_bytes(TOKEN_BYTES, "big")


def _characters(text: str) -> str:
    # The bound comes first: normalising can be slow and can lengthen the text.
    if len(text) > 8 * LENGTH:
        raise TokenError("credentials.token_length", length=len(text), wanted=LENGTH)
    seen = unicodedata.normalize("NFKC", text).upper().translate(_SEEN_AS)
    return "".join(c for c in seen if unicodedata.category(c) not in _SEPARATORS and c != "\N{MINUS SIGN}")


def _number(character: str, place: int) -> int:
    number = ALPHABET.find(character)
    if number < 0:
        raise TokenError("credentials.token_character", place=place)
    return number


def _checksum(numbers: list[int]) -> int:
    """Horner's rule in GF(32): sum(a^(n-i) c_i), which the check character (weight one) brings to zero."""
    total = 0
    for number in numbers:
        total = _double(total ^ number)
    return total


def _double(number: int) -> int:
    doubled = number << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled
