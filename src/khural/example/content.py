"""The statements, baskets and delegations of the rehearsal, read from the package's own files.

One TOML file per basket: the name of the basket and its statements, each in six languages, with the round in which it
is put to the vote and the leaning that the simulation gives it.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

LANGUAGES = ("en", "mn", "ko", "zh-hans", "ja", "ru")
ORIGINAL = "en"
"""The language the statements were written in; the others are translations of it."""

BASKETS = ("security", "economy", "energy", "infrastructure", "humanitarian", "environment", "youth")
SEATS = (3, 4, 6, 2, 5, 4, 7)
DELEGATION_NAMES = {
    "en": "Delegation {number}",
    "mn": "{number} дугаар төлөөлөгчид",
    "ko": "대표단 {number}",
    "zh-hans": "第{number}代表团",
    "ja": "第{number}代表団",
    "ru": "Делегация {number}",
}


@dataclass(frozen=True)
class Text:
    """A wording in one language. `is_reviewed` says whether a native speaker has approved it."""

    language: str
    text: str
    is_reviewed: bool


@dataclass(frozen=True)
class Basket:
    """A group of topics with its name in every language."""

    key: str
    names: tuple[Text, ...]

    def name(self, language: str) -> str:
        """The name in `language`; KeyError for a language outside LANGUAGES."""
        return {text.language: text.text for text in self.names}[language]


@dataclass(frozen=True)
class Statement:
    """A sentence to agree with or not. `round` is 1 (published) or 2 (open to vote in)."""

    id: str
    basket: str
    round: int
    leaning: str
    texts: tuple[Text, ...]

    def text(self, language: str) -> str:
        """The wording in `language`; KeyError for a language outside LANGUAGES."""
        return {text.language: text.text for text in self.texts}[language]


@dataclass(frozen=True)
class Delegation:
    """A delegation without a state. `number` counts from 1."""

    number: int
    seats: int

    def name(self, language: str) -> str:
        """The name in `language`; KeyError for a language outside LANGUAGES."""
        return DELEGATION_NAMES[language].format(number=self.number)


def statements(round: int | None = None) -> tuple[Statement, ...]:  # noqa: A002 (the field's own word)
    """All statements by basket, or those of one round. No statement stands in both rounds."""
    everything = (statement for basket in BASKETS for statement in _file(basket)[1])
    return tuple(statement for statement in everything if round in (None, statement.round))


def baskets() -> tuple[Basket, ...]:
    """The seven baskets in their order."""
    return tuple(_file(basket)[0] for basket in BASKETS)


def delegations() -> tuple[Delegation, ...]:
    """Delegations 1 to 7, with 31 seats in all."""
    return tuple(Delegation(number, seats) for number, seats in enumerate(SEATS, start=1))


@functools.cache
def _file(basket: str) -> tuple[Basket, tuple[Statement, ...]]:
    path = resources.files("khural.example") / "statements" / f"{basket}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    is_reviewed = bool(data["reviewed"])
    return Basket(basket, _texts(data["names"], is_reviewed)), tuple(
        Statement(row["id"], basket, row["round"], row["leaning"], _texts(row, is_reviewed))
        for row in data["statement"]
    )


def _texts(row: dict[str, str], is_reviewed: bool) -> tuple[Text, ...]:
    return tuple(Text(language, row[language], is_reviewed) for language in LANGUAGES)
