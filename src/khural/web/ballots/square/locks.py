"""Who may write when: votes side by side, and one who stops them alone. SQLite has one writer anyway."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

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


def write_beside(round_id: int, sql: str, params: Sequence[int | str]) -> int:
    """One statement in a transaction of its own, beside others, never beside `stopping`; how many rows it wrote.

    PostgreSQL is sent the lock and the statement in one message and has a fresh view of the data for each: what
    `stopping` wrote before it let go is seen.
    """
    if connection.vendor == "sqlite":
        with _transaction("", VOTES, round_id), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared(%s, %s); {sql}", [VOTES, round_id, *params])
        cursor.nextset()
        return int(cursor.rowcount)


def stopping(round_id: int) -> AbstractContextManager[None]:
    """A transaction that begins when every vote before it is on disk, and before which no later one begins."""
    return _transaction("pg_advisory_xact_lock", VOTES, round_id)


def offering(round_id: int) -> AbstractContextManager[None]:
    """A transaction on the offers of one round, alone."""
    return _transaction("pg_advisory_xact_lock", OFFERS, round_id)


def insistently(write: Callable[[], T]) -> T:
    """Do `write` again when the database was busy; in an outer transaction once only, for that one is spoilt."""
    for _try in range(TRIES - 1):
        try:
            return write()
        except OperationalError:
            if connection.in_atomic_block:
                raise
    return write()
