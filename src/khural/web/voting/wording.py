"""Messages of the libraries, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext

from khural.messages import MESSAGES, Message


def told(message: Message) -> str:
    """The sentence of a message."""
    return gettext(MESSAGES[message.code]) % message.params
