"""What the worker process does. A task's row holds the number of a consultation and nothing else."""

from __future__ import annotations

from django_tasks import task

from khural.web.ballots.square import store
from khural.web.rounds.models import Kind, Phase
from khural.web.square.models import Consultation

WITH_VOTES = (Phase.VOTING, Phase.CLOSED, Phase.PUBLISHED)


@task()
def recompute(consultation: int) -> bool:
    """Publish the next batch of a consultation if one is due; whether one was."""
    # The engines are loaded here, in the worker, and never in a process that serves pages.
    from khural.web.square import recomputing

    found = Consultation.objects.select_related("round__edition").filter(pk=consultation, deleted_at=None).first()
    if found is None or found.round.kind != Kind.OPEN or found.round.phase not in WITH_VOTES:
        return False
    published = recomputing.batch(found)
    if found.round.phase != Phase.VOTING:
        recomputing.forget(found.round_id)
        store.rewrite(found.round_id)
    return published
