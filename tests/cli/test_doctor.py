"""`khural doctor`: what it finds is true, and what is wrong shows in its exit code."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import install, khural, said, surroundings
from tests.machine import ROOT

LOCAL = {"KHURAL_HTTPS": "no"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real installation with one dialogue, which no test changes."""
    place = tmp_path_factory.mktemp("srv") / "khural"
    assert install(place)[0] == 0
    script = "import django; django.setup(); from tests.cast import assemble; assemble()"
    settings = surroundings(KHURAL_DATA=str(place), DJANGO_SETTINGS_MODULE="khural.web.settings.server")
    subprocess.run([sys.executable, "-c", script], env=settings, cwd=ROOT, check=True)
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of the installation."""
    return Path(shutil.copytree(made, tmp_path / "khural"))


def _states(place: Path, **settings: str) -> dict[str, str]:
    """What -> state; the exit code agrees with it."""
    done = khural("doctor", "--data", place, "--json", **{**LOCAL, **settings})
    assert "Traceback" not in done.stderr
    rows = json.loads(done.stdout)
    assert done.returncode == int(any(row["state"] == "WRONG" for row in rows))
    assert all(row["sentence"] for row in rows)
    return {row["what"]: row["state"] for row in rows}


def _change(file: Path, sql: str) -> None:
    with sqlite3.connect(file) as database:
        assert database.execute(sql).rowcount != 0


def test_a_healthy_installation_is_found_healthy(place: Path) -> None:
    states = _states(place)
    of_the_machine = {name: states.pop(name) for name in ("volume", "swap")}
    assert set(of_the_machine.values()) <= {"ok", "WRONG", "unknown"}
    assert states.pop("permissions") == ("ok" if os.name == "posix" else "unknown")
    assert set(states) == {
        "database default",
        "database ballots",
        "ballots",
        "ballot file",
        "journal",
        "installation",
        "staff record",
        "second factors",
        "https",
    }
    assert set(states.values()) == {"ok"}


def test_the_plain_text_has_a_line_for_each_finding(place: Path) -> None:
    done = khural("doctor", "--data", place, **LOCAL)
    assert len(done.stdout.splitlines()) == len(_states(place))
    assert "     ok  staff record: every chain holds" in done.stdout


def test_the_risk_sheet_says_what_is_not_protected_and_what_was_found(place: Path) -> None:
    done = khural("doctor", "--data", place, "--risk-sheet", **LOCAL)
    assert "No outside audit of this software has been made." in done.stdout
    assert "Not protected:" in done.stdout
    assert "- staff record: ok. every chain holds." in done.stdout
    assert "signature of the mediator" in done.stdout
    assert all(len(line) <= 120 for line in done.stdout.splitlines() if not line.startswith("- "))


@pytest.mark.parametrize(
    ("what", "file", "sql"),
    [
        ("staff record", "khural.sqlite3", "UPDATE record_entry SET verb = 'nothing' WHERE number = 2"),
        (
            "staff record",
            "khural.sqlite3",
            "DELETE FROM record_entry WHERE number = (SELECT max(number) FROM record_entry)",
        ),
        ("installation", "khural.sqlite3", "UPDATE staff_installation SET kind = 'demonstration'"),
        ("installation", "khural.sqlite3", "DELETE FROM staff_installation"),
        ("database default", "khural.sqlite3", "DELETE FROM django_migrations WHERE app = 'findings'"),
        ("database ballots", "ballots.sqlite3", "DELETE FROM django_migrations WHERE app = 'ballots'"),
    ],
)
def test_altered_data_is_found(place: Path, what: str, file: str, sql: str) -> None:
    _change(place / file, sql)
    assert _states(place)[what] == "WRONG"


def test_an_empty_database_is_found_and_not_filled(place: Path) -> None:
    (place / "khural.sqlite3").unlink()
    states = _states(place)
    assert states["database default"] == "WRONG"
    assert "installation" not in states
    with sqlite3.connect(place / "khural.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_changed_secret_key_is_found(place: Path) -> None:
    assert _states(place, KHURAL_SECRET_KEY="x1-Ab" * 12)["second factors"] == "WRONG"


def test_a_journal_left_behind_is_found(place: Path) -> None:
    with sqlite3.connect(place / "ballots.sqlite3") as reader:
        reader.execute("SELECT count(*) FROM django_migrations")
        with sqlite3.connect(place / "ballots.sqlite3", isolation_level=None) as writer:
            writer.execute("CREATE TABLE left_behind (number INTEGER)")
        assert _states(place)["journal"] == "WRONG"
    reader.close()
    writer.close()


@pytest.mark.skipif(os.name != "posix", reason="permissions as on a Unix")
def test_a_folder_open_to_others_is_found_and_left_as_it_is(place: Path) -> None:
    place.chmod(0o755)
    assert _states(place)["permissions"] == "WRONG"
    assert place.stat().st_mode & 0o077 == 0o055


def test_plain_http_for_other_machines_is_found(place: Path) -> None:
    assert _states(place, KHURAL_HOSTS="talks.example")["https"] == "WRONG"
    assert _states(place, KHURAL_HOSTS="talks.example", KHURAL_HTTPS="yes")["https"] == "ok"


def test_a_damaged_ballot_file_is_named_in_one_sentence(place: Path) -> None:
    (place / "ballots.sqlite3").write_bytes(b"not a database" * 1000)
    done = khural("doctor", "--data", place, **LOCAL)
    assert done.returncode == 1
    assert said(done) == "Error: The database cannot be used: file is not a database."
