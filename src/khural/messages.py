"""Every message of the libraries: a code, parameters, and the English text. The web translates them by their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float


@dataclass(frozen=True)
class Message:
    """One thing a reader must be told. `params` fill the placeholders of the text that belongs to `code`."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)


class KhuralError(Exception):
    """A refusal that names what is wrong, where, and what to do; it carries a Message and never a traceback to a user."""

    def __init__(self, code: str, **params: Value) -> None:
        self.message = Message(code, params)
        super().__init__(english(self.message))


def gettext_noop(text: str) -> str:
    """Mark `text` for extraction into the catalogues without importing a translation framework."""
    return text


def english(message: Message) -> str:
    """The English sentence of `message`."""
    return MESSAGES[message.code] % message.params


COMMONGROUND: dict[str, str] = {}

CREDENTIALS: dict[str, str] = {}

FILES: dict[str, str] = {}

EVIDENCE: dict[str, str] = {}

PUBLISHING: dict[str, str] = {}

MESSAGES: dict[str, str] = {**COMMONGROUND, **CREDENTIALS, **EVIDENCE, **FILES, **PUBLISHING}
