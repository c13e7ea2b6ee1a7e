"""What the worker looks after between tasks: batches that are due, ballots whose day has come, tasks that are done."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khural.web.ballots.square import store
from khural.web.drafts.actions import forget_old
from khural.web.rounds.models import Kind, Phase
from khural.web.square import phases
from khural.web.square.models import Consultation
from khural.web.square.tasks import recompute

EVERY = timedelta(minutes=1)
KEEP_TASKS = timedelta(hours=1)
UNDER_WAY = ("READY", "RUNNING")


def tick() -> int:
    """Ask for every batch that may be due, delete what is due; returns how many recomputations it asked for."""
    phases.delete_due()
    forget_old()
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_TASKS).delete()
    _give_up_lost()
    return sum(ask(consultation) for consultation in _with_news())


def _with_news() -> list[Consultation]:
    """Those in which somebody answered since their last batch, and those closed whose last answers are not read yet.

    The batch asked for at the close may have met one of the same minute, and then nothing would ask for the rest.
    """
    own = Consultation.objects.filter(round__kind=Kind.OPEN, deleted_at=None)
    voting = own.filter(round__phase=Phase.VOTING)
    closed = own.filter(round__phase=Phase.CLOSED, settled_at=None)
    return [*closed, *(each for each in voting if store.has_news(each.round_id, each.publication))]


def ask(consultation: Consultation) -> bool:
    """Queue the recomputation of a consultation, unless it is queued or was asked for within the minute."""
    same = {"args": [consultation.pk], "kwargs": {}}
    queued = DBTaskResult.objects.filter(task_path=recompute.module_path, args_kwargs=same)
    if queued.filter(Q(status__in=UNDER_WAY) | Q(enqueued_at__gt=timezone.now() - EVERY)).exists():
        return False
    recompute.enqueue(consultation.pk)
    return True


def _give_up_lost() -> None:
    """Forget tasks that a killed worker left running: the next tick asks again."""
    DBTaskResult.objects.filter(status="RUNNING", started_at__lt=timezone.now() - KEEP_TASKS).delete()
