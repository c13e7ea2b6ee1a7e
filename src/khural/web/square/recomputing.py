"""One batch of a consultation, from ballots through the gate to what is shown. Runs in the worker process."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from khural.publishing.square import OpenPolicy, PublishedOpen, publish_open, restore_open
from khural.publishing.square.gate import is_due, is_structure_due
from khural.web.ballots.square import store
from khural.web.rounds.models import Phase, Round
from khural.web.square.models import Compass, Consultation, Publication
from khural.web.square.queries import open_versions
from khural.web.square.tallying import compass_of, tally_of

if TYPE_CHECKING:
    from khural.commonground import CommonGround, VoteMatrix

SEED = 0
# So many answers are looked at before all are.
PROBED = 5000


@dataclass
class _Kept:
    """What this process has read of a round: its votes, and the batch from which on there may be more."""

    votes: VoteMatrix
    since: int


_kept: dict[int, _Kept] = {}


def versions_of(round_: Round) -> list[str]:
    """The statement versions that are shown, in statement order, as the engine and the gate know them."""
    return [str(version) for version in open_versions(round_.pk)]


def batch(consultation: Consultation) -> bool:
    """Compute and publish if a batch is due; whether one was published."""
    before = latest(consultation)
    versions = versions_of(consultation.round)
    if not _may_be_due(consultation, before, versions):
        return False
    kept = _kept.get(consultation.round_id)
    since = kept.since if kept else 0
    votes = _read_up_to(consultation, _end_batch(consultation))
    published = votes is not None and _publish(consultation, on_shown(votes, versions), before, versions)
    # In memory they are gone, and whoever reads everything anew does not meet them.
    store.forget_taken_back(consultation.round_id, since, consultation.batch)
    return published


def _publish(consultation: Consultation, votes: VoteMatrix, before: PublishedOpen | None, versions: list[str]) -> bool:
    round_ = consultation.round
    final = round_.phase == Phase.CLOSED
    people = len(votes.participants)
    if not is_due(people, before.about if before else None):
        return False
    whole = is_structure_due(people, before, final=final)
    found = _found(votes, whole)
    tally = tally_of(str(round_.pk), found, votes, versions)
    fresh = publish_open(tally, OpenPolicy(), before, minute=this_minute(), final=final)
    if fresh is before:
        return False
    keep(consultation, fresh, found if whole else None)
    return True


def this_minute() -> int:
    """Whole minutes since 1970."""
    return int(time.time() // 60)


def is_too_soon(before: PublishedOpen | None) -> bool:
    """Whether the last batch is of this minute, so that the next one has to wait."""
    return before is not None and this_minute() <= before.minute


def _found(votes: VoteMatrix, whole: bool) -> CommonGround:
    """What the votes say; without groups, line and map while those stay as they were published."""
    from khural.commonground import common_ground

    return (
        common_ground(votes, seed=SEED) if whole else replace(common_ground(votes, groups="off", seed=SEED), map=None)
    )


def on_shown(votes: VoteMatrix, versions: list[str]) -> VoteMatrix:
    """The votes on these statements: some may have been withdrawn since."""
    from khural.commonground.leaving_out import on_statements

    return on_statements(votes, frozenset(versions))


def latest(consultation: Consultation) -> PublishedOpen | None:
    """The last batch that was published."""
    row = consultation.publications.first()
    return restore_open(row.body) if row else None


def keep(consultation: Consultation, fresh: PublishedOpen, found: CommonGround | None) -> None:
    """Store a batch under the next number; older ones are not kept. Without `found` the map is the one before."""
    now: datetime = timezone.now()
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        number = max(locked.publication + 1, locked.batch)
        locked.publications.all().delete()
        Publication.objects.create(consultation=locked, number=number, body=fresh.to_json(), made_at=now)
        if found is not None:
            Compass.objects.update_or_create(consultation=locked, defaults={"body": compass_of(found, fresh)})
        Consultation.objects.filter(pk=locked.pk).update(publication=number)
    consultation.publication = number


def _may_be_due(consultation: Consultation, before: PublishedOpen | None, versions: list[str]) -> bool:
    """Whether so many people have answered that the batch can be ended.

    It is not ended before: the numbers of batches, which stand beside answers, would tell the minute.
    """
    round_id, about = consultation.round_id, before.about if before else None
    if is_too_soon(before):
        return False
    if _current(consultation) is None and before is not None:
        warm(consultation)
    kept = _kept.get(round_id)
    known = frozenset(on_shown(kept.votes, versions).participants) if kept else frozenset[str]()
    shown = [int(version) for version in versions]
    # The first few tell, where very many have answered.
    for most in (PROBED, None):
        more = store.voters(round_id, kept.since if kept else 0, shown, most)
        if is_due(len(known.union(map(str, more))), about):
            return True
    return False


def _current(consultation: Consultation) -> _Kept | None:
    """What this process has read, unless somebody else has ended a batch since."""
    kept = _kept.get(consultation.round_id)
    if kept is not None and kept.since != consultation.batch:
        del _kept[consultation.round_id]
        return None
    return kept


def _end_batch(consultation: Consultation) -> int:
    """Begin the next batch: when this returns its number, all answers of those before it are on disk."""
    with store.stopping(consultation.round_id):
        mine = Consultation.objects.filter(pk=consultation.pk)
        mine.update(batch=F("batch") + 1)
        consultation.batch = mine.values_list("batch", flat=True).get()
    return consultation.batch


def warm(consultation: Consultation) -> None:
    """Read all answers, for a process that has just begun: the next batch then reads what came after them."""
    _read_up_to(consultation, consultation.batch)


def _read_up_to(consultation: Consultation, batch: int) -> VoteMatrix | None:
    """All votes; what this process read before is not read again. `batch` is the first that may get more."""
    from khural.commonground import VoteMatrix
    from khural.commonground.joining import joined
    from khural.commonground.leaving_out import without

    round_id = consultation.round_id
    kept = _kept.get(round_id)
    more = store.answers(round_id, kept.since if kept else 0)
    votes = kept.votes if kept else None
    if more.voters:
        fresh = VoteMatrix.from_buffers(*more)
        votes = fresh if votes is None else joined(votes, fresh)
    if kept is not None and votes is not None:
        gone = store.taken_back(round_id, kept.since)
        votes = without(votes, [(str(voter), str(version)) for voter, version in gone])
    if votes is not None:
        _kept[round_id] = _Kept(votes, batch)
    return votes


def forget(round_id: int) -> None:
    """Drop what this process has in memory of a round."""
    _kept.pop(round_id, None)
