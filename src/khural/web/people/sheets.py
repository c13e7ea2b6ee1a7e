"""What is printed on a sealed sheet: the code, the square that holds it, and a few words in every language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from khural.credentials import encode
from khural.web.cases.models import Edition, IssuingMode

LOCAL = {"127.0.0.1", "localhost", "::1", "0.0.0.0"}  # noqa: S104 - compared with, never bound


@dataclass(frozen=True)
class Greeting:
    """The instructions in one language."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet. It says nothing of the delegation, so that a found one leads nowhere."""

    code: str
    qr: SafeString


def sheets(tokens: Iterable[bytes], voter_address: str, language: str) -> list[Sheet]:
    """A sheet for each token; the code stands in the link's fragment, which no server ever receives."""
    query = f"?lang={language}" if language else ""
    codes = [encode(token) for token in tokens]
    return [Sheet(code, _square(f"{voter_address}{query}#{code}")) for code in codes]


def _square(link: str) -> SafeString:
    # segno writes numbers and fixed words only; the link is drawn, not written.
    svg = segno.make(link, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(svg.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S308 - see above


def greetings(edition: Edition, voter_address: str) -> list[Greeting]:
    """The instructions in the six languages."""
    return [_greeting(code, edition, voter_address) for code, _label in settings.LANGUAGES]


def _greeting(code: str, edition: Edition, voter_address: str) -> Greeting:
    with translation.override(code):
        lines = (
            _("Scan the square, or open %(address)s and type the code.") % {"address": voter_address},
            _("Keep this sheet to yourself: whoever has it can vote with it. A lost sheet is not replaced."),
            _how(edition),
        )
    return Greeting(code, lines)


def _how(edition: Edition) -> str:
    if edition.issuing == IssuingMode.NAMED:
        return _("Whoever delivered this sheet could know its code.")
    return _("Draw one sheet yourself, and do not write your name on it.")


def is_local(voter_address: str) -> bool:
    """Whether a phone could not open this address: it names the machine itself."""
    return urlsplit(voter_address).hostname in LOCAL
