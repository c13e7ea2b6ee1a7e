"""`khural init` from an empty folder to an account that can sign in, and every way in which it refuses."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import PASSWORD, command, install, khural, said, surroundings
from tests.totp import digits


def _rows(place: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(place / "khural.sqlite3") as database:
        return database.execute(query).fetchall()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A real installation, and what `khural init` printed while it made it."""
    place = tmp_path_factory.mktemp("srv") / "khural"
    code, printed = install(place)
    assert code == 0, printed
    return place, printed


def test_init_makes_key_databases_account_second_factor_and_recovery_codes(installed: tuple[Path, str]) -> None:
    place, printed = installed
    assert {"secret-key", "khural.sqlite3", "ballots.sqlite3"} <= {path.name for path in place.iterdir()}
    assert _rows(place, "SELECT kind FROM staff_installation") == [("real",)]
    assert _rows(place, "SELECT username, is_superuser FROM auth_user") == [("oyuna", 1)]
    assert sorted(_rows(place, "SELECT type FROM mfa_authenticator")) == [("recovery_codes",), ("totp",)]
    assert len(set(re.findall(r"^  (\d{8})$", printed, re.MULTILINE))) == 10
    assert f"khural serve --data {place}" in printed


@pytest.mark.skipif(os.name != "posix", reason="permissions as on a Unix")
def test_everything_that_init_makes_is_for_its_owner_alone(installed: tuple[Path, str]) -> None:
    place, _ = installed
    assert stat.S_IMODE((place / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in (place, *place.iterdir()) if path.stat().st_mode & 0o077] == []


def test_neither_password_nor_second_factor_lie_open_in_the_database(installed: tuple[Path, str]) -> None:
    place, printed = installed
    secret = re.search(r"Secret: (\w+)", printed)
    assert secret
    raw = b"".join(path.read_bytes() for path in place.glob("khural.sqlite3*"))
    assert PASSWORD.encode() not in raw
    assert secret[1].encode() not in raw
    assert b"oyuna" in raw


def test_a_second_init_refuses_in_one_sentence_and_changes_nothing(installed: tuple[Path, str]) -> None:
    place, _ = installed
    key = (place / "secret-key").read_text()
    done = khural("init", "--data", place, "--username", "other", "--password", PASSWORD)
    assert done.returncode == 1
    assert said(done).startswith("Error: This installation has accounts already.")
    assert (place / "secret-key").read_text() == key
    assert _rows(place, "SELECT username FROM auth_user") == [("oyuna",)]


@pytest.mark.parametrize("weak", ["short", "password1234", "123456789012", "oyuna-oyuna-1"])
def test_a_weak_password_is_refused_and_leaves_no_account(tmp_path: Path, weak: str) -> None:
    done = khural("init", "--data", tmp_path, "--username", "oyuna-oyuna", "--password", weak)
    assert done.returncode == 2
    assert "password" in said(done).lower()
    assert _rows(tmp_path, "SELECT username FROM auth_user") == []


def test_without_the_right_digits_no_account_is_left_and_init_can_be_run_again(tmp_path: Path) -> None:
    done = khural("init", "--data", tmp_path, "--username", "oyuna", "--password", PASSWORD, typed="123\n000000\nabc\n")
    assert done.returncode == 1
    assert said(done) == "Error: No second factor was set up, so no account was made. Run `khural init` again."
    assert _rows(tmp_path, "SELECT username FROM auth_user") == []
    broken_off = khural("init", "--data", tmp_path, "--username", "oyuna", "--password", PASSWORD)
    assert broken_off.returncode == 1
    assert _rows(tmp_path, "SELECT username FROM auth_user") == []
    assert install(tmp_path)[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_everything_can_be_typed_at_a_terminal_and_the_password_is_not_shown(tmp_path: Path) -> None:
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        command("init", "--data", tmp_path), stdin=slave, stdout=slave, stderr=slave, env=surroundings()
    )
    os.close(slave)
    seen = ""
    answers = [("Username: ", "oyuna"), ("Password: ", PASSWORD), ("confirmation: ", PASSWORD), ("shows now: ", "")]
    for question, answer in answers:
        while not seen.endswith(question):
            seen += os.read(master, 4096).decode(errors="replace")
        os.write(master, ((answer or digits(re.findall(r"Secret: (\w+)", seen)[0])) + "\n").encode())
    while process.poll() is None and "Done." not in seen:
        seen += os.read(master, 4096).decode(errors="replace")
    assert process.wait(timeout=60) == 0
    os.close(master)
    assert PASSWORD not in seen
    assert _rows(tmp_path, "SELECT username FROM auth_user") == [("oyuna",)]


def test_a_terminal_without_block_characters_still_shows_the_secret(tmp_path: Path) -> None:
    code, printed = install(tmp_path, PYTHONIOENCODING="ascii")
    assert code == 0, printed
    assert "Secret: " in printed


def test_a_folder_that_cannot_be_used_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "data", Path("/proc/khural")):
        done = khural("init", "--data", place, "--username", "oyuna", "--password", PASSWORD)
        assert done.returncode == 1
        assert said(done).startswith(f"Error: {place} cannot be used: ")


@pytest.mark.skipif(sys.platform != "linux", reason="permissions as on Linux")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "something").write_text("")
    tmp_path.chmod(0o500)
    # Root writes everywhere, unless it lays that power down first.
    powerless = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    words = command("init", "--data", tmp_path, "--username", "oyuna", "--password", PASSWORD)
    done = subprocess.run([*powerless, *words], capture_output=True, text=True, env=surroundings())
    tmp_path.chmod(0o700)
    assert done.returncode == 1
    assert said(done).endswith("secret-key cannot be used: Permission denied. Choose another folder with --data.")


def test_a_key_that_cannot_be_written_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret-key").symlink_to(tmp_path / "nowhere" / "key")
    done = khural("init", "--data", tmp_path, "--username", "oyuna", "--password", PASSWORD)
    assert done.returncode == 1
    assert "secret-key cannot be used: No such file or directory." in said(done)


@pytest.mark.parametrize(
    ("url", "code", "sentence"),
    [
        ("mysql://host/name", 2, "Error: A database URL must look like postgresql://user:password@host:5432/name."),
        ("postgresql://host:port/name", 2, "Error: A database URL must look like "),
        ("postgresql://127.0.0.1:1/name", 1, "Error: The database cannot be used: connection failed"),
    ],
)
def test_a_database_url_that_is_wrong_or_leads_nowhere_is_refused(
    tmp_path: Path, url: str, code: int, sentence: str
) -> None:
    done = khural("init", "--data", tmp_path, "--username", "oyuna", "--password", PASSWORD, DATABASE_URL=url)
    assert done.returncode == code
    assert said(done).startswith(sentence)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "khural.sqlite3").write_bytes(b"not a database" * 100)
    done = khural("init", "--data", tmp_path, "--username", "oyuna", "--password", PASSWORD)
    assert done.returncode == 1
    assert said(done) == "Error: The database cannot be used: file is not a database."


@pytest.mark.parametrize("name", ["init", "serve", "doctor"])
def test_without_the_web_part_one_sentence_says_what_to_install(tmp_path: Path, name: str) -> None:
    (tmp_path / "waitress.py").write_text("raise ImportError")
    words = ["--username", "oyuna", "--password", PASSWORD] if name == "init" else []
    done = khural(name, "--data", tmp_path, *words, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert said(done) == "Error: The web part is not installed: pip install 'khural[web]'."
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".py" and path.name != "__pycache__"] == []
