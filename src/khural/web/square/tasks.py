"""What the worker process does. A task's row holds the number of a consultation and nothing else."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from khural.web.ballots.square import store
from khural.web.rounds.models import Kind, Phase
from khural.web.square.models import Consultation

# What is published is what lay ready, byte for byte: nothing is worked out after it.
WITH_VOTES = (Phase.VOTING, Phase.CLOSED)


@task()
def recompute(consultation: int) -> bool:
    """Publish the next batch of a consultation if one is due; whether one was."""
    # The engines are loaded here, in the worker, and never in a process that serves pages.
    from khural.web.square import recomputing

    q = Consultation.objects.select_related("round__edition").filter(pk=consultation, deleted_at=None, settled_at=None)
    found = q.first()
    if found is None or found.round.kind != Kind.OPEN or found.round.phase not in WITH_VOTES:
        return False
    may_follow = found.round.phase == Phase.VOTING or recomputing.is_too_soon(recomputing.latest(found))
    published = recomputing.batch(found)
    if found.round.phase != Phase.VOTING:
        recomputing.forget(found.round_id)
        store.rewrite(found.round_id)
    if not may_follow:
        Consultation.objects.filter(pk=found.pk).update(settled_at=timezone.now())
    return published
