"""Reads around a published result: its number, the wordings of its statements, the names of its delegations."""

from __future__ import annotations

from django.utils.translation import gettext as _

from khural.publishing import Published
from khural.web.cases.models import Edition
from khural.web.findings.models import Result
from khural.web.findings.presentation import PartyName, Wording
from khural.web.people.models import Delegation
from khural.web.people.queries import delegations_of
from khural.web.rounds.models import Round, StatementVersion


def publication_number(round_: Round) -> int | None:
    """Which publication of this installation holds the round's result; None before it is published."""
    return Result.objects.filter(round=round_).values_list("pk", flat=True).first()


def wordings(published: Published, language: str) -> dict[str, Wording]:
    """Statement version -> its wording in `language`, else in its source language."""
    wanted = [int(statement.statement) for statement in published.statements]
    q = StatementVersion.objects.filter(pk__in=wanted).select_related("statement__basket").prefetch_related("texts")
    return {str(version.pk): _wording(version, language) for version in q}


def _wording(version: StatementVersion, language: str) -> Wording:
    text, source, basket = version.best_text(language), version.source_text, version.statement.basket
    return Wording(
        version=str(version.pk),
        text=text.text,
        language=text.language,
        basket=basket.name_in(language) if basket else _("without a basket"),
        wanted=language,
        original="" if text.is_source else source.text,
        original_language=source.language,
        is_reviewed=text.is_reviewed,
    )


def party_names(edition: Edition, language: str) -> tuple[PartyName, ...]:
    """The delegations in the dialogue's fixed order."""
    return tuple(
        PartyName(str(delegation.pk), delegation.name_in(language), _short(delegation, place))
        for place, delegation in enumerate(delegations_of(edition), start=1)
    )


def _short(delegation: Delegation, place: int) -> str:
    if delegation.party:
        return delegation.party.code.upper()
    # The first letter of "Delegation" and its number, for narrow columns.
    return _("D%(number)d") % {"number": place}
