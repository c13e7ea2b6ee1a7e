"""Messages of the libraries, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext

from khural.messages import MESSAGES, Message


def translated(message: Message) -> str:
    """The sentence of `message` in the active language."""
    return text_of(message.code) % message.params


def text_of(code: str) -> str:
    """The text behind a code in the active language, its placeholders still open."""
    return gettext(MESSAGES[code])
