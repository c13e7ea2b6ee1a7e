"""Many processes for open consultations, one for the rest: what each answers, and that the one stays alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.terminal import ask, free_port, install, khural, said, serving, surroundings, wait_for
from tests.machine import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn runs on a Unix only")
OPEN = "/open/youth-of-both-shores/"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real installation with an open consultation that has a batch of results."""
    made = tmp_path_factory.mktemp("srv") / "khural"
    assert install(made)[0] == 0
    script = (
        "import django; django.setup()\n"
        "from tests.cast import assemble; from tests.square import crowd, open_square\n"
        "from khural.web.square import recomputing\n"
        "square = open_square(assemble()); crowd(square, 40); recomputing.batch(square.consultation)\n"
        "print(square.link.key)"
    )
    settings = surroundings(KHURAL_DATA=str(made), DJANGO_SETTINGS_MODULE="khural.web.settings.server")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=settings, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (made / "link").write_text(done.stdout.strip())
    return made


@contextmanager
def gunicorn(
    place: Path, *words: str, answers: bool = True, **more: str
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "khural.web.wsgi", "--bind", f"127.0.0.1:{port}", *words]
    settings = surroundings(KHURAL_DATA=str(place), KHURAL_HTTPS="no", **more)
    with (place / f"said-{port}").open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, text=True, env=settings, cwd=place)
        try:
            if answers:
                wait_for(process, port)
            yield process, port
        finally:
            process.terminate()
            process.wait(timeout=30)


def _vote(place: Path, port: int) -> str:
    """Join by the link and answer the first statement, as a browser without script does."""
    base = f"http://127.0.0.1:{port}{OPEN}"
    phone = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = phone.open(f"{base}join/", data=f"link={(place / 'link').read_text()}".encode()).read().decode()
    key, version = (re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("form_key", "version"))
    voted = phone.open(f"{base}vote/", data=f"form_key={key}&version={version}&answer=1".encode()).read().decode()
    for name in ("", "answers/?show", "offers/", "results/", "results/results.csv", "place/?show", "code/"):
        assert phone.open(f"{base}{name}").status == 200, name
    return voted


def test_two_processes_of_the_pool_answer_open_consultations_and_never_touch_the_ballot_file(place: Path) -> None:
    ballots = place / "ballots.sqlite3"
    away = ballots.rename(place / "away")
    try:
        with gunicorn(place, "--workers", "2", "--threads", "4", KHURAL_SERVES="open") as (_, port):
            assert "1 of 6 answered" in _vote(place, port)
            assert ask(port, "/static/khural/khural.css")[0] == 200
            assert ask(port, "/health/") == (200, "ok\n")
            assert ask(port, "/health/", headers={"Host": "10.0.0.9"})[0] == 200
            for path in ("/", "/today/", "/v/", "/accounts/login/", "/open", "/open/nothing/"):
                assert ask(port, path)[0] == 404, path
        assert not ballots.exists()
    finally:
        away.rename(ballots)


def test_khural_serve_is_one_of_the_pool_beside_the_desk(place: Path) -> None:
    desk, one, two = free_port(), free_port(), free_port()
    with serving(place, desk, KHURAL_HTTPS="no"):
        printed = (place / "printed").read_text()
        for port in (one, two):
            with serving(place, port, KHURAL_HTTPS="no", KHURAL_SERVES="open"):
                assert f"http://127.0.0.1:{port}/ for open consultations" in (place / "printed").read_text()
                assert "answered" in _vote(place, port)
                assert ask(port, "/v/")[0] == 404
        assert ask(desk, "/v/")[0] == 200
        assert "for open consultations" not in printed


@pytest.mark.parametrize("words", [(), ("--workers", "2"), ("--preload",)])
def test_under_gunicorn_too_the_desk_is_one_process(place: Path, words: tuple[str, ...]) -> None:
    if not words:
        port = free_port()
        with serving(place, port, KHURAL_HTTPS="no"), gunicorn(place, answers=False) as (refused, other):
            assert refused.wait(timeout=60) != 0
        assert "Another process already serves" in (place / f"said-{other}").read_text()
    elif "--preload" in words:
        with gunicorn(place, *words) as (_, port):
            status, sentence = ask(port, OPEN)
            assert (status, "without preloading" in sentence) == (503, True)
    else:
        with gunicorn(place, *words, answers=False) as (refused, other):
            assert refused.wait(timeout=60) != 0
        assert "one worker process only" in (place / f"said-{other}").read_text()


def test_one_gunicorn_process_is_a_desk_and_the_next_waits_for_its_end(place: Path) -> None:
    with gunicorn(place, "--threads", "4") as (process, port):
        assert ask(port, "/v/")[0] == 200
        refused = khural("serve", "--data", place, "--port", str(free_port()))
        assert said(refused) == f"Error: Another process already serves {place}. Stop it first."
        assert os.waitpid(process.pid, os.WNOHANG) == (0, 0)


def test_a_setting_that_names_neither_is_refused(place: Path) -> None:
    refused = khural("serve", "--data", place, KHURAL_SERVES="half")
    assert refused.returncode == 2
    assert said(refused) == "Error: KHURAL_SERVES is 'half'; write everything or open."
