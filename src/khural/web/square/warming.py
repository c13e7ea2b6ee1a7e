"""What the worker gets ready before a batch is due. Runs in the worker process."""

from __future__ import annotations

from array import array
from functools import lru_cache

from django.db import connection

from khural.web.rounds.models import Kind, Phase
from khural.web.square import recomputing
from khural.web.square.models import Consultation


def open_now() -> list[Consultation]:
    """The consultations in which people vote."""
    q = Consultation.objects.filter(round__kind=Kind.OPEN, round__phase=Phase.VOTING)
    return list(q.select_related("round__edition"))


def read_open() -> None:
    """Read the answers of every consultation that has published already; for a worker that begins."""
    for consultation in open_now():
        if consultation.publication:
            recomputing.warm(consultation)


def load_engine() -> None:
    """Load what large consultations need, once one is open: on PostgreSQL, where they are."""
    if connection.vendor == "postgresql" and open_now():
        _load()


@lru_cache(maxsize=1)
def _load() -> None:
    from khural.commonground import VoteMatrix, common_ground
    from khural.commonground.sizes import COMPILED_FROM

    statements = 100
    pairs = [divmod(i, statements) for i in range(COMPILED_FROM)]
    voters, versions = (array("q", column) for column in zip(*pairs, strict=True))
    answers = array("b", ((person * (3 + statement) // 7) % 3 - 1 for person, statement in pairs))
    common_ground(VoteMatrix.from_buffers(voters, versions, answers), seed=recomputing.SEED)
