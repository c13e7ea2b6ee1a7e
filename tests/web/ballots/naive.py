"""Three ways of keeping ballots that the matcher must see through, or it would prove nothing about the real one."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from tests.web.ballots.attack import BALLOTS, Answer, Ballot, Room
from tests.web.ballots.pages import File

WIDE: Mapping[Answer, int | None] = {None: 2, -1: 3, 0: 4, 1: 5}
NARROW: Mapping[Answer, int | None] = {None: None, -1: -1, 0: 0, 1: 1}
TABLE = f"""CREATE TABLE {BALLOTS} (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id BIGINT NOT NULL,
    credential_hash VARCHAR(64) NOT NULL, answer SMALLINT, UNIQUE (credential_hash, version_id))"""
VOTE = f"""INSERT INTO {BALLOTS} (version_id, credential_hash, answer) VALUES (?, ?, ?)
    ON CONFLICT (credential_hash, version_id) DO UPDATE SET answer = excluded.answer"""
CHANGE = f"UPDATE {BALLOTS} SET answer = :answer WHERE version_id = :version AND credential_hash = :value"


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;")
    db.executescript("PRAGMA wal_autocheckpoint=0;" + TABLE)
    return db


def _prepare(db: sqlite3.Connection, room: Room, versions: Sequence[int], answer: int | None) -> None:
    rows = [(version, value, answer) for version in versions for value in sorted(room.held.values())]
    db.executemany(f"INSERT INTO {BALLOTS} (version_id, credential_hash, answer) VALUES (?, ?, ?)", rows)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def inserted_at_the_vote(path: Path, room: Room, cast: Sequence[Ballot]) -> File:
    """Random keys and no times, but a row comes into being with the vote."""
    with closing(_open(path)) as db:
        for ballot in cast:
            db.execute(VOTE, (ballot.version, room.held[ballot.person], WIDE[ballot.answer]))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return File.of(path)


def journal_left(path: Path, room: Room, cast: Sequence[Ballot]) -> File:
    """Rows exist before the vote, but the journal is not emptied."""
    with closing(_open(path)) as db:
        _prepare(db, room, sorted({ballot.version for ballot in cast}), WIDE[None])
        _update(db, room, cast, WIDE, truncate=False)
        return File.of(path)


def answers_of_different_width(path: Path, room: Room, cast: Sequence[Ballot]) -> File:
    """Rows exist and the journal is emptied, but an answer can make its row longer."""
    with closing(_open(path)) as db:
        _prepare(db, room, sorted({ballot.version for ballot in cast}), NARROW[None])
        _update(db, room, cast, NARROW, truncate=True)
        return File.of(path)


def _update(
    db: sqlite3.Connection, room: Room, cast: Sequence[Ballot], codes: Mapping[Answer, int | None], *, truncate: bool
) -> None:
    for ballot in cast:
        answer, value = codes[ballot.answer], room.held[ballot.person]
        db.execute(CHANGE, {"answer": answer, "version": ballot.version, "value": value})
        if truncate:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
