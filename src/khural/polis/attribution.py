"""What somebody who shared an export asks of those who show it, as far as a file beside it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 2000
STATEMENT = re.compile(r"BEGIN STATEMENT *-*\s*(.+?)\s*-* *END STATEMENT", re.DOTALL)
LICENCES = (
    (re.compile(r"CC[- ]BY[- ]SA[- ]4\.0|Attribution[- ]ShareAlike 4\.0", re.IGNORECASE), "CC BY-SA 4.0"),
    (re.compile(r"CC[- ]BY[- ]NC[- ]SA[- ]4\.0|NonCommercial[- ]ShareAlike 4\.0", re.IGNORECASE), "CC BY-NC-SA 4.0"),
    (re.compile(r"CC[- ]BY[- ]NC[- ]4\.0|Attribution[- ]NonCommercial 4\.0", re.IGNORECASE), "CC BY-NC 4.0"),
    (re.compile(r"CC[- ]BY[- ]4\.0|Creative Commons Attribution 4\.0", re.IGNORECASE), "CC BY 4.0"),
    (re.compile(r"CC0|Public Domain Dedication", re.IGNORECASE), "CC0 1.0"),
)


@dataclass(frozen=True)
class Attribution:
    """The words to show beside the conversation, and the name of the licence; empty where nothing says so."""

    words: str = ""
    licence: str = ""


def attribution_in(terms: Iterable[str]) -> Attribution:
    """From the texts beside an export, nearest first: the passage marked as the statement to show, else the text."""
    words = licence = ""
    for text in terms:
        marked = STATEMENT.search(text)
        words = words or _plain(marked[1] if marked else text)
        licence = licence or next((name for pattern, name in LICENCES if pattern.search(text)), "")
    return Attribution(words, licence)


def _plain(text: str) -> str:
    lines = [line.strip(" #\t") for line in text.strip().splitlines()]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return joined if len(joined) <= LONGEST else joined[: LONGEST - 1] + "…"
