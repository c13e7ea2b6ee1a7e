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
        """How many of `needles` stand in the bytes of any file: of the installation, or of its tables on PostgreSQL."""
        files = [path for path in self.place.rglob("*") if path.is_file()]
        files += [path for url in self.databases or () for path in _table_files(url)]
        haystacks = [path.read_bytes() for path in files]
        return sum(any(needle.encode() in hay for hay in haystacks) for needle in needles)


def _table_files(url: str) -> list[Path]:
    """The files of one database, written out before they are looked at. The server's own journal is not among them."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert row
    return [path for path in (Path(row[0]) / "base" / str(row[1])).iterdir() if path.is_file()]


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
