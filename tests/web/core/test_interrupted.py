from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from khural.web.ballots import durability, store
from khural.web.ballots.models import AuthorCredential, Ballot, BallotCredential
from khural.web.findings.models import Result
from khural.web.findings.publication import publish_round, published, tally_of
from khural.web.record.actions import first_broken
from khural.web.record.models import Entry
from khural.web.refusals import Refused
from khural.web.rounds import phases
from khural.web.rounds.models import Phase, Round
from tests.cast import Cast, assemble, open_round
from tests.web.ballots.table import needs_file
from tests.web.core.round import close, files, hits, needles

plain = pytest.mark.django_db(databases=["default", "ballots"])
on_disk = pytest.mark.django_db(transaction=True, databases=["default", "ballots"])


class PowerCutError(Exception):
    """The machine went off."""


def _verbs(cast: Cast) -> list[str]:
    return list(Entry.objects.filter(dialogue=cast.dialogue).values_list("verb", flat=True))


def _cut_once(monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, after: bool = False) -> None:
    """Let the first call of `name` stop the process, before or `after` its work; later ones are the real function."""
    real: Callable[..., object] = getattr(module, name)

    def cut(*words: object, **named: object) -> object:
        monkeypatch.setattr(module, name, real)
        if after:
            real(*words, **named)
        raise PowerCutError

    monkeypatch.setattr(module, name, cut)


@needs_file
@on_disk
@pytest.mark.parametrize(
    ("module", "name", "after"),
    [(store, "delete_round", False), (durability, "compact", False), (durability, "compact", True)],
    ids=["before deleting", "before writing the file anew", "after writing the file anew"],
)
def test_an_interrupted_publication_is_finished_by_itself(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, after: bool
) -> None:
    cast = assemble()
    round_ = close(cast)
    planted = needles(cast.edition.pk, round_.slot)
    _cut_once(monkeypatch, module, name, after=after)
    with pytest.raises(PowerCutError):
        publish_round(round_, by=cast.secretary)
    round_.refresh_from_db()
    assert round_.phase == Phase.PUBLISHED
    shown = published(round_)
    assert store.unerased_rounds() == {round_.pk}
    assert phases.end_overdue_rounds() == 0
    assert store.unerased_rounds() == set()
    assert hits(planted) == 0
    assert not Ballot.objects.exists()
    assert not BallotCredential.objects.filter(slot=round_.slot).exists()
    assert not AuthorCredential.objects.filter(slot=round_.slot).exists()
    assert published(round_) == shown
    assert _verbs(cast)[-2:] == ["publish round", "delete ballots"]
    before = Entry.objects.count()
    phases.end_overdue_rounds()
    assert Entry.objects.count() == before


@plain
def test_a_publication_that_stops_before_it_is_stored_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = assemble()
    round_ = close(cast)
    before = tally_of(round_)
    with monkeypatch.context() as patch:
        patch.setattr(Result.objects, "create", _power_cut)
        with pytest.raises(PowerCutError):
            publish_round(round_, by=cast.secretary)
    round_.refresh_from_db()
    assert round_.phase == Phase.CLOSED
    assert tally_of(round_) == before
    assert "publish round" not in _verbs(cast)
    publish_round(round_, by=cast.secretary)
    assert Result.objects.count() == 1


def _power_cut(**_fields: object) -> None:
    raise PowerCutError


@plain
def test_a_closed_round_ends_without_results_after_24_hours_and_not_before() -> None:
    cast = assemble()
    round_ = close(cast)
    assert round_.closed_at is not None
    with time_machine.travel(round_.closed_at + timedelta(hours=23, minutes=59), tick=False):
        assert phases.end_overdue_rounds() == 0
    assert Ballot.objects.exists()
    with time_machine.travel(round_.closed_at + timedelta(hours=24, seconds=1), tick=False):
        assert phases.end_overdue_rounds() == 1
        assert phases.end_overdue_rounds() == 0
    round_.refresh_from_db()
    assert round_.phase == Phase.ENDED
    assert not Ballot.objects.exists()
    assert not Result.objects.exists()
    assert store.unerased_rounds() == set()
    assert _verbs(cast)[-2:] == ["end round without results", "delete ballots"]
    assert first_broken(cast.dialogue) is None
    with pytest.raises(Refused):
        publish_round(round_, by=cast.secretary)


@needs_file
@on_disk
def test_a_round_that_ends_without_results_leaves_no_hash_in_the_bytes() -> None:
    cast = assemble()
    round_ = close(cast)
    planted = needles(cast.edition.pk, round_.slot)
    assert hits(planted) == len(planted)
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now() - timedelta(hours=25))
    phases.end_overdue_rounds()
    assert hits(planted) == 0


@plain
def test_a_stamp_without_its_phase_is_made_up_for() -> None:
    cast = assemble()
    round_ = open_round(cast)
    store.stamp(round_.pk)
    assert phases.end_overdue_rounds() == 0
    round_.refresh_from_db()
    assert round_.phase == Phase.CLOSED
    assert round_.closed_at is not None
    assert _verbs(cast)[-1] == "close round"
    publish_round(round_, by=cast.secretary)


@plain
def test_an_interrupted_opening_is_completed_by_opening_again() -> None:
    cast = assemble()
    versions = [statement.version.pk for statement in cast.round.statements.all()]
    store.open_statements(cast.round.pk, cast.edition.pk, cast.round.slot, versions[:2])
    open_round(cast)
    assert Ballot.objects.count() == 18 * 4
    assert phases.open_ready_statements(cast.round, by=cast.secretary) == 0


@plain
def test_a_round_that_was_published_in_this_very_moment_does_not_stop_the_others() -> None:
    cast = assemble()
    round_ = close(cast)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        stale = Round.objects.get(pk=round_.pk)
        publish_round(round_, by=cast.secretary)
        assert not phases._moved_by_itself(stale, before=Phase.CLOSED, after=Phase.ENDED, verb="end")
        assert phases.end_overdue_rounds() == 0
    assert Result.objects.count() == 1


@needs_file
@on_disk
def test_a_journal_left_by_a_killed_process_is_emptied_at_the_next_start() -> None:
    cast = assemble(statements=1)
    open_round(cast)
    durability.checkpoints.owed = True
    Ballot.objects.update(answer=4)
    journal = _journals()[0]
    assert journal.stat().st_size > 0
    phases.end_overdue_rounds()
    assert journal.stat().st_size == 0


def _journals() -> list[Path]:
    return [path for path in files() if path.name.startswith("ballots") and path.name.endswith("-wal")]
