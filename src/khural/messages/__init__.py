"""Every message of the libraries: a code, parameters, and the English text. The web translates them by their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from khural.messages.claims import CLAIMS
from khural.messages.commonground import COMMONGROUND
from khural.messages.credentials import CREDENTIALS
from khural.messages.evidence import EVIDENCE
from khural.messages.files import FILES
from khural.messages.marking import gettext_noop
from khural.messages.mediators import MEDIATORS
from khural.messages.polis import POLIS
from khural.messages.publishing import PUBLISHING
from khural.messages.tension import TENSION

Value = str | int | float


@dataclass(frozen=True)
class Message:
    """One thing a reader must be told. `params` fill the placeholders of the text that belongs to `code`."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)


class KhuralError(Exception):
    """A refusal that names what is wrong, where, and what to do; it carries a Message, and no user sees a traceback."""

    def __init__(self, code: str, **params: Value) -> None:
        self.message = Message(code, params)
        super().__init__(english(self.message))


def english(message: Message) -> str:
    """The English sentence of `message`."""
    return MESSAGES[message.code] % message.params


MESSAGES: dict[str, str] = {
    **CLAIMS,
    **COMMONGROUND,
    **CREDENTIALS,
    **EVIDENCE,
    **FILES,
    **MEDIATORS,
    **POLIS,
    **PUBLISHING,
    **TENSION,
}

__all__ = ["MESSAGES", "KhuralError", "Message", "Value", "english", "gettext_noop"]
