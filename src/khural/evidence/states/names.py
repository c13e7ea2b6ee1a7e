"""From the name of a state in a source to its id on a day: exact names only, nothing where a name means two states."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from datetime import date
from importlib import resources

from khural.evidence.actors import resolve
from khural.evidence.states.registry import existed, is_known, spells

AMBIGUOUS = ("korea", "congo", "china", "vietnam")
"""Names that stand for two states at one time or another; each is taken only where an alias says what it means."""

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def plain(name: str) -> str:
    """A name as it is compared: lower case, no accents, no punctuation, "and" for "&", no leading "the"."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    words = _NOT_LETTERS.sub(" ", letters).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@functools.lru_cache(maxsize=20000)
def named(name: str, on: date) -> str | None:
    """The id of the state that was called `name` on the day, None where no state or more than one was."""
    alias = _aliases().get(plain(name))
    if alias is not None:
        return alias if existed(alias, date(on.year, 1, 1), date(on.year, 12, 31)) else None
    found = resolve(name, on)
    if found.kind == "state" and found.code is not None and is_known(found.code):
        return found.code
    return _names().get(plain(name))


@functools.cache
def _aliases() -> dict[str, str]:
    text = resources.files("khural.evidence.states").joinpath("aliases.csv").read_text("utf-8")
    return {plain(row["name"]): row["state"] for row in csv.DictReader(text.splitlines())}


@functools.cache
def _names() -> dict[str, str]:
    """The names of the table of states; a name of two ids is taken out."""
    found: dict[str, set[str]] = {}
    for spell in spells():
        found.setdefault(plain(spell.name), set()).add(spell.state)
    return {name: states.pop() for name, states in found.items() if len(states) == 1 and name not in AMBIGUOUS}
