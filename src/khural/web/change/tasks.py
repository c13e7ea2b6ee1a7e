"""What the worker measures. A task's row holds the number of a case and nothing else."""

from __future__ import annotations

from django_tasks import task

from khural.web.cases.models import Case
from khural.web.change import outside


@task()
def measure_case(case: int) -> bool:
    """Measure the two states of a case from the evidence as it lies there now; whether there was anything to do."""
    found = Case.objects.filter(pk=case).first()
    sides = outside.sides_of(found) if found else None
    if found is None or sides is None or outside.measured(found, sides) or outside.refusal(found, sides):
        return False
    outside.make(found, sides)
    return True
