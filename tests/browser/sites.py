"""A real installation, made by `khural init` and served by `khural serve`: ballots in their file, or on PostgreSQL."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from khural.web.settings.databases import ACCEPTANCE
from tests.cli.terminal import PASSWORD, free_port, install, khural, said, serving

USERNAME = "oyuna"


@dataclass(frozen=True)
class Site:
    """Where an installation answers and lies; `secret` is what the first account's authenticator app holds."""

    origin: str
    place: Path
    secret: str
    databases: tuple[str, str] | None

    @property
    def on_postgresql(self) -> bool:
        """Whether ballots lie on PostgreSQL."""
        return self.databases is not None

    def rows(self, query: str, *, ballots: bool = False) -> list[tuple[Any, ...]]:
        """What a database answers, read beside the running server."""
        if self.databases:
            with psycopg.connect(self.databases[ballots]) as connection:
                return connection.execute(query).fetchall()
        with closing(sqlite3.connect(self._files()[ballots])) as connection:
            return connection.execute(query).fetchall()

    def _files(self) -> tuple[Path, Path]:
        return self.place / "khural.sqlite3", self.place / "ballots.sqlite3"

    def found(self, needles: Iterable[str]) -> int:
        """How many of `needles` stand anywhere: in any file of the installation, or in any row on PostgreSQL."""
        haystacks = [path.read_bytes() for path in self.place.rglob("*") if path.is_file()]
        if self.databases:
            haystacks += [_everything(url) for url in self.databases]
        return sum(any(needle.encode() in hay for hay in haystacks) for needle in needles)


def _everything(url: str) -> bytes:
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return b"".join(_copied(connection, table) for (table,) in tables)


def _copied(connection: psycopg.Connection[Any], table: str) -> bytes:
    with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(map(bytes, rows))


@contextmanager
def on_sqlite(place: Path) -> Iterator[Site]:
    """An installation in an empty folder."""
    with _installed(place, None) as site:
        yield site


@contextmanager
def on_postgresql(place: Path, server: str) -> Iterator[Site]:
    """An installation on two empty databases of `server`, once its operator has accepted that in writing."""
    main, ballots = (_database(server, f"{place.name}_{name}") for name in ("main", "ballots"))
    urls = {"DATABASE_URL": main, "KHURAL_BALLOTS_URL": ballots}
    refused = khural("init", "--data", place, "--username", USERNAME, "--password", PASSWORD, **urls)
    assert refused.returncode == 2
    assert "the order of votes can be read until publication" in said(refused)
    with _installed(place, (main, ballots), **urls, KHURAL_BALLOTS_ACCEPTED=ACCEPTANCE.capitalize() + ".") as site:
        yield site


def _database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return re.sub(r"/khural(?=\?|$)", f"/{name}", server)


@contextmanager
def _installed(place: Path, databases: tuple[str, str] | None, **settings: str) -> Iterator[Site]:
    code, printed = install(place, USERNAME, **settings)
    assert code == 0, printed
    secret = re.search(r"Secret: (\w+)", printed)
    assert secret
    port = free_port()
    with serving(place, port, KHURAL_HTTPS="no", **settings):
        yield Site(f"http://127.0.0.1:{port}", place, secret[1], databases)
