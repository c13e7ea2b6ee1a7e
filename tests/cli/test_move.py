"""`khural move`: every row arrives on PostgreSQL unchanged, or nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import psycopg
import pytest

from tests import cluster, machine
from tests.cli.terminal import install, khural, said

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(machine.postgres() is None, reason="PostgreSQL was not found on this machine"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with cluster.running() as url:
        yield url


@pytest.fixture
def url(server: str) -> str:
    """An empty database."""
    with psycopg.connect(server, autocommit=True) as db:
        db.execute("DROP DATABASE IF EXISTS moved")
        db.execute("CREATE DATABASE moved")
    return server.replace("/khural?", "/moved?") if "/khural?" in server else f"{server.rsplit('/', 1)[0]}/moved"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    code, printed = install(tmp_path)
    assert code == 0, printed
    with closing(connect(tmp_path / "khural.sqlite3")) as db:
        for n in range(1, 40):
            db.execute(
                "INSERT INTO cases_case (name, names, slug, summary, evidence) VALUES (?, ?, ?, ?, '')",
                (f"Хэрэг {n}", '{"mn": "Хэрэг", "ko": "사건"}', f"c{n}", "line\nwith\ttab and \\N and ''"),
            )
        db.commit()
    return tmp_path


def test_every_row_arrives_and_the_next_number_is_free(place: Path, url: str) -> None:
    done = khural("move", url, "--data", place)
    assert done.returncode == 0, said(done)
    assert "the same" in done.stdout
    with psycopg.connect(url) as db:
        rows = db.execute("SELECT name, names->>'ko', summary FROM cases_case ORDER BY id").fetchall()
        assert rows[0] == ("Хэрэг 1", "사건", "line\nwith\ttab and \\N and ''")
        assert len(rows) == 39
        (new,) = db.execute("SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))").fetchone() or (0,)
        assert new == 40
        assert db.execute("SELECT username FROM auth_user").fetchall() == [("oyuna",)]


def test_a_target_that_holds_data_is_left_alone(place: Path, url: str) -> None:
    assert khural("move", url, "--data", place).returncode == 0
    again = khural("move", url, "--data", place)
    assert again.returncode == 1
    assert "holds data already" in said(again)


def test_what_is_no_postgresql_is_refused_in_one_sentence(place: Path) -> None:
    for url, code in (("mysql://x/y", 2), ("postgresql://127.0.0.1:1/nothing", 1)):
        refused = khural("move", url, "--data", place)
        assert refused.returncode == code
        assert "Traceback" not in said(refused)
