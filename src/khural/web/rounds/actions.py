"""Writing rounds and statements. Each action says who acts and stands in the staff record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from khural.web.ballots import offers
from khural.web.cases.models import SLOTS, Basket, Edition
from khural.web.language import codes
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.models import (
    Kind,
    LanguageAcceptance,
    Origin,
    Round,
    Statement,
    StatementState,
    StatementText,
    StatementVersion,
)


def create_round(edition: Edition, *, name: str, source_language: str, languages: list[str], by: User | None) -> Round:
    """Open the next free slot of an edition as a round that is being prepared."""
    if edition.rounds.filter(name=name).exists():
        raise Refused(_("There is already one of this name."))
    used = set(edition.rounds.values_list("slot", flat=True))
    slot = next((slot for slot in range(SLOTS) if slot not in used), None)
    if slot is None:
        raise Refused(_("This edition already has its %(n)d rounds. Start another edition.") % {"n": SLOTS})
    number = slot + 1
    made = Round.objects.create(
        edition=edition,
        slot=slot,
        name=name,
        slug=_free_slug(edition, slugify(name)[:50] or f"round-{number}"),
        kind=Kind.REHEARSAL if edition.is_rehearsal else Kind.CLOSED,
        source_language=source_language,
        languages=[source_language, *(code for code in codes() if code in languages and code != source_language)],
    )
    note(edition.dialogue, "create round", made.name, by=by)
    return made


def _free_slug(edition: Edition, wanted: str) -> str:
    taken = set(edition.rounds.values_list("slug", flat=True))
    return next(s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, SLOTS + 2))) if s not in taken)


@transaction.atomic
def add_statement(
    round_: Round,
    *,
    text: str,
    language: str,
    basket: Basket | None,
    by: User | None,
    origin: str = Origin.SECRETARIAT,
) -> Statement:
    """Add one statement at the end of the round, ready to be opened."""
    last = round_.statements.aggregate(last=Max("number"))["last"] or 0
    statement = Statement.objects.create(
        round=round_, number=last + 1, basket=basket, origin=origin, state=StatementState.READY
    )
    version = StatementVersion.objects.create(statement=statement)
    StatementText.objects.create(version=version, language=language, text=text, is_source=True)
    note(round_.edition.dialogue, "add statement", f"{round_.name}: {statement.number}", by=by)
    return statement


@transaction.atomic
def add_statements(
    round_: Round, *, texts: Iterable[str], language: str, basket: Basket | None, by: User | None
) -> list[Statement]:
    """Add a list of statements, one each."""
    return [add_statement(round_, text=text, language=language, basket=basket, by=by) for text in texts]


@transaction.atomic
def add_list(
    round_: Round, *, entries: Iterable[tuple[str, Basket | None]], language: str, by: User | None
) -> list[Statement]:
    """Add statements, each with its own basket: all of them or none."""
    return [add_statement(round_, text=text, language=language, basket=basket, by=by) for text, basket in entries]


@transaction.atomic
def reword(statement: Statement, *, text: str, revision: int, by: User) -> StatementVersion:
    """Give a statement another wording: a version of its own, whose translations start anew."""
    version = statement.version
    source = StatementText.objects.select_for_update().get(pk=version.source_text.pk)
    _refuse_if_changed(source, revision)
    if statement.state == StatementState.OPEN:
        raise Refused(_("People may have voted on this wording. A changed wording needs another round."))
    fresh = StatementVersion.objects.create(statement=statement, number=version.number + 1)
    StatementText.objects.create(version=fresh, language=source.language, text=text, is_source=True)
    note(statement.round.edition.dialogue, "reword statement", f"{statement.round.name}: {statement.number}", by=by)
    return fresh


def _refuse_if_changed(text: StatementText, revision: int) -> None:
    if text.revision != revision:
        raise Refused(_("Somebody saved this text while you were writing. Compare the two and save again."))


@transaction.atomic
def translate(
    version: StatementVersion, *, language: str, text: str, translated_by: str, revision: int, by: User
) -> None:
    """Write the translation row of `language`; a saved translation has to be reviewed again."""
    row = StatementText.objects.select_for_update().filter(version=version, language=language).first()
    if row and row.is_source:
        raise Refused(_("This is the source wording. Reword the statement instead."))
    if row is None:
        if revision:
            raise Refused(_("This translation was removed while you were writing. Save it again."))
        row = StatementText(version=version, language=language, revision=0)
    _refuse_if_changed(row, revision)
    row.text, row.translated_by, row.reviewed_by, row.revision = text, translated_by, "", row.revision + 1
    row.save()
    _note_text(version, "translate statement", language, by)


@transaction.atomic
def review(text: StatementText, *, revision: int, reviewed_by: str, by: User) -> None:
    """Record that a named native reader approved a translation as it stands."""
    row = StatementText.objects.select_for_update().get(pk=text.pk)
    _refuse_if_changed(row, revision)
    row.reviewed_by, row.revision = reviewed_by, row.revision + 1
    row.save()
    _note_text(row.version, "review translation", row.language, by)


def _note_text(version: StatementVersion, verb: str, language: str, by: User) -> None:
    round_ = version.statement.round
    subject = f"{round_.name}: {version.statement.number}"
    note(round_.edition.dialogue, verb, subject, by=by, language=language)


@transaction.atomic
def withdraw_statement(statement: Statement, *, by: User) -> None:
    """Take a statement out of a round before anybody could vote on it; undone by restore_statement."""
    if statement.state == StatementState.OPEN:
        raise Refused(_("This statement is open to vote and stays in the round."))
    _set_state(statement, StatementState.WITHDRAWN, "withdraw statement", by)


@transaction.atomic
def restore_statement(statement: Statement, *, by: User) -> None:
    """Put a withdrawn statement back."""
    if statement.state == StatementState.WITHDRAWN:
        _set_state(statement, StatementState.READY, "restore statement", by)


def _set_state(statement: Statement, state: str, verb: str, by: User) -> None:
    statement.state = state
    statement.save(update_fields=["state"])
    note(statement.round.edition.dialogue, verb, f"{statement.round.name}: {statement.number}", by=by)


def decide_offer(round_: Round, *, key: str, state: str, reason: str, by: User) -> Statement | None:
    """Accept, return or reject an offered statement. An accepted one joins the round; its author is forgotten."""
    if state != offers.ACCEPTED and not reason:
        raise Refused(_("Say why: the delegate who offered the statement reads the reason."))
    decided = offers.decide(key, round_.pk, state=state, reason=reason)
    if decided is None:
        raise Refused(_("Somebody has already decided this statement."))
    if state != offers.ACCEPTED:
        note(round_.edition.dialogue, f"{state} offered statement", round_.name, by=by, reason=reason)
        return None
    basket = round_.edition.dialogue.baskets.filter(pk=decided.basket_id or 0).first()
    return add_statement(
        round_, text=decided.text, language=decided.language, basket=basket, by=by, origin=Origin.OFFERED
    )


@transaction.atomic
def accept_language(round_: Round, *, language: str, wording: str, on: date, by: User) -> None:
    """The mediator accepts, in their own words, that a language opens unreviewed."""
    LanguageAcceptance.objects.update_or_create(
        round=round_, language=language, defaults={"wording": wording, "accepted_by": by, "accepted_on": on}
    )
    note(round_.edition.dialogue, "accept an unreviewed language", round_.name, by=by, language=language)
