"""What a vote relies on where PostgreSQL keeps the answers: prepared statements, and connections that may break."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
import pytest
from django.db import connection

from khural.web.ballots.square import locks, prepared, store
from khural.web.square.answering import OPEN_BATCH
from khural.web.square.participants import Participant
from tests.cast import assemble
from tests.square import Phone, join, open_square, restarted

pytestmark = [
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="answers lie in SQLite in this run"),
    pytest.mark.django_db(transaction=True, databases=["default", "ballots"]),
]


@dataclass(frozen=True)
class Known:
    """A participant, as a process knows them that has looked before: nothing is read but by the vote."""

    phone: Phone
    who: Participant
    version: int

    def vote(self, answer: int) -> dict[int, int] | None:
        """Answer the first statement, on the connection that this process keeps."""
        consultation, who = self.phone.square.consultation, self.who
        batch = store.OpenBatch(OPEN_BATCH, [self.version, consultation.pk])
        return store.vote_and_own(
            consultation.round_id, self.version, who.voter, answer, batch=batch, member_hash=who.member_hash
        )


@pytest.fixture
def known() -> Known:
    """Somebody who has joined, on a server whose statements are prepared."""
    restarted()
    connection.close()
    prepared._is_direct = True
    phone = join(open_square(assemble()))
    made = Known(phone, phone.participant, phone.square.versions[0])
    assert made.vote(0) == {made.version: 0}
    return made


def test_a_lost_connection_is_made_anew_within_the_vote(known: Known) -> None:
    settings = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold", "server_side_binding", "isolation_level", "pool"):
        settings.pop(name, None)
    with psycopg.connect(**settings, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    assert known.vote(-1) == {known.version: -1}
    assert known.phone.own == {known.version: -1}


def test_votes_go_on_where_each_transaction_gets_another_connection(known: Known) -> None:
    # What a connection pooler between us and the server amounts to: what was prepared is not there.
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert known.vote(-1) == {known.version: -1}
    assert not prepared._is_direct
    assert known.vote(0) == {known.version: 0}


def test_the_plan_of_a_vote_goes_through_indexes_while_the_tables_are_small(known: Known) -> None:
    for answer in (1, -1, 0, 1, -1, 0, 1):
        assert known.vote(answer) is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement FROM pg_prepared_statements WHERE statement LIKE '%openballots%'")
        found = cursor.fetchall()
        assert len(found) == 2
        for name, statement in found:
            types = statement.split(" AS ")[0].partition("(")[2].rstrip(")").split(", ")
            values = ", ".join("1" if one == "bigint" else "''" for one in types)
            plan = f"EXPLAIN EXECUTE {name} ({values})"
            cursor.execute(f"{locks.BESIDE}; {plan}", [locks.VOTES, known.phone.square.consultation.round_id])
            cursor.nextset()
            cursor.nextset()
            assert "Seq Scan" not in "\n".join(line for (line,) in cursor.fetchall())
