"""Reads of what was handed to tables: for the staff of an edition, and for those who took part."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from khural.web.cases.models import Dialogue, Edition
from khural.web.inputs.models import Input
from khural.web.rounds.models import Round


def inputs_of(edition: Edition) -> QuerySet[Input]:
    """What was handed to an edition, unanswered ones first."""
    q = Input.objects.filter(edition=edition).select_related("basket", "version__statement__round")
    return q.prefetch_related("version__texts").order_by("answered_at", "pk")


@dataclass(frozen=True)
class Owed:
    """How many findings of one round wait for the answer of one edition."""

    edition: Edition
    round: Round
    n: int


def owed_by(dialogue: Dialogue) -> list[Owed]:
    """What the tables of a dialogue still owe, by edition and round."""
    q = Input.objects.filter(edition__dialogue=dialogue, answered_at=None)
    counted = q.order_by().values_list("edition", "version__statement__round").annotate(n=Count("pk"))
    editions = {one.pk: one for one in Edition.objects.filter(dialogue=dialogue).select_related("dialogue__case")}
    rounds = Round.objects.in_bulk({round_ for _edition, round_, _n in counted})
    return [Owed(editions[edition], rounds[round_], n) for edition, round_, n in sorted(counted)]


def handed_from(round_: Round) -> list[Input]:
    """What was handed on from a round, in the order in which it was."""
    q = Input.objects.filter(version__statement__round=round_).select_related("edition", "basket")
    return list(q.prefetch_related("version__texts").order_by("pk"))


def state_of(round_id: int) -> str:
    """Changes whenever anything was handed on, taken back or answered: for the entity tags of pages that show it."""
    q = Input.objects.filter(version__statement__round=round_id)
    seen = q.aggregate(n=Count("pk"), handed=Max("pk"), answered=Max("answered_at"))
    return f"{seen['n']}.{seen['handed'] or 0}.{seen['answered'].timestamp() if seen['answered'] else 0:.6f}"
