from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connections, transaction

from khural.web.ballots import durability, store
from khural.web.ballots.models import Ballot, BallotCredential, CloseStamp, MemberCredential
from tests.web.ballots.table import EDITION, ROUND, SALT, SLOT, ballot_hash, set_table

OTHER_ROUND, OTHER_SLOT = 8, 1
plain = pytest.mark.django_db(databases=["default", "ballots"])
threaded = pytest.mark.django_db(transaction=True, databases=["default", "ballots"])


def _codes() -> dict[tuple[str, int], int]:
    rows = Ballot.objects.values_list("credential_hash", "version_id", "answer")
    return {(value, version): code for value, version, code in rows}


@plain
def test_a_vote_sets_one_answer_and_repeating_it_changes_nothing() -> None:
    table = set_table(2, (5, 6))
    value = table.all_hashes[0]
    before = _codes()
    for _ in range(3):
        assert store.vote(ROUND, 1, value, -1)
    assert _codes() == before | {(value, 1): 3}
    assert store.own_votes(ROUND, value) == {1: -1, 2: None}


@plain
def test_a_vote_can_be_changed_and_taken_back() -> None:
    value = set_table(1, (5,)).all_hashes[0]
    answers = []
    for answer in (1, 0, None, 1):
        assert store.vote(ROUND, 1, value, answer)
        answers.append(store.own_votes(ROUND, value)[1])
    assert answers == [1, 0, None, 1]


@plain
@pytest.mark.parametrize("answer", [2, -2, 5])
def test_no_other_answer_exists(answer: int) -> None:
    value = set_table(1, (5,)).all_hashes[0]
    with pytest.raises(KeyError):
        store.vote(ROUND, 1, value, answer)
    assert store.own_votes(ROUND, value) == {1: None}


@plain
def test_votes_of_unknown_credentials_other_rounds_and_other_statements_are_refused() -> None:
    table = set_table(2, (5,))
    tokens = store.issue(EDITION, 2, 4, SALT)
    store.open_statements(OTHER_ROUND, EDITION, OTHER_SLOT, [11])
    value, late = table.all_hashes[0], ballot_hash(tokens[0])
    before = _codes()
    assert not store.vote(ROUND, 1, "0" * 64, 1)
    assert not store.vote(OTHER_ROUND, 11, value, 1)
    assert not store.vote(OTHER_ROUND, 1, value, 1)
    assert not store.vote(ROUND, 11, ballot_hash(tokens[0], OTHER_SLOT), 1)
    assert not store.vote(ROUND, 99, value, 1)
    # This sheet was issued after the statements opened: it has no rows, and voting makes none.
    assert not store.vote(ROUND, 1, late, 1)
    assert _codes() == before
    assert store.vote(OTHER_ROUND, 11, ballot_hash(tokens[0], OTHER_SLOT), 1)


@plain
def test_a_credential_votes_in_the_round_of_its_slot_only() -> None:
    value = set_table(1, (5,)).all_hashes[0]
    assert store.may_vote(EDITION, SLOT, value)
    assert not store.may_vote(EDITION, OTHER_SLOT, value)
    assert not store.may_vote(EDITION + 1, SLOT, value)


@plain
def test_opening_twice_keeps_votes_and_rows_lie_in_the_order_of_hashes() -> None:
    table = set_table(3, (5, 6, 7))
    value = table.all_hashes[4]
    store.vote(ROUND, 2, value, 1)
    before = _codes()
    store.open_statements(ROUND, EDITION, SLOT, [1, 2, 3])
    assert _codes() == before
    store.open_statements(ROUND, EDITION, SLOT, [3, 4])
    assert len(_codes()) == len(before) + 18
    for version in (1, 2, 3, 4):
        rows = Ballot.objects.filter(version_id=version).order_by("pk")
        assert list(rows.values_list("credential_hash", flat=True)) == table.all_hashes


@plain
def test_a_stamped_round_takes_no_votes_and_opens_no_statements() -> None:
    value = set_table(1, (5,)).all_hashes[0]
    store.vote(ROUND, 1, value, 1)
    store.stamp(ROUND)
    store.stamp(ROUND)
    assert store.is_stamped(ROUND)
    assert not store.vote(ROUND, 1, value, -1)
    assert not store.vote(ROUND, 1, value, None)
    store.open_statements(ROUND, EDITION, SLOT, [2])
    assert store.own_votes(ROUND, value) == {1: 1}


def _together(acts: list[Callable[[], None]]) -> None:
    barrier = threading.Barrier(len(acts))
    failed: list[BaseException] = []

    def run(act: Callable[[], None]) -> None:
        barrier.wait()
        try:
            act()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []


@threaded
def test_fifty_threads_with_one_credential_leave_one_ballot() -> None:
    value = set_table(1, (5,)).all_hashes[0]
    saved: list[bool] = []
    _together([lambda: saved.append(store.vote(ROUND, 1, value, 1))] * 50)
    assert saved == [True] * 50
    rows = Ballot.objects.filter(credential_hash=value)
    assert rows.count() == 1
    assert rows.get().answer == 5
    assert store.count(ROUND, EDITION, SLOT, [(1, 5)]).voters == 1


@threaded
def test_no_vote_counts_or_is_acknowledged_after_the_stamp() -> None:
    table = set_table(1, (6, 6))
    stamped: list[float] = []
    log: dict[str, list[tuple[float, int]]] = {value: [] for value in table.all_hashes}

    def voter(value: str) -> None:
        rng = random.Random(value)
        for _ in range(200):
            began, answer = time.monotonic(), rng.choice((-1, 0, 1))
            if not store.vote(ROUND, 1, value, answer):
                return
            log[value].append((began, answer))
        raise AssertionError("the stamp never came")

    def closer() -> None:
        time.sleep(0.3)
        store.stamp(ROUND)
        stamped.append(time.monotonic())

    _together([*(partial(voter, value) for value in table.all_hashes), closer])
    assert sum(map(len, log.values())) > 0
    for value, saved in log.items():
        assert all(began < stamped[0] for began, _ in saved)
        assert store.own_votes(ROUND, value) == {1: saved[-1][1] if saved else None}
    assert store.count(ROUND, EDITION, SLOT, table.seats).voters == sum(bool(saved) for saved in log.values())


def _stamp() -> None:
    store.stamp(ROUND)
    connections.close_all()


@threaded
def test_the_stamp_waits_for_a_vote_of_another_process_that_is_under_way() -> None:
    if durability.is_sqlite():
        pytest.skip("SQLite has one writer at a time; this is for ballots on PostgreSQL")
    value = set_table(1, (5,)).all_hashes[0]
    closing = threading.Thread(target=_stamp)
    # As another process does it, without the lock that the threads of this one share.
    with transaction.atomic(using="ballots"):
        assert not CloseStamp.objects.filter(round_id=ROUND).exists()
        closing.start()
        closing.join(0.5)
        assert closing.is_alive()
        assert Ballot.objects.filter(version_id=1, credential_hash=value).update(answer=5) == 1
    closing.join(20)
    assert not closing.is_alive()
    assert store.count(ROUND, EDITION, SLOT, [(1, 5)]).voters == 1


@plain
def test_a_reissue_ends_the_old_sheets_and_opens_rows_for_the_fresh_ones() -> None:
    table = set_table(2, (5, 6))
    old, kept = table.hashes
    for value in (*old, *kept):
        store.vote(ROUND, 1, value, 1)
    tokens = store.reissue(EDITION, 1, 5, SALT)
    fresh = [ballot_hash(token) for token in tokens]
    assert not any(store.vote(ROUND, 1, value, -1) or store.may_vote(EDITION, SLOT, value) for value in old)
    assert set(_codes()) == {(value, version) for value in (*fresh, *kept) for version in (1, 2)}
    assert all(store.own_votes(ROUND, value) == {1: None, 2: None} for value in fresh)
    tally = store.count(ROUND, EDITION, SLOT, table.seats)
    assert [party.agree for party in tally.statements[0].parties] == [0, 6]
    assert all(store.vote(ROUND, 1, value, -1) for value in fresh)
    tally = store.count(ROUND, EDITION, SLOT, table.seats)
    assert [party.disagree for party in tally.statements[0].parties] == [5, 0]
    assert tally.voters == 11


@plain
def test_however_often_it_is_reissued_a_delegation_never_has_more_voters_than_seats() -> None:
    table = set_table(1, (5, 6))
    for _ in range(3):
        store.reissue(EDITION, 1, 5, SALT)
    living = BallotCredential.objects.filter(edition_id=EDITION, slot=SLOT, is_revoked=False)
    assert [living.filter(delegation_id=n).count() for n in (1, 2)] == [5, 6]
    members = MemberCredential.objects.filter(edition_id=EDITION, is_revoked=False)
    assert [members.filter(delegation_id=n).count() for n in (1, 2)] == [5, 6]
    assert Ballot.objects.count() == 11
    assert len(table.all_hashes) == 11


@plain
def test_a_revoked_sheet_no_longer_opens_the_door() -> None:
    members = set(MemberCredential.objects.values_list("hash", flat=True))
    assert members == set()
    store.issue(EDITION, 1, 5, SALT)
    old = set(MemberCredential.objects.values_list("hash", flat=True))
    assert all(store.delegation_of(EDITION, value) == 1 for value in old)
    store.reissue(EDITION, 1, 5, SALT)
    assert all(store.delegation_of(EDITION, value) is None for value in old)
    fresh = set(MemberCredential.objects.values_list("hash", flat=True)) - old
    assert all(store.delegation_of(EDITION, value) == 1 for value in fresh)


@plain
def test_ballots_of_a_stamped_round_stay_at_a_reissue_and_count_no_longer() -> None:
    table = set_table(1, (5, 6))
    for value in table.all_hashes:
        store.vote(ROUND, 1, value, 1)
    store.stamp(ROUND)
    store.reissue(EDITION, 1, 5, SALT)
    assert Ballot.objects.count() == 11
    tally = store.count(ROUND, EDITION, SLOT, table.seats)
    assert [party.agree for party in tally.statements[0].parties] == [0, 6]
    assert tally.voters == 6
