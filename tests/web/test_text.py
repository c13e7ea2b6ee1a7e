"""Typed text: what is kept, what is refused with a sentence, what is only warned of."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from khural.web.text import CleanCharField, clean, folded, letters_in, mixed_alphabets, mixed_words

REFUSED = {
    "NUL": ("peace\0talks", "U+0000"),
    "escape": ("peace\x1b[31m", "U+001B"),
    "C1 control": ("peace\x85talks", "U+0085"),
    "half a character": ("peace\ud800", "broken"),
    "a character lost on the way": ("M\ufffdngolia", "broken"),
    "no character at all": ("peace\uffff", "U+FFFF"),
    "right-to-left override": ("safe\u202eexe", "RIGHT-TO-LEFT OVERRIDE"),
    "isolate": ("\u2066hidden\u2069", "LEFT-TO-RIGHT ISOLATE"),
    "tag characters": ("peace\U000e0041", "TAG LATIN CAPITAL LETTER A"),
    "only zero-width": ("\u200b\u200d\u2060", "nothing to see"),
    "only Hangul fillers": ("\u3164\u115f", "nothing to see"),
    "300 marks on one letter": ("a" + "\u0301" * 300, "More than 8 marks"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_text_that_hides_something_is_refused_with_its_name(case: str) -> None:
    raw, sentence = REFUSED[case]
    with pytest.raises(ValidationError, match=sentence.replace("+", r"\+")):
        clean(raw)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠤᠨ",
        "Монгол Улс: Ө, Ү",
        "한반도",
        "<script>alert(1)</script> {{7*7}} ../../",
        "Việt Nam ở ạ",
        "🕊 peace",
    ],
)
def test_every_script_passes_unchanged(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_text_is_composed_and_trimmed_and_line_ends_are_line_feeds() -> None:
    assert clean("\ufeff  한  ") == unicodedata.normalize("NFC", "한")
    assert clean("one\ttwo\r\nthree") == "one two three"
    assert clean("one\r\ntwo\rthree", lines=True) == "one\ntwo\nthree"


def test_a_field_asks_for_letters_and_caps_the_length() -> None:
    field = CleanCharField(letters=2, max_length=10)
    assert field.clean("停火") == "停火"
    for wrong in ("🕊🕊🕊", "!", "a", "a" * 11, "", "a" * 50_000):
        with pytest.raises(ValidationError):
            field.clean(wrong)
    assert letters_in("🕊 2 ᠮ") == 2


def test_names_are_equal_whatever_their_width_case_composition_or_invisible_letters() -> None:
    assert folded("ﾓﾝｺﾞﾙ") == folded("モンゴル")
    assert folded(unicodedata.normalize("NFD", "한국")) == folded("한국")
    assert folded("North\u200b  Shore") == folded("ｎｏｒｔｈ shore")
    assert folded("North") != folded("Nοrth")


def test_mixed_alphabets_are_warned_of_and_scripts_side_by_side_are_not() -> None:
    assert mixed_words("The pеace of Улаанбаатар and DPRK측") == ["pеace"]
    assert list(mixed_alphabets(["peace", "мир"])) == []
    assert "pеace" in next(iter(mixed_alphabets(["pеace"])))
