"""The worker as a process: started by `serve`, exactly one, ended with it, and the one place that computes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.terminal import ask, command, free_port, install, khural, said, serving, surroundings
from tests.machine import ROOT


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A real installation in which forty people have answered and nothing has been computed."""
    made = tmp_path / "khural"
    assert install(made)[0] == 0
    script = (
        "import django; django.setup()\n"
        "from tests.cast import assemble; from tests.square import crowd, open_square\n"
        "crowd(open_square(assemble()), 40)"
    )
    settings = surroundings(KHURAL_DATA=str(made), DJANGO_SETTINGS_MODULE="khural.web.settings.server")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=settings, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return made


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.2)


def _publications(place: Path) -> int:
    with closing(sqlite3.connect(place / "khural.sqlite3", timeout=20)) as database:
        (found,) = database.execute("SELECT count(*) FROM square_publication").fetchone()
    return int(found)


def is_locked(place: Path) -> bool:
    """Whether a worker holds this data."""
    fcntl = pytest.importorskip("fcntl")
    with (place / "working.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def test_serve_starts_one_worker_that_computes_and_ends_with_it(place: Path) -> None:
    port = free_port()
    with serving(place, port, KHURAL_HTTPS="no") as process:
        until(lambda: "About 40 people" in ask(port, "/open/youth-of-both-shores/results/")[1])
        refused = khural("worker", "--data", place)
        assert refused.returncode == 1
        assert said(refused) == f"Error: Another worker already works for {place}. Stop it first."
        # As a power cut for this process: nobody tells the worker.
        process.kill()
        until(lambda: not is_locked(place), 20)
    printed = (place / "printed").read_text()
    assert printed == f"Preparing the databases\nKhural listens on http://127.0.0.1:{port}/  (Ctrl+C stops it)\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on a Unix")
def test_a_worker_of_its_own_computes_and_ends_cleanly(place: Path) -> None:
    with (place / "printed").open("w") as out:
        words = command("worker", "--data", place)
        process = subprocess.Popen(words, stdout=out, stderr=out, env=surroundings(KHURAL_HTTPS="no"))
        until(lambda: "ready" in (place / "printed").read_text())
        until(lambda: _publications(place) == 1)
        process.terminate()
        assert process.wait(timeout=20) == 0
    assert (place / "printed").read_text() == "Khural's worker is ready  (Ctrl+C stops it)\n"


def test_where_there_is_no_installation_it_says_so(tmp_path: Path) -> None:
    done = khural("worker", "--data", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "There is no installation in" in said(done)
