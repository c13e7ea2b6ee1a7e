"""The rehearsal's statements are complete in six languages, plain, and take nobody's side."""

import re
import unicodedata
from collections import Counter

import pytest

from khural.example import LANGUAGES, baskets, delegations, statements
from khural.example.content import BASKETS
from khural.example.simulation import LEANINGS, LEVEL

LENGTHS = {"en": (40, 110), "mn": (40, 120), "ko": (18, 60), "zh-hans": (12, 45), "ja": (18, 60), "ru": (40, 120)}
"""Characters of the shortest and longest statement that a phone of 360 px still shows without scrolling."""

SCRIPTS = {
    "en": r"[A-Za-z]",
    "mn": r"[А-Яа-яЁёӨөҮү]",
    "ko": r"[가-힣]",
    "zh-hans": r"[一-鿿]",
    "ja": r"[ぁ-ヿ々一-鿿]",
    "ru": r"[А-Яа-яЁё]",
}

STATE_NAMES = {
    "en": "korea mongolia china chinese japan russia america united ulaanbaatar pyongyang seoul beijing tokyo moscow",
    "mn": "солонгос монгол хятад япон орос америк ану улаанбаатар пхеньян сөүл бээжин токио москва",
    "ko": "한국 조선 북한 남한 한반도 몽골 중국 일본 러시아 미국 평양 서울 베이징 도쿄 모스크바 울란바토르",
    "zh-hans": "朝鲜 韩国 半岛 蒙古 中国 日本 俄罗斯 美国 平壤 首尔 北京 东京 莫斯科 乌兰巴托",
    "ja": "朝鮮 韓国 半島 モンゴル 中国 日本 ロシア 米国 アメリカ 平壌 ソウル 北京 東京 モスクワ ウランバートル",
    "ru": "корея корей монгол кита япон росси русск америк сша пхеньян сеул пекин токио москв улан-батор",
}

GLOSSARY = (
    ("security-03", "mn", "хурцадмал байдал"),
    ("security-03", "ko", "긴장"),
    ("security-03", "zh-hans", "紧张"),
    ("security-03", "ja", "緊張"),
    ("security-03", "ru", "напряжённость"),
    ("youth-06", "mn", "итгэлцэл"),
    ("youth-06", "ko", "신뢰"),
    ("youth-06", "zh-hans", "信任"),
    ("youth-06", "ja", "信頼"),
    ("youth-06", "ru", "довери"),
    ("security-05", "mn", "амлалт"),
    ("security-05", "ko", "약속"),
    ("security-05", "zh-hans", "承诺"),
    ("security-05", "ja", "約束"),
    ("security-05", "ru", "обязательств"),
    ("youth-03", "mn", "яриа хэлэлцээ"),
    ("youth-03", "ko", "대화"),
    ("youth-03", "zh-hans", "对话"),
    ("youth-03", "ja", "対話"),
    ("youth-03", "ru", "диалог"),
)
"""(statement, language, word of the glossary that it must use)."""


def every_text() -> list[tuple[str, str, str]]:
    found = [(statement.id, text.language, text.text) for statement in statements() for text in statement.texts]
    return found + [(basket.key, text.language, text.text) for basket in baskets() for text in basket.names]


def test_there_are_46_statements_over_seven_baskets() -> None:
    assert len(statements()) == 46
    assert {statement.basket for statement in statements()} == set(BASKETS) == set(LEVEL)
    assert min(Counter(statement.basket for statement in statements()).values()) >= 6


def test_thirty_are_published_and_the_sixteen_others_are_open() -> None:
    first, second = statements(1), statements(2)
    assert (len(first), len(second)) == (30, 16)
    assert {statement.id for statement in (*first, *second)} == {statement.id for statement in statements()}
    assert {statement.basket for statement in first} == {statement.basket for statement in second} == set(BASKETS)


def test_every_statement_stands_in_six_languages_and_says_that_nobody_has_reviewed_it() -> None:
    every = [statement.texts for statement in statements()] + [basket.names for basket in baskets()]
    for texts in every:
        assert tuple(text.language for text in texts) == LANGUAGES
        assert not any(text.is_reviewed for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_statements_say_the_same_in_any_language(language: str) -> None:
    texts = [statement.text(language).casefold() for statement in statements()]
    assert len(set(texts)) == len(texts)


def test_identifiers_are_unique_and_name_their_basket() -> None:
    identifiers = [statement.id for statement in statements()]
    assert len(set(identifiers)) == len(identifiers)
    assert all(statement.id.startswith(statement.basket + "-") for statement in statements())


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_are_one_sentence_of_a_sane_length(language: str) -> None:
    shortest, longest = LENGTHS[language]
    for statement in statements():
        text = statement.text(language)
        assert shortest <= len(text) <= longest, f"{statement.id}: {len(text)}"
        assert text.endswith("." if language not in ("zh-hans", "ja") else "。")
        assert len(re.findall(r"[.。!?！？]", text)) == 1, statement.id


def test_texts_are_normalised_and_hold_no_invisible_or_doubled_space() -> None:
    for where, language, text in every_text():
        assert text == unicodedata.normalize("NFC", text) == text.strip(), (where, language)
        assert "  " not in text
        assert not any(unicodedata.category(character).startswith("C") for character in text), (where, language)


def test_each_text_is_written_in_the_script_of_its_language() -> None:
    for where, language, text in every_text():
        letters = [character for character in text if character.isalpha()]
        foreign = [letter for letter in letters if not re.match(SCRIPTS[language], letter)]
        assert not foreign, (where, language, foreign)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_names_a_state_or_a_capital(language: str) -> None:
    for statement in statements():
        named = [name for name in STATE_NAMES[language].split() if name in statement.text(language).casefold()]
        assert not named, (statement.id, named)


@pytest.mark.parametrize(("identifier", "language", "word"), GLOSSARY)
def test_words_of_the_glossary_are_used(identifier: str, language: str, word: str) -> None:
    statement = next(statement for statement in statements() if statement.id == identifier)
    assert word in statement.text(language).casefold()


def test_every_leaning_is_known_to_the_model_and_used() -> None:
    assert {statement.leaning for statement in statements()} == set(LEANINGS)


def test_seven_delegations_hold_31_seats() -> None:
    assert [(delegation.number, delegation.seats) for delegation in delegations()] == [
        *[(1, 3), (2, 4), (3, 6), (4, 2), (5, 5), (6, 4), (7, 7)]
    ]
    assert sum(delegation.seats for delegation in delegations()) == 31


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_delegation_is_a_number_in_every_language(language: str) -> None:
    names = [delegation.name(language) for delegation in delegations()]
    assert [re.findall(r"\d+", name) for name in names] == [[str(number)] for number in range(1, 8)]


def test_a_language_that_is_not_there_is_no_silent_english() -> None:
    with pytest.raises(KeyError):
        statements()[0].text("fr")
