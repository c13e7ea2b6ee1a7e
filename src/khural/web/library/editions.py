"""The editions of the packed evidence as rows of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khural.evidence.facts import editions
from khural.evidence.records import EditionFact
from khural.web.library import field_words
from khural.web.library.figures import state_at
from khural.web.library.names import CORE, IN_ORDER
from khural.web.library.sourcing import Source, edition_sources


@dataclass(frozen=True)
class EditionRow:
    """One edition or postponed year; `fact` holds what the table says, in English."""

    fact: EditionFact
    people: str
    core: str
    came: tuple[str, ...]
    unknown: tuple[str, ...]
    sources: tuple[Source, ...]


def edition_rows(names: Mapping[str, str]) -> tuple[EditionRow, ...]:
    """Every row of the table of editions, by year."""
    sources = edition_sources()
    return tuple(_row(fact, names, sources) for fact in editions())


def _row(fact: EditionFact, names: Mapping[str, str], sources: tuple[Source, ...]) -> EditionRow:
    at = {code: state_at(fact, code) for code in IN_ORDER}
    return EditionRow(
        fact=fact,
        people=_people(fact),
        core=field_words.states()[at[CORE]],
        came=tuple(names[code] for code in IN_ORDER if at[code] == "attended"),
        unknown=tuple(names[code] for code in IN_ORDER if at[code] == "unknown"),
        sources=tuple(source for source in sources if source.what == str(fact.year)),
    )


def _people(fact: EditionFact) -> str:
    low, high = fact.participants_min, fact.participants_max
    if low is None:
        return _("no count")
    if high is None:
        return _("more than %(low)s") % {"low": low}
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
