"""What the event series between two states can answer; the numeric engines are loaded inside these functions only.

A measurement takes seconds and is made by the worker process, once for each state of the evidence; a page reads the
stored one, or says that it is being made.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khural.messages import Message
from khural.web.cases.models import Case, PartyRole
from khural.web.change.answers import Read, Reason
from khural.web.change.models import Aim, Measured
from khural.web.change.stored import StoredError, from_text, to_text
from khural.web.change.words import Answer, Direction
from khural.web.mediators.engine import evidence_version, folder

if TYPE_CHECKING:
    from khural.evidence.store import Evidence
    from khural.tension import Measurement

UNDER_WAY, FAILED = ("READY", "RUNNING"), "FAILED"
WANTED = {Direction.FALL: "reduced", Direction.RISE: "increased", Direction.STAY: "no_change"}


def sides_of(case: Case) -> tuple[str, str] | None:
    """The two parties of the conflict that are states, in the fixed order; None where there are not two."""
    states = [party.state for party in case.parties.all() if party.state and party.role == PartyRole.PARTY]
    return (states[0], states[1]) if len(states) >= 2 else None


def measured(case: Case, sides: tuple[str, str]) -> Measurement | None:
    """The stored measurement of the evidence as it lies there now; None where none is made yet."""
    row = Measured.objects.filter(case=case, a=sides[0], b=sides[1], version=evidence_version()).first()
    if row is None or not row.body:
        return None
    try:
        return from_text(row.body)
    except StoredError:
        return None


def refusal(case: Case, sides: tuple[str, str]) -> Message | None:
    """Why the evidence as it lies there now bears no measurement of the two."""
    row = Measured.objects.filter(case=case, a=sides[0], b=sides[1], version=evidence_version(), body="").first()
    return Message(row.code, row.params) if row else None


def ask(case: Case) -> bool:
    """Let the worker measure, unless it was asked already. False where it failed within the last hour."""
    from khural.web.change.tasks import measure_case

    same = {"args": [case.pk], "kwargs": {}}
    tasks = DBTaskResult.objects.filter(task_path=measure_case.module_path, args_kwargs=same)
    # Kept for an hour: one that failed is tried again then, and not each time that somebody looks.
    if tasks.filter(status=FAILED).exists():
        return False
    if not tasks.filter(status__in=UNDER_WAY).exists():
        measure_case.enqueue(case.pk)
    return True


def make(case: Case, sides: tuple[str, str]) -> Measured:
    """Measure now and keep it, or keep why it cannot be measured. For the worker."""
    from khural.messages import KhuralError
    from khural.tension.measure import measure

    kept: dict[str, Any] = {"body": "", "code": "", "params": {}}
    try:
        kept["body"] = to_text(measure(_evidence(timezone.localdate()), *sides))
    except KhuralError as error:
        kept |= {"code": error.message.code, "params": dict(error.message.params)}
    key: dict[str, Any] = {"case": case, "a": sides[0], "b": sides[1]}
    made, _new = Measured.objects.update_or_create(**key, defaults=kept | {"version": evidence_version()})
    return made


def _evidence(as_of: date) -> Evidence:
    from khural.evidence.store import open_evidence

    return open_evidence(as_of, folder())


def smallest_visible(a: str, b: str, read_on: date) -> tuple[Decimal | None, dict[str, Any]]:
    """The smallest fall of hostile events, in per cent, that the series would show by `read_on`, by simulation."""
    from khural.tension.aims import visible

    found = visible(_evidence(timezone.localdate()), a, b, read_on)
    if found is None:
        return None, {"code": "no_series"}
    share = None if found.reduction is None else Decimal(round(100 * found.reduction))
    return share, {"code": "simulated" if share is not None else "too_noisy", "draws": found.draws}


def read_tension(aim: Aim, a: str, b: str) -> Read:
    """The answer of the series to an aim: before its registration against after it, by the rules of every answer."""
    from khural.tension.aims import since

    answer = since(_evidence(aim.read_on), a, b, aim.registered_at.date())
    reasons = tuple(Reason(reason.code, reason.params) for reason in answer.reasons)
    if answer.verdict == "cannot_tell":
        return Read(Answer.CANNOT_TELL, reasons)
    return Read(Answer.SEEN if answer.verdict == WANTED[Direction(aim.direction)] else Answer.NOT_SEEN, reasons)
