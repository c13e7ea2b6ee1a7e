"""Who may write when: votes side by side, and one who stops them alone. SQLite has one writer anyway."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.db import DatabaseError, OperationalError, connection, transaction

from khural.web.ballots.square import prepared

T = TypeVar("T")

TRIES = 3
# In PostgreSQL's table of advisory locks: ours, beside the number of the round.
VOTES, OFFERS = 0x6B68_0001, 0x6B68_0002
# One writer of this process at a time: waiting here is fair and short, waiting inside SQLite is neither.
_writing = threading.RLock()


@contextmanager
def _transaction(lock: str, kind: int, round_id: int) -> Iterator[None]:
    if connection.vendor == "sqlite":
        with _writing, transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s, %s)", [kind, round_id])
        yield


def voting(round_id: int) -> AbstractContextManager[None]:
    """A transaction for votes, beside others, never beside `stopping`."""
    return _transaction("pg_advisory_xact_lock_shared", VOTES, round_id)


@dataclass(frozen=True)
class Reading:
    """A SELECT of whole numbers that is sent along with a statement, and sees what it wrote."""

    sql: str
    params: Sequence[int | str]


def write_beside(
    round_id: int, sql: str, params: Sequence[int | str], then: Reading
) -> tuple[int, list[tuple[int, ...]]]:
    """One statement and what is read after it, beside others, never beside `stopping`: rows written, rows read.

    PostgreSQL is sent the lock and both in one message, which is one transaction, and has a fresh view of the data for
    each: what `stopping` wrote before it let go is seen. It has taken the statements apart before, once a connection.
    """
    if connection.vendor == "sqlite":
        with _transaction("", VOTES, round_id), connection.cursor() as cursor:
            cursor.execute(sql, params)
            written = int(cursor.rowcount)
            cursor.execute(then.sql, then.params)
            return written, cursor.fetchall()
    try:
        return _sent(round_id, sql, params, then)
    except DatabaseError as error:
        if not prepared.gave_up(error) or connection.in_atomic_block:
            raise
        return _sent(round_id, sql, params, then)


# The plan that is kept must still be right when the tables have grown: through indexes, never through whole tables.
BESIDE = "SET LOCAL enable_seqscan = off; SELECT pg_advisory_xact_lock_shared(%s, %s)"


def _sent(round_id: int, sql: str, params: Sequence[int | str], then: Reading) -> tuple[int, list[tuple[int, ...]]]:
    # Whether the connection still lives is not asked beforehand: `insistently` makes it anew where it does not.
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs do not know it
    writes, reads = prepared.call(sql, params), prepared.call(then.sql, then.params)
    with connection.cursor() as cursor:
        cursor.execute(f"{BESIDE}; {writes}; {reads}", [VOTES, round_id, *params, *then.params])
        cursor.nextset()
        cursor.nextset()
        written = int(cursor.rowcount)
        cursor.nextset()
        return written, cursor.fetchall()


def stopping(round_id: int) -> AbstractContextManager[None]:
    """A transaction that begins when every vote before it is on disk, and before which no later one begins."""
    return _transaction("pg_advisory_xact_lock", VOTES, round_id)


def offering(round_id: int) -> AbstractContextManager[None]:
    """A transaction on the offers of one round, alone."""
    return _transaction("pg_advisory_xact_lock", OFFERS, round_id)


def insistently(write: Callable[[], T]) -> T:
    """Do `write` again when the database was busy or the connection lost, which is then made anew.

    In an outer transaction once only, for that one is spoilt.
    """
    for _try in range(TRIES - 1):
        try:
            return write()
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close_if_unusable_or_obsolete()
    return write()
