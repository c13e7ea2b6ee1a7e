"""Moderation: what a coordinator decides about offered statements and about those that are shown.

Each act is one line of the moderation log and one of the staff record; all but the words of a log can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khural.web.ballots.square import offers
from khural.web.ballots.square.offers import ACCEPTED, REJECTED, RETURNED, OpenOfferShown
from khural.web.coordination.models import Act, Decision
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.actions import add_statement
from khural.web.rounds.models import Kind, Origin, Phase, Round, Statement, StatementState
from khural.web.rounds.queries import IN_PLAY
from khural.web.square.models import Consultation

TOO_LATE = Phase.CLOSED, Phase.PUBLISHED, Phase.ENDED


def _locked(consultation: Consultation) -> Round:
    """The round, its row locked so that numbers are given one after the other. Raises Refused once it is closed."""
    round_ = Round.objects.select_for_update().select_related("edition__dialogue").get(pk=consultation.round_id)
    if round_.kind != Kind.OPEN or round_.phase in TOO_LATE:
        raise Refused(_("The round has moved on meanwhile. Load the page again."))
    return round_


def _log(consultation: Consultation, act: Act, by: User, **what: Any) -> Decision:
    return Decision.objects.create(consultation=consultation, act=act, by=by, at=timezone.now(), **what)


def _add(round_: Round, text: str, language: str, by: User, **more: Any) -> Statement:
    """A statement that is shown at once where people vote already."""
    made = add_statement(round_, text=text, language=language, basket=more.pop("basket", None), by=by, **more)
    if round_.phase == Phase.VOTING:
        made.state = StatementState.OPEN
        made.save(update_fields=["state"])
    return made


@transaction.atomic
def seed(consultation: Consultation, *, entries: Sequence[tuple[str, Any]], by: User) -> list[Statement]:
    """Add statements of the coordinator's own (text, basket): all of them or none."""
    round_ = _locked(consultation)
    return [_add(round_, text, round_.source_language, by, basket=basket) for text, basket in entries]


def _decide(consultation: Consultation, key: str, state: str, reason: str = "") -> OpenOfferShown:
    decided = offers.decide(key, consultation.round_id, state=state, reason=reason)
    if decided is None:
        raise Refused(_("Somebody has already decided this statement."))
    return decided


@transaction.atomic
def accept(consultation: Consultation, *, key: str, by: User) -> Statement:
    """An offered statement joins the round; its author is forgotten."""
    round_ = _locked(consultation)
    offer = _decide(consultation, key, ACCEPTED)
    made = _add(round_, offer.text, offer.language, by, origin=Origin.OFFERED)
    _log(consultation, Act.ACCEPTED, by, offer=key, made=[made.number])
    return made


@transaction.atomic
def turn_down(consultation: Consultation, *, key: str, act: Act, reason: str, by: User) -> None:
    """Return an offered statement to its author, or reject it; a reason is owed."""
    if not reason:
        raise Refused(_("Say why: the reason stands in the log, and whoever gets the statement back reads it."))
    round_ = _locked(consultation)
    _decide(consultation, key, RETURNED if act == Act.RETURNED else REJECTED, reason)
    _log(consultation, act, by, offer=key, reason=reason)
    note(round_.edition.dialogue, f"{act.value} offered statement", round_.name, by=by, reason=reason)


@transaction.atomic
def merge_offer(consultation: Consultation, *, key: str, into: int, by: User) -> None:
    """An offered statement says what another one says already: it is not added, and votes stay with the other."""
    round_ = _locked(consultation)
    _in_play(round_, into)
    _decide(consultation, key, REJECTED)
    _log(consultation, Act.MERGED, by, offer=key, into=into)
    note(round_.edition.dialogue, "merged statement", f"{round_.name}: {into}", by=by)


@transaction.atomic
def split_offer(consultation: Consultation, *, key: str, parts: Sequence[str], by: User) -> list[Statement]:
    """An offered statement holds more than one idea: each becomes a statement."""
    round_ = _locked(consultation)
    offer = _decide(consultation, key, ACCEPTED)
    made = [_add(round_, part, offer.language, by, origin=Origin.OFFERED) for part in parts]
    _log(consultation, Act.SPLIT, by, offer=key, made=[one.number for one in made])
    note(round_.edition.dialogue, "split statement", round_.name, by=by, statements=len(made))
    return made


def _in_play(round_: Round, number: int) -> Statement:
    found = round_.statements.filter(number=number, state__in=IN_PLAY).first()
    if found is None:
        raise Refused(_("Statement %(n)d is not shown any more.") % {"n": number})
    return found


def _set(round_: Round, numbers: Sequence[int], *, is_shown: bool) -> None:
    shown = StatementState.OPEN if round_.phase == Phase.VOTING else StatementState.READY
    state = shown if is_shown else StatementState.WITHDRAWN
    round_.statements.filter(number__in=numbers).update(state=state)


@transaction.atomic
def hide(consultation: Consultation, *, number: int, reason: str, by: User) -> None:
    """Take a statement out of sight; its votes are kept, and come back with it."""
    if not reason:
        raise Refused(_("Say why: the reason stands in the log."))
    round_ = _locked(consultation)
    _in_play(round_, number)
    _set(round_, [number], is_shown=False)
    _log(consultation, Act.HIDDEN, by, statement=number, reason=reason)
    note(round_.edition.dialogue, "hide statement", f"{round_.name}: {number}", by=by, reason=reason)


@transaction.atomic
def show(consultation: Consultation, *, number: int, by: User) -> None:
    """Show a hidden statement again."""
    round_ = _locked(consultation)
    _set(round_, [number], is_shown=True)
    _log(consultation, Act.SHOWN, by, statement=number)
    note(round_.edition.dialogue, "show statement", f"{round_.name}: {number}", by=by)


@transaction.atomic
def merge(consultation: Consultation, *, number: int, into: int, by: User) -> None:
    """Two shown statements say the same: the first is hidden. Votes are given to a wording and do not move."""
    round_ = _locked(consultation)
    _in_play(round_, number), _in_play(round_, into)
    if number == into:
        raise Refused(_("Choose another statement."))
    _set(round_, [number], is_shown=False)
    _log(consultation, Act.MERGED, by, statement=number, into=into)
    note(round_.edition.dialogue, "merged statement", f"{round_.name}: {number} → {into}", by=by)


@transaction.atomic
def split(consultation: Consultation, *, number: int, parts: Sequence[str], by: User) -> list[Statement]:
    """A shown statement holds more than one idea: it is hidden, and each idea becomes a statement of its own."""
    round_ = _locked(consultation)
    old = _in_play(round_, number)
    language = old.version.source_text.language
    made = [_add(round_, part, language, by, origin=old.origin, basket=old.basket) for part in parts]
    _set(round_, [number], is_shown=False)
    _log(consultation, Act.SPLIT, by, statement=number, made=[one.number for one in made])
    note(round_.edition.dialogue, "split statement", f"{round_.name}: {number}", by=by, statements=len(made))
    return made


@transaction.atomic
def undo(consultation: Consultation, *, decision: int, by: User) -> None:
    """Take a decision back: what it added is hidden, what it hid is shown, the offer waits again."""
    round_ = _locked(consultation)
    found = Decision.objects.select_for_update().filter(pk=decision, consultation=consultation).first()
    if found is None or not found.can_be_undone:
        raise Refused(_("This was undone already."))
    if found.offer and not offers.reopen(found.offer, round_.pk):
        raise Refused(_("Its author has taken it back meanwhile."))
    _set(round_, found.made, is_shown=False)
    if found.statement is not None:
        _set(round_, [found.statement], is_shown=True)
    found.undone_at = timezone.now()
    found.save(update_fields=["undone_at"])
    note(round_.edition.dialogue, "undo decision", round_.name, by=by)


@transaction.atomic
def change(consultation: Consultation, *, by: User, names: dict[str, str], **fields: Any) -> None:
    """Change what a consultation says, its name in other languages, and how people join."""
    for name, value in fields.items():
        setattr(consultation, name, value)
    consultation.save(update_fields=list(fields))
    Round.objects.filter(pk=consultation.round_id).update(names=names)
    note(consultation.round.edition.dialogue, "change consultation", consultation.round.name, by=by)
