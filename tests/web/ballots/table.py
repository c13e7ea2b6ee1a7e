"""Thirty delegates at a table, their credentials issued by the real store, and the real file put back between runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections

from khural import credentials
from khural.web.ballots import store
from tests.web.ballots.attack import SEATS, Ballot, Room
from tests.web.ballots.pages import File

ROUND, EDITION, SLOT, SALT = 7, 3, 0, b"sixteen bytes !!"
needs_file = pytest.mark.skipif(
    bool(os.environ.get("KHURAL_BALLOTS_URL")),
    reason="ballots lie on PostgreSQL in this run; these bytes are those of the SQLite file",
)


@dataclass(frozen=True)
class Table:
    """Delegation by delegation, the hashes by which the store knows the voters of the round."""

    hashes: tuple[tuple[str, ...], ...]
    versions: tuple[int, ...]

    @property
    def all_hashes(self) -> list[str]:
        return sorted(value for group in self.hashes for value in group)

    @property
    def seats(self) -> list[tuple[int, int]]:
        return [(delegation, len(group)) for delegation, group in enumerate(self.hashes, start=1)]


def ballot_hash(token: bytes, slot: int = SLOT) -> str:
    """The hash by which the store knows a sheet's ballots."""
    return credentials.fingerprint(credentials.ballot_key(token, SALT, slot))


def author_hash(token: bytes, slot: int = SLOT) -> str:
    """The hash by which the store knows a sheet's offers."""
    return credentials.fingerprint(credentials.author_key(token, SALT, slot))


def set_table(statements: int, seats: Sequence[int] = SEATS) -> Table:
    """Issue the sheets and open the statements."""
    groups = [store.issue(EDITION, delegation, n, SALT) for delegation, n in enumerate(seats, start=1)]
    versions = tuple(range(1, statements + 1))
    store.open_statements(ROUND, EDITION, SLOT, versions)
    return Table(tuple(tuple(map(ballot_hash, tokens)) for tokens in groups), versions)


def cast_all(room: Room, cast: Sequence[Ballot]) -> None:
    """Vote through the store, one transaction each."""
    for ballot in cast:
        assert store.vote(ROUND, ballot.version, room.held[ballot.person], ballot.answer)


def file_path() -> Path:
    """Where the ballots of this test lie."""
    return Path(str(connections["ballots"].settings_dict["NAME"]))


def read_file() -> File:
    """The bytes of the ballot file and its journal, read beside the open connection as a thief would."""
    return File.of(file_path())


def put_back(file: File) -> None:
    """Begin again with the file as it was; the journal was empty."""
    assert not file.journal
    connections["ballots"].close()
    file_path().write_bytes(file.data)


def without_waiting() -> None:
    """Do not wait for the disk: it changes no byte, and many runs would take minutes."""
    with connections["ballots"].cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
