"""Near-duplicates are found in all six languages, quickly, and in any order of the statements."""

from __future__ import annotations

import time

import pytest

from khural.similar import SimilarStatements
from khural.similar.folding import features, folded

# Per language: a statement, another wording of it, and others on the same topic.
CASES = {
    "en": (
        "The ferry should run every day of the week.",
        "We need a daily ferry, every day of the week.",
        ["The pier needs a lamp.", "Fishing should be free.", "Schools on both shores should exchange pupils."],
    ),
    "ru": (
        "Паром должен ходить каждый день.",
        "Нужно, чтобы паромы ходили ежедневно, каждый день недели.",
        ["На пирсе нужен фонарь.", "Рыбалка должна быть бесплатной.", "Школы должны обмениваться учениками."],
    ),
    "mn": (
        "Усан онгоц өдөр бүр явдаг байх ёстой.",
        "Өдөр бүр усан онгоцоор зорчих боломжтой байх хэрэгтэй.",
        ["Хөвөөнд гэрэл хэрэгтэй.", "Загас барих үнэгүй байх ёстой.", "Сургуулиуд сурагчаа солилцох хэрэгтэй."],
    ),
    "ko": (
        "연락선은 매일 운항해야 한다.",
        "매일 운항하는 연락선이 필요하다.",
        ["부두에 등이 필요하다.", "낚시는 무료여야 한다.", "양쪽 학교는 학생을 교환해야 한다."],
    ),
    "zh": (
        "渡轮应该每天开行。",
        "我觉得每天都应该有渡轮。",
        ["码头需要一盏灯。", "钓鱼应该免费。", "两岸学校应该交换学生。"],
    ),
    "ja": (
        "フェリーは毎日運航すべきだ。",
        "毎日フェリーを運航してほしい。",
        ["桟橋に明かりが必要だ。", "釣りは無料にすべきだ。", "両岸の学校は生徒を交換すべきだ。"],
    ),
}


@pytest.mark.parametrize("language", sorted(CASES))
def test_another_wording_is_nearest(language: str) -> None:
    first, other, rest = CASES[language]
    index = SimilarStatements(enumerate([*rest, other]))
    assert index.near(first)[0].key == len(rest)


def test_the_languages_beside_each_other_do_not_disturb() -> None:
    every = [(f"{code}{n}", text) for code, (first, _, rest) in CASES.items() for n, text in enumerate([first, *rest])]
    index = SimilarStatements(every)
    assert {code: index.near(other)[0].key for code, (_, other, _) in CASES.items()} == {c: f"{c}0" for c in CASES}


def test_the_same_words_are_as_near_as_can_be_and_never_itself() -> None:
    index = SimilarStatements([(1, "Ｔｈｅ Café on the pier"), (2, "the cafe on the pier"), (3, "A lamp")])
    (match, *_rest) = index.near("The café on the PIER", but=2)
    assert match.key == 1
    assert match.nearness == pytest.approx(1.0)


def test_order_changes_nothing() -> None:
    texts = [(n, text) for n, (first, other, rest) in enumerate(CASES.values()) for text in [first, other, *rest][:1]]
    asked = CASES["ko"][1]
    assert SimilarStatements(texts).near(asked) == SimilarStatements(reversed(texts)).near(asked)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🙏", "\u200b"])
def test_texts_without_words_are_near_nothing(text: str) -> None:
    assert features(text) == {}
    assert SimilarStatements([(1, text), (2, "A lamp on the pier")]).near(text) == []
    assert SimilarStatements[int]([]).near("A lamp") == []


def test_width_case_accents_and_kana_make_no_difference() -> None:
    assert folded("ÉCOLE Ａ１ フェリー ёлка") == folded("école a1 ふぇりー елка")


def test_a_thousand_statements_are_searched_in_milliseconds() -> None:
    texts = [(n, f"Statement {n} about lamp {n % 37} and ferry {n % 11} on pier {n % 101}") for n in range(1000)]
    began = time.process_time()
    index = SimilarStatements(texts)
    for _, text in texts[:50]:
        index.near(text)
    # One look at one statement and the index of a thousand: far below what a page may take.
    assert time.process_time() - began < 2.0
