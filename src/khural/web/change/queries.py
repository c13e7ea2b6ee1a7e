"""Reads of aims: who may see which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from khural.web.cases.models import Dialogue
from khural.web.change.models import Aim
from khural.web.change.words import SeenBy
from khural.web.staff.models import Role

HOSTS = (Role.SECRETARY, Role.MEDIATOR, Role.EVALUATOR)


def aims_seen_by(dialogue: Dialogue, roles: Iterable[str]) -> list[Aim]:
    """The aims of a dialogue that somebody with `roles` may see, in the order of registration."""
    q = Aim.objects.filter(dialogue=dialogue).select_related("owner", "party_a", "party_b", "edition", "replaces")
    if not set(roles).intersection(HOSTS):
        q = q.filter(seen_by=SeenBy.STAFF)
    return list(q.prefetch_related("readings"))


def due_aims(dialogue: Dialogue, today: date) -> list[Aim]:
    """The aims whose day has come, that nobody has read and none replaces."""
    q = Aim.objects.filter(dialogue=dialogue, read_on__lte=today, readings=None, replaced_by=None)
    return list(q)
