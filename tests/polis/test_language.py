"""The language of a conversation is told by its script and its commonest words, or left open."""

from __future__ import annotations

import pytest

from khural.polis import UNDETERMINED, likeliest

SAID = {
    "en": "We should not build more roads in the valley, it is for the people that live there.",
    "de": "Die Stadt sollte mehr für den Radverkehr tun und nicht nur für die Autos.",
    "fr": "Il faut que la ville fasse plus pour les vélos et pas seulement pour les voitures.",
    "es": "El gobierno debe hacer más por los jóvenes que no tienen trabajo en la ciudad.",
    "pt": "O governo deve fazer mais para os jovens que não têm trabalho.",
    "fi": "Kaupungin pitäisi rakentaa lisää pyöräteitä, mutta ei niin että puistot katoavat.",
    "mn": "Бид хот дахь агаарын бохирдлыг бууруулах ёстой гэж үзэж байна.",
    "ru": "Город должен строить больше дорог для велосипедов.",
    "uk": "Місто повинно будувати більше доріг для велосипедів.",
    "ko": "도시는 자전거 도로를 더 많이 만들어야 합니다.",
    "ja": "都市はもっと自転車道を作るべきだ。",
    "zh-hans": "这个城市应该为自行车修更多的路。",
    "zh-hant": "這個城市應該為自行車修更多的路。",
    "fa": "شهر باید برای دوچرخه‌ها راه‌های بیشتری بسازد؛ پارک‌ها هم.",
}


@pytest.mark.parametrize(("tag", "text"), SAID.items())
def test_a_sentence_tells_its_language(tag: str, text: str) -> None:
    assert likeliest([text]) == tag


def test_foreign_words_in_between_change_nothing() -> None:
    assert likeliest(["UberX 應該納管", "我覺得 Uber App 的計程車這個很好", "Google Maps"]) == "zh-hant"


@pytest.mark.parametrize("texts", [[], [""], ["42 !!!"], ["A bridge!"], ["Lorem ipsum dolor sit amet"]])
def test_what_tells_nothing_is_left_open(texts: list[str]) -> None:
    assert likeliest(texts) == UNDETERMINED
