"""A token survives paper, thumbs and foreign keyboards, and a typing error is noticed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khural.credentials import TokenError, decode, encode, new_token
from khural.credentials.token import ALPHABET

TOKENS = st.binary(min_size=16, max_size=16)


def _code(text: str) -> str:
    with pytest.raises(TokenError) as refusal:
        decode(text)
    return refusal.value.message.code


@given(TOKENS)
def test_what_is_printed_is_read_back(token: bytes) -> None:
    assert decode(encode(token)) == token


def test_the_printed_code_is_nine_groups_of_three_without_look_alikes() -> None:
    groups = encode(new_token()).split("-")
    assert [len(group) for group in groups] == [3] * 9
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32


@given(TOKENS)
def test_the_code_may_be_typed_in_small_letters_with_spaces_or_without_dashes_or_full_width(token: bytes) -> None:
    printed = encode(token)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in printed)
    for typed in (printed.lower(), printed.replace("-", ""), f"  {printed.replace('-', ' ')}\n", wide):
        assert decode(typed) == token


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        *zip("0011V", "OoILU", strict=True),
        *zip("ABEKMH0PCTYYX3", "АВЕКМНОРСТУҮХЗ", strict=True),
        ("-", "–"),
        ("-", "−"),
    ],
)
def test_a_look_alike_reads_as_the_character_it_looks_like(printed: str, typed: str) -> None:
    codes = (encode(bytes([number]) * 16) for number in range(256))
    examples = [code for code in codes if printed in code]
    assert examples
    for code in examples:
        assert decode(code.replace(printed, typed)) == decode(code)


@pytest.mark.parametrize("token", [bytes(16), bytes(range(16)), b"\xff" * 16])
def test_any_one_wrong_character_is_noticed(token: bytes) -> None:
    code = encode(token).replace("-", "")
    wrong = [code[:i] + c + code[i + 1 :] for i in range(27) for c in ALPHABET if c != code[i]]
    assert len(wrong) == 27 * 31
    assert {_code(text) for text in wrong} == {"credentials.token_check"}


def test_any_exchange_of_two_characters_is_noticed_adjacent_or_not() -> None:
    # The check is linear, so an exchange at places i and j goes unnoticed for one pair of characters if and only if it
    # does for all: every place pair is tried with every difference of characters.
    noticed = 0
    for number, (i, j) in itertools.product(range(64), itertools.combinations(range(27), 2)):
        code = list(
            encode((number * 0x0101_3D4F_9E11_0765_8B2D_1C39_F00D % 2**128).to_bytes(16, "big")).replace("-", "")
        )
        if code[i] != code[j]:
            code[i], code[j] = code[j], code[i]
            assert _code("".join(code)) == "credentials.token_check"
            noticed += 1
    assert noticed > 15_000


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 26, "A" * 28, "A" * 100_000, "----"])
def test_a_code_of_another_length_is_refused_by_its_length(typed: str) -> None:
    assert _code(typed) == "credentials.token_length"


@pytest.mark.parametrize("strange", ["?", "И", "字", "🙂", "٣"])
def test_a_strange_character_is_named_by_its_place(strange: str) -> None:
    with pytest.raises(TokenError) as refusal:
        decode(strange.join(["N63", "16KBP8090Q0Q1RVG57VM4R"]))
    assert refusal.value.message.code == "credentials.token_character"
    assert refusal.value.message.params == {"place": 4}


def test_the_two_spare_bits_are_zero_so_that_a_token_has_one_code_only() -> None:
    accepted = []
    for last, check in itertools.product(ALPHABET, ALPHABET):
        try:
            accepted.append(decode("0" * 25 + last + check))
        except TokenError:
            continue
    assert len(accepted) == len(set(accepted)) == 8


@given(st.text(max_size=60))
def test_a_text_that_is_no_code_is_refused_whatever_it_holds(text: str) -> None:
    assert _code(text + "A" * (28 - min(len(text), 28)) + "B" * 27).startswith("credentials.token_")


@pytest.mark.parametrize("size", [0, 15, 17])
def test_only_sixteen_bytes_are_a_token(size: int) -> None:
    with pytest.raises(TokenError):
        encode(bytes(size))
