"""Short official names of the states in the packed evidence, in the six languages of the pages.

Each is the short form by which the state presents itself to the United Nations, or that form's usual translation; a
dialogue may replace any of them by its own name list.
"""

from __future__ import annotations

from khural.web.library.state_names import state_names

STATES: dict[str, dict[str, str]] = {
    "CHN": {"en": "China", "mn": "БНХАУ", "ko": "중국", "zh-hans": "中国", "ja": "中国", "ru": "Китай"},
    "JPN": {"en": "Japan", "mn": "Япон", "ko": "일본", "zh-hans": "日本", "ja": "日本", "ru": "Япония"},
    "KOR": {
        "en": "ROK",
        "mn": "БНСУ",
        "ko": "대한민국",
        "zh-hans": "大韩民国",
        "ja": "大韓民国",
        "ru": "Республика Корея",
    },
    "MNG": {
        "en": "Mongolia",
        "mn": "Монгол Улс",
        "ko": "몽골",
        "zh-hans": "蒙古国",
        "ja": "モンゴル",
        "ru": "Монголия",
    },
    "PRK": {
        "en": "DPRK",
        "mn": "БНАСАУ",
        "ko": "조선민주주의인민공화국",
        "zh-hans": "朝鲜民主主义人民共和国",
        "ja": "朝鮮民主主義人民共和国",
        "ru": "КНДР",
    },
    "RUS": {
        "en": "Russian Federation",
        "mn": "ОХУ",
        "ko": "러시아연방",
        "zh-hans": "俄罗斯联邦",
        "ja": "ロシア連邦",
        "ru": "Российская Федерация",
    },
    "USA": {"en": "USA", "mn": "АНУ", "ko": "미국", "zh-hans": "美国", "ja": "米国", "ru": "США"},
}
HOST = "MNG"
PARTIES = ("PRK", "KOR")
STAKEHOLDERS = ("CHN", "JPN", "RUS", "USA")
CORE = "PRK"
"""The party whose seat the head count is shown above: it is the one whose attendance the article claims."""
IN_ORDER = tuple(sorted((*PARTIES, *STAKEHOLDERS), key=lambda code: STATES[code]["en"].casefold()))


def name_of(code: str, language: str) -> str:
    """The name of a state, or its code where none is listed."""
    names = STATES.get(code) or state_names().get(code, {})
    return names.get(language) or names.get("en") or code
