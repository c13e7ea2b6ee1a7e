"""One batch of a consultation, from ballots through the gate to what is shown. Runs in the worker process."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from khural.publishing.square import OpenPolicy, PublishedOpen, publish_open, restore_open
from khural.publishing.square.gate import is_due, is_structure_due
from khural.web.ballots.square import store
from khural.web.rounds.models import Phase, Round
from khural.web.square.models import Compass, Consultation, Publication
from khural.web.square.queries import open_versions
from khural.web.square.tallying import compass_of, tally_of

if TYPE_CHECKING:
    from khural.commonground import CommonGround, LiveCommonGround

SEED = 0


@dataclass
class _Kept:
    """What this process has read of a round: its votes, and the batch from which on there may be more."""

    live: LiveCommonGround
    since: int
    versions: frozenset[str]


_kept: dict[int, _Kept] = {}


def versions_of(round_: Round) -> list[str]:
    """The statement versions that are shown, in statement order, as the engine and the gate know them."""
    return [str(version) for version in open_versions(round_.pk)]


def batch(consultation: Consultation) -> bool:
    """Compute and publish if a batch is due; whether one was published."""
    round_ = consultation.round
    before = latest(consultation)
    final = round_.phase in (Phase.CLOSED, Phase.PUBLISHED)
    versions = versions_of(round_)
    live = _votes(consultation, versions)
    if live is None or not is_due(len(live.votes.participants), before.about if before else None):
        return False
    whole = is_structure_due(len(live.votes.participants), before, final=final)
    found = _found(live, whole)
    tally = tally_of(str(round_.pk), found, live.votes, versions)
    fresh = publish_open(tally, OpenPolicy(), before, minute=int(time.time() // 60), final=final)
    if fresh is before:
        return False
    keep(consultation, fresh, found if whole else None)
    return True


def _found(live: LiveCommonGround, whole: bool) -> CommonGround:
    """What the votes say; without groups, line and map while those stay as they were published."""
    from khural.commonground import common_ground

    return live.result() if whole else replace(common_ground(live.votes, groups="off", seed=SEED), map=None)


def latest(consultation: Consultation) -> PublishedOpen | None:
    """The last batch that was published."""
    row = consultation.publications.first()
    return restore_open(row.body) if row else None


def keep(consultation: Consultation, fresh: PublishedOpen, found: CommonGround | None) -> None:
    """Store a batch under the next number; older ones are not kept. Without `found` the map is the one before."""
    now: datetime = timezone.now()
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        number = locked.publication + 1
        locked.publications.all().delete()
        Publication.objects.create(consultation=locked, number=number, body=fresh.to_json(), made_at=now)
        if found is not None:
            Compass.objects.update_or_create(consultation=locked, defaults={"body": compass_of(found, fresh)})
        Consultation.objects.filter(pk=locked.pk).update(publication=number)
    consultation.publication = number


def _votes(consultation: Consultation, versions: list[str]) -> LiveCommonGround | None:
    """All votes on the statements shown; what this process read before is not read again."""
    wanted = frozenset(versions)
    kept = _kept.get(consultation.round_id)
    start = consultation.publication
    if kept is not None and kept.versions == wanted:
        more = list(store.changes(consultation.round_id, kept.since))
        if all(change.answer is not None for change in more):
            kept.live.add((str(c.voter), str(c.version), c.answer or 0) for c in more if str(c.version) in wanted)
            kept.since = start
            return kept.live
    _kept.pop(consultation.round_id, None)
    live = _read(consultation.round_id, versions)
    if live is not None:
        _kept[consultation.round_id] = _Kept(live, start, wanted)
    return live


def _read(round_id: int, versions: list[str]) -> LiveCommonGround | None:
    from khural.commonground import LiveCommonGround, VoteMatrix

    voters, statements, answers = store.answers(round_id, [int(version) for version in versions])
    return LiveCommonGround(VoteMatrix.from_buffers(voters, statements, answers), seed=SEED) if voters else None


def forget(round_id: int) -> None:
    """Drop what this process has in memory of a round."""
    _kept.pop(round_id, None)
