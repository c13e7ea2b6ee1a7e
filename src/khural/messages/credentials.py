"""What the room `credentials` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

CREDENTIALS: dict[str, str] = {
    "credentials.key_label": gettext_noop("No key is derived for the label %(label)s."),
    "credentials.key_material": gettext_noop("A token and the salt of an edition have %(wanted)s bytes each."),
    "credentials.key_slot": gettext_noop("There is no slot %(slot)s; slots go from 0 to %(last)s."),
    "credentials.no_seats": gettext_noop("A delegation of %(seats)s seats gets no tokens."),
    "credentials.token_character": gettext_noop("Character %(place)s of the code does not occur in codes."),
    "credentials.token_check": gettext_noop("One of the characters is wrong; please compare with the sheet."),
    "credentials.token_length": gettext_noop("The code has %(length)s characters; it needs %(wanted)s."),
}
