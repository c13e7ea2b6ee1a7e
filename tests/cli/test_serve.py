"""`khural serve` as a process: it answers, stays the only one, keeps silent about voters and ends cleanly."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import ask, free_port, install, khural, said, serving, surroundings
from tests.machine import ROOT

FORM_KEY = r'name="form_key" value="([^"]+)"'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real installation that no test changes."""
    place = tmp_path_factory.mktemp("srv") / "khural"
    assert install(place)[0] == 0
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of the installation."""
    return Path(shutil.copytree(made, tmp_path / "khural"))


@pytest.fixture
def running(place: Path) -> Iterator[tuple[Path, int]]:
    port = free_port()
    with serving(place, port, KHURAL_HTTPS="no"):
        yield place, port


def test_it_answers_pages_static_files_and_nothing_of_the_demonstration(running: tuple[Path, int]) -> None:
    _, port = running
    assert ask(port, "/accounts/login/")[0] == 200
    assert ask(port, "/static/khural/khural.css")[0] == 200
    assert ask(port, "/today/") == (302, "/accounts/login/?next=/today/")
    assert ask(port, "/v/")[0] == 200
    for path in ("/demo/", "/demo/enter/secretary/", "/thief/", "/admin/", "/static/../secret-key"):
        assert ask(port, path)[0] == 404
    assert ask(port, "/", headers={"Host": "stranger.example"})[0] == 400


def test_a_second_process_on_the_same_data_is_refused(running: tuple[Path, int]) -> None:
    place, port = running
    done = khural("serve", "--data", place, "--port", str(free_port()))
    assert done.returncode == 1
    assert said(done) == f"Error: Another process already serves {place}. Stop it first."
    assert ask(port, "/accounts/login/")[0] == 200


def test_a_port_in_use_is_refused(place: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = khural("serve", "--data", place, "--port", str(port))
    assert done.returncode == 1
    assert said(done).startswith(f"Error: 127.0.0.1:{port} cannot be used (")


def test_a_delegate_votes_and_no_line_is_written(place: Path) -> None:
    code = _open_a_round(place)
    port = free_port()
    with serving(place, port, KHURAL_HTTPS="no"):
        before = (place / "printed").read_text()
        assert before == f"Preparing the databases\nKhural listens on http://127.0.0.1:{port}/  (Ctrl+C stops it)\n"
        base = f"http://127.0.0.1:{port}"
        phone = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = phone.open(f"{base}/v/enter/", data=f"code={code}".encode()).read().decode()
        for fields, path in (("", "/v/consent/"), ("&version={}&answer=1", "/v/rounds/round-1/vote/")):
            version = (re.findall(r'name="version" value="(\d+)"', page) or [""])[0]
            body = f"form_key={re.findall(FORM_KEY, page)[0]}{fields.format(version)}"
            page = phone.open(base + path, data=body.encode()).read().decode()
        assert _answers(place) == 1
        assert ask(port, "/v/enter/", data=b"code=WRONG")[0] == 400
        assert ask(port, f"/v/{code}/")[0] == 404
        assert ask(port, "/v/enter/", data=b"code=" + b"x" * 100_000)[0] >= 400
        assert (place / "printed").read_text() == before


def _open_a_round(place: Path) -> str:
    """The cast of the web tests in this installation, its round open to vote; returns a delegate's code."""
    script = (
        "import django; django.setup()\n"
        "from khural import credentials; from tests.cast import assemble, open_round\n"
        "cast = assemble(); open_round(cast); print(credentials.encode(cast.tokens[0][0]))"
    )
    settings = surroundings(KHURAL_DATA=str(place), DJANGO_SETTINGS_MODULE="khural.web.settings.server")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=settings, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _answers(place: Path) -> int:
    with sqlite3.connect(place / "ballots.sqlite3") as ballots:
        (given,) = ballots.execute("SELECT count(*) FROM ballots_ballot WHERE answer != 2").fetchone()
    return int(given)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on a Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_a_service_manager_end_it_cleanly(place: Path, number: signal.Signals) -> None:
    port = free_port()
    with serving(place, port, KHURAL_HTTPS="no") as process:
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
    assert "Traceback" not in (place / "printed").read_text()
    with serving(place, port, KHURAL_HTTPS="no"):
        assert ask(port, "/accounts/login/")[0] == 200


def test_https_is_the_rule_and_the_terminal_says_how_to_get_in(place: Path) -> None:
    port = free_port()
    with serving(place, port):
        status, target = ask(port, "/accounts/login/")
    assert (status, target) == (301, f"https://127.0.0.1:{port}/accounts/login/")
    assert "KHURAL_HTTPS=no" in (place / "printed").read_text()


def test_behind_a_proxy_its_word_counts_and_otherwise_nobodys(place: Path) -> None:
    port = free_port()

    def status(scheme: str, **more: str) -> int:
        return ask(port, "/accounts/login/", headers={"X-Forwarded-Proto": scheme, **more})[0]

    with serving(place, port, KHURAL_BEHIND_PROXY="yes", KHURAL_HOSTS="talks.example, .other.example"):
        for host in ("talks.example", "a.other.example"):
            asked = {"Host": host, "X-Forwarded-For": "203.0.113.7"}
            assert status("https", **asked) == 200
            assert status("http", **asked) == 301
    assert "KHURAL_HTTPS=no" not in (place / "printed").read_text()
    with serving(place, port):
        assert status("https") == 301


def _sign_in_wrongly(port: int, address: str, times: int) -> list[int]:
    """The answers to so many wrong passwords from `address` behind a proxy."""
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": f"10.0.0.1, {address}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/accounts/login/", headers=told)
    page = connection.getresponse()
    told["Cookie"] = str(page.headers["Set-Cookie"]).partition(";")[0]
    key = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[0]
    told |= {"Origin": f"https://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
    answers = []
    for number in range(times):
        body = f"csrfmiddlewaretoken={key}&login=nobody{number}&password=wrong"
        connection.request("POST", "/accounts/login/", body, told)
        answer = connection.getresponse()
        answer.read()
        answers.append(answer.status)
    connection.close()
    return answers


def test_behind_a_proxy_wrong_passwords_are_counted_for_each_address(place: Path) -> None:
    port = free_port()
    with serving(place, port, KHURAL_BEHIND_PROXY="yes"):
        assert _sign_in_wrongly(port, "203.0.113.7", 31) == [200] * 30 + [429]
        assert _sign_in_wrongly(port, "203.0.113.8", 1) == [200]


def test_data_of_a_demonstration_is_refused(place: Path) -> None:
    with sqlite3.connect(place / "khural.sqlite3") as database:
        database.execute("UPDATE staff_installation SET kind = 'demonstration'")
    for words in (("serve",), ("init", "--username", "other", "--password", "correct horse battery")):
        done = khural(words[0], "--data", place, *words[1:])
        assert done.returncode == 2
        assert said(done).startswith("Error: This data belongs to a demonstration; a server does not open it.")


def test_an_empty_or_absent_folder_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    absent = tmp_path / "typo"
    for name in ("serve", "doctor"):
        done = khural(name, "--data", absent)
        assert (done.returncode, absent.exists()) == (2, False)
        assert said(done).startswith(f"Error: There is no installation in {absent}: ")
        done = khural(name, "--data", tmp_path)
        assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
        assert said(done).startswith("Error: No secret key: run `khural init`")


@pytest.mark.parametrize(
    ("name", "value"),
    [("KHURAL_HTTPS", "maybe"), ("KHURAL_VOTER_IDLE_MINUTES", "many"), ("KHURAL_BALLOTS_URL", "postgresql://h/n")],
)
def test_a_setting_that_makes_no_sense_is_named(place: Path, name: str, value: str) -> None:
    done = khural("serve", "--data", place, **{name: value})
    assert done.returncode == 2
    assert name in said(done)
