"""The same statements across editions: what was published then and what was published now, side by side.

Closed rounds have bands and rounded totals only, so nothing is subtracted and no interval is given: a band is what the
gate let out, once per edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from khural.publishing import Published, PublishedStatement, restore
from khural.web.cases.models import Dialogue, Edition
from khural.web.findings.models import Result
from khural.web.rounds.models import StatementVersion
from khural.web.text import folded


@dataclass(frozen=True)
class Side:
    """One published statement of one edition, and the day on which its round was published."""

    edition: Edition
    published: PublishedStatement
    on: date

    @property
    def is_shared(self) -> bool:
        """At least two delegations are shown, and every one of them mostly agrees."""
        shown = self.published.shown
        return len(shown) > 1 and all(cell.band == "mostly_agree" for cell in shown)


@dataclass(frozen=True)
class Pair:
    """One wording that two editions voted on."""

    text: str
    language: str
    then: Side
    now: Side


def pairs_of(dialogue: Dialogue) -> tuple[Pair, ...]:
    """Every wording of the last edition that an earlier one voted on too; rehearsals are never compared."""
    q = Result.objects.filter(round__edition__dialogue=dialogue, round__edition__is_rehearsal=False)
    seen: dict[str, list[tuple[str, str, Side]]] = {}
    for result in q.select_related("round__edition").order_by("round__edition__year", "round__slot"):
        for text, language, side in _sides(result):
            seen.setdefault(folded(text), []).append((text, language, side))
    return tuple(_pair(same) for same in seen.values() if same[0][2].edition != same[-1][2].edition)


def _pair(same: list[tuple[str, str, Side]]) -> Pair:
    text, language, now = same[-1]
    then = next(side for _text, _language, side in reversed(same) if side.edition != now.edition)
    return Pair(text, language, then, now)


def _sides(result: Result) -> list[tuple[str, str, Side]]:
    published: Published = restore(result.body)
    wanted = {int(statement.statement): statement for statement in published.statements}
    assert result.round.published_at
    on = timezone.localdate(result.round.published_at)
    q = StatementVersion.objects.filter(pk__in=wanted).prefetch_related("texts")
    return [
        (version.source_text.text, version.source_text.language, Side(result.round.edition, wanted[version.pk], on))
        for version in q
    ]
