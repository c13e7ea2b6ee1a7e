"""Moving a round from phase to phase: explicit, logged, and back only where no promise breaks."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khural.web.ballots import durability, store
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.models import TABLE_KINDS, Phase, Round, StatementState
from khural.web.rounds.queries import statements_of, unreviewed_languages

# Ballots of a closed round that is not published are deleted after this long.
KEEP_CLOSED = timedelta(hours=24)


@transaction.atomic
def _move(round_: Round, *, before: tuple[Phase, ...], after: Phase, verb: str, by: User | None) -> Round:
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.phase not in before:
        raise Refused(_("The round has moved on meanwhile. Load the page again."))
    locked.phase = after
    if after == Phase.CLOSED:
        locked.closed_at = timezone.now()
    locked.save()
    note(locked.edition.dialogue, verb, locked.name, by=by)
    round_.refresh_from_db()
    return locked


def start_collecting(round_: Round, *, by: User | None) -> None:
    """Let delegates offer statements."""
    _move(round_, before=(Phase.PREPARING,), after=Phase.COLLECTING, verb="start collecting", by=by)


def return_to_preparing(round_: Round, *, by: User) -> None:
    """Stop collecting. What was offered stays."""
    _move(round_, before=(Phase.COLLECTING,), after=Phase.PREPARING, verb="return to preparing", by=by)


def start_voting(round_: Round, *, by: User | None) -> None:
    """Open every ready statement to vote. From here on wordings and seats are fixed."""
    if unreviewed := unreviewed_languages(round_):
        raise Refused(
            _("Not reviewed by a native reader: %(languages)s. Have them reviewed, or let the mediator accept it.")
            % {"languages": ", ".join(unreviewed)}
        )
    if not statements_of(round_, StatementState.READY).exists():
        raise Refused(_("There is no statement to vote on yet. Add statements first."))
    if not round_.edition.delegations.exclude(sheets_printed_on=None).exists():
        raise Refused(_("No delegation has its sheets yet. Print the sealed sheets first."))
    _move(round_, before=(Phase.PREPARING, Phase.COLLECTING), after=Phase.VOTING, verb="start voting", by=by)
    open_ready_statements(round_, by=by)


def open_ready_statements(round_: Round, *, by: User | None) -> int:
    """Open the statements that wait; returns how many. Running it again completes an interrupted run."""
    ready = list(statements_of(round_, StatementState.READY))
    versions = [statement.version.pk for statement in ready]
    store.open_statements(round_.pk, round_.edition_id, round_.slot, versions)
    round_.statements.filter(pk__in=[statement.pk for statement in ready]).update(state=StatementState.OPEN)
    if ready:
        note(round_.edition.dialogue, "open statements", round_.name, by=by, statements=len(ready))
    return len(ready)


def close_round(round_: Round, *, by: User | None) -> None:
    """Stamp the round: after this no vote counts or is acknowledged. It cannot be undone."""
    if round_.phase != Phase.VOTING:
        raise Refused(_("The round has moved on meanwhile. Load the page again."))
    store.stamp(round_.pk)
    _move(round_, before=(Phase.VOTING,), after=Phase.CLOSED, verb="close round", by=by)


def delete_ballots(round_: Round) -> store.Erasure:
    """Delete what led to the votes of a round that is over, and say in the record what is left in the raw bytes."""
    erased = store.delete_round(round_.pk, round_.edition_id, round_.slot)
    note(round_.edition.dialogue, "delete ballots", round_.name, by=None, still_in_bytes=erased.still_in_bytes)
    return erased


def end_overdue_rounds() -> int:
    """End closed rounds whose 24 hours have passed, without results; finish whatever was interrupted.

    Returns how many rounds it ended.
    """
    durability.catch_up()
    stamped = store.unerased_rounds()
    # A stamp without the phase: the process died between the two.
    for round_ in Round.objects.filter(pk__in=stamped, phase=Phase.VOTING):
        _moved_by_itself(round_, before=Phase.VOTING, after=Phase.CLOSED, verb="close round")
    closed = Round.objects.filter(phase=Phase.CLOSED, kind__in=TABLE_KINDS)
    overdue = closed.filter(closed_at__lt=timezone.now() - KEEP_CLOSED)
    ended = sum(
        _moved_by_itself(round_, before=Phase.CLOSED, after=Phase.ENDED, verb="end round without results")
        for round_ in overdue
    )
    for round_ in Round.objects.filter(pk__in=stamped, phase__in=(Phase.PUBLISHED, Phase.ENDED)):
        delete_ballots(round_)
    return ended


def end_without_ballots() -> int:
    """End every round of the table that was under way when a backup was taken: its ballots are not in it.

    Returns how many rounds it ended.
    """
    under_way = (Phase.VOTING, Phase.CLOSED)
    found = list(Round.objects.filter(kind__in=TABLE_KINDS, phase__in=under_way))
    for round_ in found:
        store.stamp(round_.pk)
        _move(round_, before=under_way, after=Phase.ENDED, verb="end round without results", by=None)
    end_overdue_rounds()
    return len(found)


def _moved_by_itself(round_: Round, *, before: Phase, after: Phase, verb: str) -> bool:
    try:
        _move(round_, before=(before,), after=after, verb=verb, by=None)
    except Refused:
        # Somebody published or closed it in this very moment.
        return False
    return True
