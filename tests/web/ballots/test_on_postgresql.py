"""Ballots on PostgreSQL: what the server itself writes down of them goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from khural.web.ballots import durability, store
from khural.web.ballots.models import Ballot
from khural.web.rounds import phases
from tests.cast import assemble, open_round
from tests.web.core.round import close, needles, vote_all

pytestmark = [
    pytest.mark.skipif(
        "connections['ballots'].vendor != 'postgresql'", reason="ballots lie in their SQLite file in this run"
    ),
    pytest.mark.django_db(transaction=True, databases=["default", "ballots"]),
]


def _in_table_files(wanted: list[str]) -> int:
    """How many of `wanted` stand in the files of the ballot database, catalogue included."""
    with connections["ballots"].cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        )
        folder, number = cursor.fetchone()
    files = [path.read_bytes() for path in (Path(folder) / "base" / str(number)).iterdir() if path.is_file()]
    return sum(any(needle.encode() in file for file in files) for needle in wanted)


def test_deleted_ballots_are_in_no_file_of_the_database() -> None:
    cast = assemble()
    round_ = close(cast)
    wanted = needles(cast.edition.pk, round_.slot)
    assert _in_table_files(wanted) == len(wanted)
    erased = phases.delete_ballots(round_)
    assert erased.still_in_bytes is None
    assert _in_table_files(wanted) == 0


def test_a_transaction_that_somebody_holds_open_keeps_no_ballot_alive() -> None:
    cast = assemble()
    round_ = close(cast)
    wanted = needles(cast.edition.pk, round_.slot)
    other = connections.create_connection("ballots")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_current_xact_id()")
            phases.delete_ballots(round_)
            assert _in_table_files(wanted) == 0
    finally:
        other.close()


def test_what_is_not_deleted_stays_and_lies_in_the_order_of_its_keys() -> None:
    cast = assemble()
    vote_all(cast, open_round(cast), lambda _delegation, seat: (1, 0, -1)[seat % 3])
    answers = set(Ballot.objects.values_list("pk", "credential_hash", "version_id", "answer"))
    durability.compact()
    assert set(Ballot.objects.values_list("pk", "credential_hash", "version_id", "answer")) == answers
    with connections["ballots"].cursor() as cursor:
        cursor.execute("SELECT id FROM ballots_ballot ORDER BY ctid")
        stored = [number for (number,) in cursor.fetchall()]
    assert stored == sorted(stored)
    assert len(stored) == len(answers) > 0


def test_an_erased_edition_is_in_no_file_of_the_database() -> None:
    cast = assemble()
    round_ = close(cast)
    wanted = needles(cast.edition.pk)
    assert _in_table_files(wanted) == len(wanted)
    store.delete_edition(cast.edition.pk, [round_.pk])
    assert _in_table_files(wanted) == 0


def test_no_value_of_a_ballot_table_becomes_a_statistic() -> None:
    close(assemble())
    with connections["ballots"].cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT tablename, attname FROM pg_stats WHERE tablename LIKE 'ballots%'")
        assert cursor.fetchall() == []
