"""`khural move`: every row arrives on PostgreSQL unchanged, or nothing does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import psycopg
import pytest

from tests import cluster, machine
from tests.cli.terminal import install, khural, said, surroundings
from tests.machine import ROOT

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


def test_a_value_that_changes_on_the_way_stops_everything(place: Path, url: str) -> None:
    assert khural("move", url, "--data", place).returncode == 0
    with psycopg.connect(url, autocommit=True) as db:
        names = db.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
        ).fetchone()
        db.execute(f"TRUNCATE {names[0] if names else ''}")
        db.execute(
            "CREATE FUNCTION bent() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.summary := NEW.summary || '!'; RETURN NEW; END $$"
        )
        db.execute("CREATE TRIGGER bend BEFORE INSERT ON cases_case FOR EACH ROW EXECUTE FUNCTION bent()")
    refused = khural("move", url, "--data", place)
    assert refused.returncode == 1
    assert "cases_case: 39 rows were sent and 39 arrived, or a value changed on the way" in said(refused)
    with psycopg.connect(url) as db:
        assert db.execute("SELECT count(*) FROM auth_user").fetchone() == (0,)


def test_what_is_no_postgresql_is_refused_in_one_sentence(place: Path) -> None:
    for url, code in (("mysql://x/y", 2), ("postgresql://127.0.0.1:1/nothing", 1)):
        refused = khural("move", url, "--data", place)
        assert refused.returncode == code
        assert "Traceback" not in said(refused)


def test_a_consultation_with_votes_shows_the_same_before_and_after(place: Path, url: str) -> None:
    made = _in(place, "", MAKE + SHOW)
    moved = khural("move", url, "--data", place)
    assert moved.returncode == 0, said(moved)
    after = _in(place, url, SHOW)
    assert made == after
    assert "About 40 people" in after
    assert len(after) > 4000


MAKE = """
from tests.cast import assemble; from tests.square import crowd, open_square
from khural.web.square import recomputing
square = open_square(assemble()); crowd(square, 40, shares=(0.9, 0.2)); recomputing.batch(square.consultation)
"""
# Also what the next batch would be worked out from: everybody's answers, in any order.
SHOW = """
from django.test import Client; from khural.web.ballots.square import store
from khural.web.square.models import Consultation
one = Consultation.objects.get()
page = Client(headers={"host": "localhost"}).get("/open/youth-of-both-shores/results/")
assert page.status_code == 200
print(page.content.decode(), page["ETag"], sorted(store.changes(one.round_id)), sep="\\n")
"""


def _in(place: Path, url: str, script: str) -> str:
    """What a script prints that runs in the installation, its main database at `url` or in its file."""
    settings = surroundings(
        KHURAL_DATA=str(place), DATABASE_URL=url, KHURAL_HTTPS="no", DJANGO_SETTINGS_MODULE="khural.web.settings.server"
    )
    words = [sys.executable, "-c", f"import django; django.setup()\n{script}"]
    done = subprocess.run(words, capture_output=True, text=True, env=settings, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout
