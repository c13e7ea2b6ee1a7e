"""Reads of rounds and statements. Everything here is free of ballots."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from khural.web.rounds.models import Phase, Round, Statement, StatementState, StatementVersion

IN_PLAY = (StatementState.READY, StatementState.OPEN)


def statements_of(round_: Round, *states: str) -> QuerySet[Statement]:
    """The statements of a round in its statement order, with every version and text."""
    q = round_.statements.select_related("basket").prefetch_related("versions__texts")
    return q.filter(state__in=states) if states else q


def open_versions(round_: Round) -> list[StatementVersion]:
    """The wordings that may be voted on, in statement order."""
    return [statement.version for statement in statements_of(round_, StatementState.OPEN)]


def missing_texts(round_: Round) -> dict[str, int]:
    """Language -> how many statements in play still lack a text in it."""
    versions = [statement.version for statement in statements_of(round_, *IN_PLAY)]
    return {language: sum(version.text_in(language) is None for version in versions) for language in round_.languages}


def unreviewed_languages(round_: Round) -> list[str]:
    """The languages in which pages or statements lack a named reviewer and the mediator has not accepted that."""
    if round_.is_rehearsal:
        return []
    versions = [statement.version for statement in statements_of(round_, *IN_PLAY)]
    accepted = set(round_.language_acceptances.values_list("language", flat=True))
    return [
        language
        for language in round_.languages
        if language not in accepted
        and (language not in settings.REVIEWED_LANGUAGES or not all(_is_reviewed(v, language) for v in versions))
    ]


def _is_reviewed(version: StatementVersion, language: str) -> bool:
    text = version.text_in(language)
    return text is not None and text.is_reviewed


def is_over(round_: Round) -> bool:
    """Whether nothing more can happen in the round."""
    return round_.phase in {Phase.PUBLISHED, Phase.ENDED}
