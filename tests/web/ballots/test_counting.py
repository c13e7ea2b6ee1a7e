from __future__ import annotations

import pytest

from khural.publishing import PartyTally
from khural.web.ballots import store
from khural.web.ballots.models import AuthorCredential, Ballot, BallotCredential, MemberCredential
from tests.web.ballots.table import EDITION, ROUND, SALT, SLOT, author_hash, ballot_hash, set_table

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


def test_a_count_says_how_each_delegation_answered_in_the_order_of_numbers() -> None:
    table = set_table(2, (5, 6))
    one, other = table.hashes
    for value, answer in zip(one, (1, 1, -1, 0, None), strict=True):
        store.vote(ROUND, 1, value, answer)
    for value in other:
        store.vote(ROUND, 2, value, -1)
    tally = store.count(ROUND, EDITION, SLOT, [(2, 6), (1, 5)])
    assert tally.seats == (("2", 6), ("1", 5))
    assert [row.statement for row in tally.statements] == ["1", "2"]
    assert tally.statements[0].parties == (PartyTally("2", 0, 0, 0), PartyTally("1", 2, 1, 1))
    assert tally.statements[1].parties == (PartyTally("2", 0, 6, 0), PartyTally("1", 0, 0, 0))
    assert tally.voters == 10


def test_an_answer_taken_back_is_no_vote_and_its_giver_no_voter() -> None:
    table = set_table(1, (5,))
    value = table.all_hashes[0]
    store.vote(ROUND, 1, value, 1)
    assert store.count(ROUND, EDITION, SLOT, table.seats).voters == 1
    store.vote(ROUND, 1, value, None)
    tally = store.count(ROUND, EDITION, SLOT, table.seats)
    assert tally.voters == 0
    assert tally.statements[0].parties == (PartyTally("1", 0, 0, 0),)


def test_rounds_of_one_edition_are_counted_apart() -> None:
    table = set_table(1, (5,))
    store.open_statements(ROUND + 1, EDITION, SLOT + 1, [21])
    for value in table.all_hashes:
        store.vote(ROUND, 1, value, 1)
    other = store.count(ROUND + 1, EDITION, SLOT + 1, table.seats)
    assert [row.statement for row in other.statements] == ["21"]
    assert other.voters == 0


def test_for_each_seat_one_credential_of_each_kind_and_slot_is_kept_and_no_token() -> None:
    tokens = store.issue(EDITION, 1, 5, SALT)
    assert MemberCredential.objects.count() == 5
    for table in (BallotCredential, AuthorCredential):
        assert table.objects.count() == 5 * 40
        assert table.objects.filter(slot=39).count() == 5
    kept = {
        value
        for table in (MemberCredential, BallotCredential, AuthorCredential)
        for value in table.objects.values_list("hash", flat=True)
    }
    assert len(kept) == 5 * 81
    assert not kept & {token.hex() for token in tokens}
    assert {ballot_hash(token, 7) for token in tokens} < kept


def test_where_author_rows_lie_says_nothing_of_the_delegation() -> None:
    groups = [store.issue(EDITION, delegation, seats, SALT) for delegation, seats in ((1, 5), (2, 6), (3, 7))]
    assert "delegation_id" not in {field.name for field in AuthorCredential._meta.get_fields()}
    lying = list(AuthorCredential.objects.order_by().values_list("hash", flat=True))
    if AuthorCredential.objects.db == "ballots":
        lying = _physical("ballots_authorcredential")
    assert lying == sorted(lying)
    assert {author_hash(token) for tokens in groups for token in tokens} < set(lying)


def test_ballot_and_member_rows_of_a_delegation_lie_in_the_order_of_their_hashes() -> None:
    store.issue(EDITION, 1, 7, SALT)
    for table in (MemberCredential, BallotCredential):
        lying = _physical(table._meta.db_table)
        assert lying == sorted(lying)


def _physical(table: str) -> list[str]:
    from django.db import connections

    place = "rowid" if connections["ballots"].vendor == "sqlite" else "ctid"
    with connections["ballots"].cursor() as cursor:
        cursor.execute(f'SELECT hash FROM "{table}" ORDER BY {place}')
        return [row[0] for row in cursor.fetchall()]


def test_deleting_a_round_leaves_the_other_rounds_and_the_way_in() -> None:
    table = set_table(1, (5,))
    store.open_statements(ROUND + 1, EDITION, SLOT + 1, [21])
    store.stamp(ROUND)
    assert store.unerased_rounds() == {ROUND}
    erased = store.delete_round(ROUND, EDITION, SLOT)
    assert (erased.ballots, erased.credentials) == (5, 10)
    assert store.unerased_rounds() == set()
    assert store.is_stamped(ROUND)
    assert store.rounds_with_ballots() == {ROUND + 1}
    assert MemberCredential.objects.count() == 5
    assert not BallotCredential.objects.filter(slot=SLOT).exists()
    assert not AuthorCredential.objects.filter(slot=SLOT).exists()
    assert BallotCredential.objects.filter(slot=SLOT + 1).count() == 5
    assert not any(store.vote(ROUND, 1, value, 1) for value in table.all_hashes)


def test_deleting_an_edition_leaves_the_others() -> None:
    set_table(1, (5,))
    store.issue(EDITION + 1, 9, 4, SALT)
    store.delete_edition(EDITION, [ROUND])
    for table in (MemberCredential, BallotCredential, AuthorCredential):
        assert set(table.objects.values_list("edition_id", flat=True)) == {EDITION + 1}
    assert not Ballot.objects.exists()


def test_sheets_drawn_after_a_publication_bring_no_hash_back_into_its_slot() -> None:
    set_table(1, (5,))
    store.stamp(ROUND)
    store.delete_round(ROUND, EDITION, SLOT)
    late = store.issue(EDITION, 2, 4, SALT)
    fresh = store.reissue(EDITION, 1, 5, SALT)
    for table in (BallotCredential, AuthorCredential):
        assert not table.objects.filter(slot=SLOT).exists()
    for token in (*late, *fresh):
        assert not store.may_vote(EDITION, SLOT, ballot_hash(token))
        assert store.may_vote(EDITION, SLOT + 1, ballot_hash(token, SLOT + 1))
