"""Reads of rounds and statements. Everything here is free of ballots."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404

from khural.web.cases.models import Dialogue
from khural.web.rounds.models import (
    TABLE_KINDS,
    LanguageAcceptance,
    Phase,
    Round,
    Statement,
    StatementState,
    StatementText,
    StatementVersion,
)

IN_PLAY = (StatementState.READY, StatementState.OPEN)


def statements_of(round_: Round, *states: str) -> QuerySet[Statement]:
    """The statements of a round in its statement order, with every version and text."""
    q = round_.statements.select_related("basket").prefetch_related("versions__texts")
    return q.filter(state__in=states) if states else q


def states_of(round_: Round) -> dict[str, int]:
    """State -> how many statements of the round are in it."""
    counted = round_.statements.order_by().values_list("state").annotate(n=Count("pk"))
    return {state.value: 0 for state in StatementState} | dict(counted)


def open_versions(round_: Round) -> list[StatementVersion]:
    """The wordings that may be voted on, in statement order."""
    return [statement.version for statement in statements_of(round_, StatementState.OPEN)]


@dataclass(frozen=True)
class Listed:
    """A statement as a list shows it: its source wording, and language -> "missing", "written" or "reviewed"."""

    statement: Statement
    source: StatementText
    languages: dict[str, str]


def listed(round_: Round) -> list[Listed]:
    """All statements of a round in its order, with the state of each translation."""
    rows = []
    for statement in statements_of(round_):
        version = statement.version
        others = [code for code in round_.languages if code != version.source_text.language]
        rows.append(Listed(statement, version.source_text, {code: _state(version, code) for code in others}))
    return rows


def _state(version: StatementVersion, language: str) -> str:
    text = version.text_in(language)
    return "missing" if text is None else "reviewed" if text.is_reviewed else "written"


def source_texts(round_: Round) -> list[str]:
    """The wordings in force of the statements in play."""
    return [statement.version.source_text.text for statement in statements_of(round_, *IN_PLAY)]


def statement_in(round_: Round, number: int) -> Statement:
    """The statement of this number; 404 where the round has none."""
    found = statements_of(round_).filter(number=number).first()
    if found is None:
        raise Http404
    # The round at hand already knows its edition, dialogue and case.
    found.round = round_
    return found


@dataclass(frozen=True)
class LanguageState:
    """How far one language of a round is: texts missing and not reviewed, page words reviewed, what was accepted."""

    language: str
    missing: int
    unreviewed: int
    pages_reviewed: bool
    acceptance: LanguageAcceptance | None


def language_states(round_: Round) -> list[LanguageState]:
    """Each language of the round in its order."""
    versions = [statement.version for statement in statements_of(round_, *IN_PLAY)]
    accepted = {row.language: row for row in round_.language_acceptances.select_related("accepted_by")}
    return [
        LanguageState(
            code,
            missing=sum(version.text_in(code) is None for version in versions),
            unreviewed=sum(_state(version, code) == "written" for version in versions),
            pages_reviewed=code in settings.REVIEWED_LANGUAGES,
            acceptance=accepted.get(code),
        )
        for code in round_.languages
    ]


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


def latest_round(dialogue: Dialogue, *, published_only: bool) -> Round | None:
    """The last round of the table of the last edition that has one."""
    q = Round.objects.filter(edition__dialogue=dialogue, kind__in=TABLE_KINDS).select_related("edition__dialogue__case")
    if published_only:
        q = q.filter(phase=Phase.PUBLISHED)
    return q.order_by("-edition__year", "-edition__pk", "-slot").first()
