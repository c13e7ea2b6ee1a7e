"""States by name: as the case's own list has them, else by the short official form, else by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khural.messages import Message, Value
from khural.web.cases.models import Case
from khural.web.language import current_language
from khural.web.library.names import name_of
from khural.web.messages import text_of

STATE_PARAMS = ("state", "party", "a", "b")
"""Parameters of the messages about mediators that hold state codes."""


@dataclass(frozen=True)
class Names:
    """Names in the language of the page; `own` are those of the case's parties, in their fixed order."""

    own: Mapping[str, str] = field(default_factory=dict)

    def of(self, code: str) -> str:
        """The name of a state, or of a party that is none."""
        return self.own.get(code) or name_of(code, current_language())

    def ordered(self, codes: Iterable[str]) -> list[str]:
        """Codes in the case's fixed order, others by name after them."""
        place = {code: number for number, code in enumerate(self.own)}
        return sorted(codes, key=lambda code: (place.get(code, len(place)), self.of(code).casefold()))

    def told(self, message: Message) -> str:
        """The sentence of a message with its state codes replaced by names."""
        params: dict[str, Value] = {
            key: self.of(str(value)) if key in STATE_PARAMS else value for key, value in message.params.items()
        }
        return text_of(message.code) % params


def names_in(case: Case) -> Names:
    """The names of a case; a party that is no state stands under its own name."""
    language = current_language()
    return Names({party.state or party.name: party.name_in(language) for party in case.parties.all()})
