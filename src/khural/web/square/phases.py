"""A consultation from opening to deletion. Freezing can be undone; closing, publishing and deleting cannot."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khural.web.ballots.square import store
from khural.web.cases.models import Dialogue
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.models import Kind, Phase, StatementState
from khural.web.square.models import Compass, Consultation

# Ballots go this long after the close at the latest.
KEEP = timedelta(days=30)
# A consultation that nobody closes is closed, and its ballots go, so long after the opening unless another day is set.
OPEN_FOR = timedelta(days=180)
# The coordinator is warned so long before.
WARNED = timedelta(days=14)
LONGEST = timedelta(days=366)
# So long after the close the last batch is surely computed.
SETTLED = timedelta(hours=1)


def _locked(consultation: Consultation, *phases: Phase) -> Consultation:
    """The consultation as it is now, if it is in one of `phases`; in a transaction that no vote runs beside."""
    fresh = Consultation.objects.select_related("round__edition__dialogue").get(pk=consultation.pk)
    if fresh.round.kind != Kind.OPEN or fresh.round.phase not in phases:
        raise Refused(_("The round has moved on meanwhile. Load the page again."))
    return fresh


def _save(fresh: Consultation, consultation: Consultation, verb: str, by: User | None) -> None:
    fresh.round.save()
    fresh.save()
    note(fresh.round.edition.dialogue, verb, fresh.round.name, by=by)
    # Whoever asked goes on with the state that is stored.
    consultation.refresh_from_db()


def default_day() -> date:
    """The day that participants are told where nobody has set one before the opening."""
    return timezone.localdate() + OPEN_FOR


def start(consultation: Consultation, *, by: User | None) -> None:
    """Open: people join, vote and offer at once. Every ready statement opens, and the day of deletion is told."""
    with store.stopping(consultation.round_id):
        fresh = _locked(consultation, Phase.PREPARING)
        if not fresh.round.statements.filter(state=StatementState.READY).exists():
            raise Refused(_("There is no statement to vote on yet. Add statements first."))
        fresh.round.statements.filter(state=StatementState.READY).update(state=StatementState.OPEN)
        fresh.round.phase = Phase.VOTING
        fresh.delete_on = fresh.delete_on or default_day()
        _save(fresh, consultation, "start voting", by)


def freeze(consultation: Consultation, *, by: User | None) -> None:
    """Stop joining, voting and offering. Nothing is lost, and `thaw` undoes it."""
    with store.stopping(consultation.round_id):
        fresh = _locked(consultation, Phase.VOTING)
        fresh.frozen_at = fresh.frozen_at or timezone.now()
        _save(fresh, consultation, "freeze", by)


def thaw(consultation: Consultation, *, by: User | None) -> None:
    """Go on after a freeze."""
    with store.stopping(consultation.round_id):
        fresh = _locked(consultation, Phase.VOTING)
        fresh.frozen_at = None
        _save(fresh, consultation, "thaw", by)


def close(consultation: Consultation, *, by: User | None) -> None:
    """End it for good: no vote counts or is acknowledged after this. The last batch is computed."""
    with store.stopping(consultation.round_id):
        fresh = _locked(consultation, Phase.VOTING)
        now = timezone.now()
        fresh.frozen_at = fresh.frozen_at or now
        fresh.round.phase, fresh.round.closed_at = Phase.CLOSED, now
        latest = timezone.localdate() + KEEP
        fresh.delete_on = min(fresh.delete_on or latest, latest)
        _save(fresh, consultation, "close round", by)
    _recompute(consultation)


def publish(consultation: Consultation, *, by: User | None) -> None:
    """Make readable for everybody who has the address what lay ready. Ballots stay until the announced day."""
    with store.stopping(consultation.round_id):
        fresh = _locked(consultation, Phase.CLOSED)
        if not fresh.is_settled:
            raise Refused(_("The last answers are still being worked out. Load the page again in a minute."))
        fresh.round.phase, fresh.round.published_at = Phase.PUBLISHED, timezone.now()
        _save(fresh, consultation, "publish round", by)


def announce_deletion(consultation: Consultation, *, on: date, by: User | None) -> None:
    """Set the day on which ballots are deleted: never later than a day that was already announced to participants."""
    fresh = Consultation.objects.select_related("round__edition__dialogue").get(pk=consultation.pk)
    if fresh.deleted_at is not None:
        raise Refused(_("The ballots are deleted already."))
    if not timezone.localdate() < on <= timezone.localdate() + LONGEST:
        raise Refused(_("Choose a day from tomorrow to a year from now."))
    if fresh.delete_on is not None and fresh.round.phase != Phase.PREPARING and on > fresh.delete_on:
        raise Refused(_("Participants were told an earlier day. It can only come sooner."))
    fresh.delete_on = on
    _save(fresh, consultation, "announce deletion", by)


def delete_due(settled_for: timedelta = SETTLED) -> int:
    """Delete the ballots of every consultation whose announced day has come; returns of how many.

    One that is still open on that day is closed first, and one without a day gets one. What was published stays.
    `settled_for`: how long a close must lie back, for the last batch to be computed.
    """
    open_now = Consultation.objects.filter(round__kind=Kind.OPEN, round__phase=Phase.VOTING)
    open_now.filter(delete_on=None).update(delete_on=default_day())
    due = Consultation.objects.filter(round__kind=Kind.OPEN, delete_on__lte=timezone.localdate(), deleted_at=None)
    settled = timezone.now() - settled_for
    done = 0
    for consultation in due.select_related("round__edition__dialogue"):
        if consultation.round.phase == Phase.VOTING:
            close(consultation, by=None)
        elif consultation.round.closed_at is None or consultation.round.closed_at < settled:
            _delete(consultation)
            done += 1
    return done


def ending_soon(dialogue: Dialogue) -> list[Consultation]:
    """The open consultations of a dialogue that end by themselves within two weeks."""
    by = timezone.localdate() + WARNED
    q = Consultation.objects.filter(round__edition__dialogue=dialogue, round__kind=Kind.OPEN, delete_on__lte=by)
    return list(q.filter(round__phase=Phase.VOTING).select_related("round__edition__dialogue__case"))


def unpublished(dialogue: Dialogue) -> list[Consultation]:
    """The consultations of a dialogue that are closed and wait to be published."""
    q = Consultation.objects.filter(round__edition__dialogue=dialogue, round__kind=Kind.OPEN)
    return list(q.filter(round__phase=Phase.CLOSED).select_related("round__edition__dialogue__case"))


def _delete(consultation: Consultation) -> None:
    store.delete_rounds([consultation.round_id])
    with transaction.atomic():
        Compass.objects.filter(consultation=consultation).delete()
        Consultation.objects.filter(pk=consultation.pk).update(deleted_at=timezone.now())
        note(consultation.round.edition.dialogue, "delete ballots", consultation.round.name, by=None)


def _recompute(consultation: Consultation) -> None:
    from khural.web.square.tasks import recompute

    transaction.on_commit(lambda: recompute.enqueue(consultation.pk))
