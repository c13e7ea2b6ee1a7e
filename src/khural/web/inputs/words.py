"""What was handed to a table, in the words of the page's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from khural.web.inputs.models import Input


@dataclass(frozen=True)
class Row:
    """One finding with its answer, if there is one."""

    pk: int
    text: str
    language: str
    finding: str
    consultation: str
    basket: str
    note: str
    handed_at: datetime
    answer: str
    answer_language: str
    answered_at: datetime | None


def as_row(one: Input, language: str) -> Row:
    """An input as a page shows it."""
    best = one.version.best_text(language)
    return Row(
        pk=one.pk,
        text=best.text,
        language=best.language,
        finding=finding_sentence(one.finding),
        consultation=one.version.statement.round.name_in(language),
        basket=one.basket.name_in(language) if one.basket else "",
        note=one.note,
        handed_at=one.handed_at,
        answer=one.answer,
        answer_language=one.answer_language,
        answered_at=one.answered_at,
    )


def finding_sentence(finding: dict[str, int]) -> str:
    """The published shares in one sentence."""
    if not finding:
        return _("No numbers could be shown.")
    return (
        _("Of about %(of)d people %(agree)d %% agree (%(agree_low)d to %(agree_high)d) and %(disagree)d %% disagree.")
        % finding
    )
