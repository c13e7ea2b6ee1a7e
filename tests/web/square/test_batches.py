"""What the worker reads for a batch: what came after the one before, and nothing twice."""

from __future__ import annotations

import random

import pytest

from khural.web.ballots.square import store
from khural.web.ballots.square.models import NOT_ANSWERED, OpenBallot
from khural.web.rounds.models import StatementState
from khural.web.square import recomputing
from khural.web.square.answering import open_batch
from tests.square import Square, crowd, restarted

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture(autouse=True)
def minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch in a minute of its own."""
    clock = iter(range(30_000_000, 30_001_000))
    monkeypatch.setattr(recomputing, "this_minute", lambda: next(clock))


def _batch(square: Square) -> bool:
    square.consultation.refresh_from_db()
    return recomputing.batch(square.consultation)


def _answer(square: Square, voter: int, version: int, answer: int | None) -> None:
    consultation = square.consultation
    batch = open_batch(consultation.pk, version)
    assert store.vote(consultation.round_id, version, voter, answer, batch=batch)


def _in_memory(square: Square) -> str:
    return recomputing._kept[square.consultation.round_id].votes.input_hash


def _read_anew(square: Square) -> str:
    restarted()
    square.consultation.refresh_from_db()
    recomputing.warm(square.consultation)
    return _in_memory(square)


def test_votes_in_memory_are_those_on_disk_whatever_was_changed_and_taken_back(square: Square) -> None:
    rng, voters = random.Random(5), crowd(square, 40)
    assert _batch(square)
    for _ in range(3):
        for voter in rng.sample(voters, 12):
            _answer(square, voter, rng.choice(square.versions), rng.choice((-1, 0, 1, None, None)))
        gone = voters.pop()
        for version in square.versions:
            _answer(square, gone, version, None)
        voters += crowd(square, 20, seed=rng.randrange(1000))
        assert _batch(square)
        incremental = _in_memory(square)
        assert incremental == _read_anew(square)


def test_a_withdrawn_statement_keeps_its_row_and_counts_nobody_anew(square: Square) -> None:
    crowd(square, 40)
    assert _batch(square)
    last = square.consultation.round.statements.order_by("number").last()
    assert last is not None
    last.state = StatementState.WITHDRAWN
    last.save()
    OpenBallot.objects.filter(version_id=square.versions[0]).update(answer=NOT_ANSWERED)
    crowd(square, 20, seed=2)
    assert _batch(square)
    shown = recomputing.latest(square.consultation)
    assert shown is not None
    assert {row.statement: row.everybody.of for row in shown.statements} == {
        str(one): 40 if one == square.versions[-1] else 60 for one in square.versions
    }


def test_what_the_batch_before_took_is_not_read_again(square: Square) -> None:
    crowd(square, 40, shares=(1.0,))
    assert _batch(square)
    # Behind the worker's back: had it read these rows again, it would show them.
    OpenBallot.objects.update(answer=3)
    crowd(square, 20, seed=2, shares=(1.0,))
    assert _batch(square)
    shown = recomputing.latest(square.consultation)
    assert shown is not None
    assert all(row.everybody.disagree == 5 for row in shown.statements)


def test_what_is_answered_while_a_batch_is_computed_counts_in_the_next(square: Square) -> None:
    voters = crowd(square, 40, shares=(1.0,))
    read = recomputing._read_up_to

    def answered_meanwhile(consultation: object, batch: int) -> object:
        votes = read(square.consultation, batch)
        for voter in voters[:20]:
            _answer(square, voter, square.versions[0], -1)
        return votes

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(recomputing, "_read_up_to", answered_meanwhile)
        assert _batch(square)
    crowd(square, 20, seed=2, shares=(1.0,))
    assert _batch(square)
    shown = recomputing.latest(square.consultation)
    assert shown is not None
    row = next(row for row in shown.statements if row.statement == str(square.versions[0]))
    assert (row.everybody.of, row.everybody.agree, row.everybody.disagree) == (60, 40, 20)


def test_what_shows_that_an_answer_was_taken_back_is_gone_with_the_next_batch(square: Square) -> None:
    voters = crowd(square, 40)
    assert _batch(square)
    _answer(square, voters[0], square.versions[0], None)
    _answer(square, voters[1], square.versions[0], None)
    _answer(square, voters[1], square.versions[0], 1)
    assert OpenBallot.objects.filter(answer=NOT_ANSWERED).count() == 1
    crowd(square, 20, seed=2)
    assert _batch(square)
    assert not OpenBallot.objects.filter(answer=NOT_ANSWERED).exists()
    assert square.versions[0] not in store.own_votes(voters[0])
    assert store.own_votes(voters[1])[square.versions[0]] == 1


def test_a_batch_is_not_ended_before_ten_people_more_have_answered(square: Square) -> None:
    voters = crowd(square, 40)
    assert _batch(square)
    ended = square.consultation.batch
    crowd(square, 9, seed=2)
    for voter in voters:
        _answer(square, voter, square.versions[0], 0)
    assert not _batch(square)
    square.consultation.refresh_from_db()
    assert square.consultation.batch == ended == square.consultation.publication


def test_another_worker_that_ended_a_batch_makes_this_one_read_anew(square: Square) -> None:
    voters = crowd(square, 40, shares=(1.0,))
    assert _batch(square)
    mine = dict(recomputing._kept)
    _answer(square, voters[0], square.versions[0], None)
    crowd(square, 20, seed=2, shares=(1.0,))
    restarted()
    assert _batch(square)
    recomputing._kept |= mine
    crowd(square, 20, seed=3, shares=(1.0,))
    assert _batch(square)
    assert _in_memory(square) == _read_anew(square)


def test_editing_a_consultation_meanwhile_does_not_set_its_batch_back(square: Square) -> None:
    seen_before = type(square.consultation).objects.get(pk=square.consultation.pk)
    crowd(square, 40)
    assert _batch(square)
    seen_before.about = "Edited."
    seen_before.save()
    square.consultation.refresh_from_db()
    assert (square.consultation.about, square.consultation.batch, square.consultation.publication) == ("Edited.", 1, 1)
