"""What the worker process does for this app. A task's row holds the number of a consultation and nothing else."""

from __future__ import annotations

from django_tasks import task

from khural.web.rounds.models import Kind
from khural.web.square.models import Consultation


@task()
def results_of_import(consultation: int) -> bool:
    """Work out the results of an imported conversation; whether there are any."""
    # The engines are loaded here, in the worker, and never in a process that serves pages.
    from khural.web.coordination.computing import publish_import

    found = Consultation.objects.select_related("round__edition").filter(pk=consultation).first()
    return found is not None and found.round.kind == Kind.IMPORTED and publish_import(found)
