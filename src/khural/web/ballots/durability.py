"""Keeps an acknowledged vote on disk and its order out of the files: truncation, rewriting, a look at raw bytes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections, transaction

from khural.web.ballots.router import ALIAS

CHUNK = 1 << 20
# One writer at a time: waiting here is fair and short, waiting inside SQLite is neither.
_writing = threading.Lock()


@dataclass
class Checkpoints:
    """How often the journal could not be truncated because somebody was reading; `doctor` prints it."""

    refused: int = 0
    # Owed at start: a killed process leaves its last write in the journal.
    owed: bool = True


checkpoints = Checkpoints()


def is_sqlite() -> bool:
    """Whether the ballots lie in the SQLite file of their own."""
    return connections[ALIAS].vendor == "sqlite"


def truncate_journal() -> None:
    """Empty SQLite's write-ahead log, which otherwise keeps the order in which people voted."""
    if not is_sqlite() or connections[ALIAS].in_atomic_block:
        return
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    checkpoints.owed = bool(busy)
    checkpoints.refused += int(busy)


def catch_up() -> None:
    """Empty a journal that a killed process or a refused truncation left behind."""
    with _writing:
        if checkpoints.owed:
            truncate_journal()


@contextmanager
def write() -> Iterator[None]:
    """A transaction on the ballots after which the journal is empty; one refused truncation is made up for first."""
    with _writing:
        if checkpoints.owed:
            truncate_journal()
        with transaction.atomic(using=ALIAS):
            yield
        truncate_journal()


def wait_for_writers(table: str) -> None:
    """Inside a transaction: go on once every transaction that has read `table` is over, and hold back later ones.

    SQLite has one writer at a time anyway; on PostgreSQL other processes may be in the middle of a write.
    """
    if not is_sqlite():
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')


def compact() -> None:
    """Write the ballot tables anew so that nothing deleted is left between their pages."""
    connection = connections[ALIAS]
    if connection.in_atomic_block:
        return
    with _writing, connection.cursor() as cursor:
        if is_sqlite():
            # The copy that VACUUM makes stays out of the folder for temporary files.
            cursor.execute("PRAGMA temp_store=MEMORY")
            cursor.execute("VACUUM")
        else:
            for table in ("ballot", "ballotcredential", "authorcredential", "membercredential", "offer"):
                _write_anew(f'"ballots_{table}"')
    truncate_journal()


def _write_anew(table: str) -> None:
    """Give a PostgreSQL table a fresh file with its living rows, in the order of their keys.

    VACUUM FULL would carry deleted rows along while anybody else has a transaction open that might still see them.
    """
    with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        # The key is the first column of each.
        cursor.execute(f"CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM {table} ORDER BY 1")  # noqa: S608 - ours
        cursor.execute(f"TRUNCATE {table}")
        cursor.execute(f"INSERT INTO {table} SELECT * FROM kept ORDER BY 1")  # noqa: S608 - a name of ours


def raw_hits(needles: Iterable[str]) -> int | None:
    """How many of `needles` stand in the bytes of the ballot file and its journal; None where there is no file."""
    if not is_sqlite():
        return None
    wanted = {needle.encode() for needle in needles}
    found: set[bytes] = set()
    name = str(connections[ALIAS].settings_dict["NAME"])
    for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-journal")):
        if path.is_file():
            found |= _hits(path, wanted)
    return len(found)


def _hits(path: Path, needles: set[bytes]) -> set[bytes]:
    overlap = max((len(needle) for needle in needles), default=1)
    found: set[bytes] = set()
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            window = tail + chunk
            found |= {needle for needle in needles if needle in window}
            tail = window[-overlap:]
    return found
