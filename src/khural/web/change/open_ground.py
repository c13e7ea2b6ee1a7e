"""The same statements in two open consultations of a dialogue: shares with intervals then and now, and the difference.

Only what the gate published is read, so shares come from counts rounded to five. The interval of the difference is
Newcombe's (1998, method 10) from the two Wilson intervals: it knows how many answered, not who chose to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from khural.publishing.square import restore_open
from khural.publishing.square.published import OpenCell, wilson
from khural.web.cases.models import Dialogue
from khural.web.rounds.models import Phase, StatementVersion
from khural.web.square.models import Consultation
from khural.web.text import folded

DONE = (Phase.CLOSED, Phase.PUBLISHED)


@dataclass(frozen=True)
class OpenSide:
    """One statement of one consultation with what is shown of everybody's answers."""

    consultation: Consultation
    cell: OpenCell


@dataclass(frozen=True)
class OpenPair:
    """One wording that two consultations put to people. `difference` is now minus then in percent, with its ends."""

    text: str
    language: str
    then: OpenSide
    now: OpenSide
    difference: tuple[int, int, int]


def open_pairs(dialogue: Dialogue) -> tuple[OpenPair, ...]:
    """Every wording of the last consultation that an earlier one had too, where both are shown; no rehearsals."""
    q = Consultation.objects.filter(round__edition__dialogue=dialogue, round__edition__is_rehearsal=False)
    seen: dict[str, list[tuple[str, str, OpenSide]]] = {}
    for consultation in q.filter(round__phase__in=DONE).order_by("round__edition__year", "round__slot"):
        for text, language, side in _sides(consultation):
            seen.setdefault(folded(text), []).append((text, language, side))
    return tuple(_pair(*same[-2:]) for same in seen.values() if len(same) > 1)


def _sides(consultation: Consultation) -> list[tuple[str, str, OpenSide]]:
    row = consultation.publications.first()
    if row is None:
        return []
    shown = {int(one.statement): one.everybody for one in restore_open(row.body).statements if one.everybody.is_shown}
    q = StatementVersion.objects.filter(pk__in=shown).prefetch_related("texts")
    return [
        (version.source_text.text, version.source_text.language, OpenSide(consultation, shown[version.pk]))
        for version in q
    ]


def _pair(then: tuple[str, str, OpenSide], now: tuple[str, str, OpenSide]) -> OpenPair:
    text, language, side = now
    return OpenPair(text, language, then[2], side, difference(then[2].cell, side.cell))


def difference(then: OpenCell, now: OpenCell) -> tuple[int, int, int]:
    """Now minus then, in whole percent, with the ends of its 95 % interval rounded outwards."""
    first, second = _share(then), _share(now)
    middle = second[0] - first[0]
    low = middle - math.hypot(second[0] - second[1], first[2] - first[0])
    high = middle + math.hypot(second[2] - second[0], first[0] - first[1])
    return round(100 * middle), math.floor(100 * low), math.ceil(100 * high)


def _share(cell: OpenCell) -> tuple[float, float, float]:
    assert cell.agree is not None
    assert cell.of
    return (cell.agree / cell.of, *wilson(cell.agree, cell.of))
