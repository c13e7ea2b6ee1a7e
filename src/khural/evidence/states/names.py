"""From the name of a state in a source to its id: exact names only, and nothing where a name means two states."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from importlib import resources

from khural.evidence.states.registry import spells

AMBIGUOUS = ("korea", "yemen arab", "congo", "vietnam republic", "china republic", "guinea states", "germany states")
"""Names that mean two states of one time."""

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def plain(name: str) -> str:
    """A name as it is compared: lower case, no accents, no punctuation, "and" for "&", no leading "the"."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    words = _NOT_LETTERS.sub(" ", letters).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def named(name: str) -> str | None:
    """The id of the state that is called `name`, None where no state or more than one is."""
    return _names().get(plain(name))


@functools.cache
def _names() -> dict[str, str]:
    """Aliases first, then the names of the table of states; a name of two ids is taken out."""
    text = resources.files("khural.evidence.states").joinpath("aliases.csv").read_text("utf-8")
    aliases = {plain(row["name"]): row["state"] for row in csv.DictReader(text.splitlines())}
    found: dict[str, set[str]] = {}
    for spell in spells():
        found.setdefault(plain(spell.name), set()).add(spell.state)
    single = {name: states.pop() for name, states in found.items() if len(states) == 1}
    return {name: state for name, state in {**single, **aliases}.items() if name not in AMBIGUOUS}
