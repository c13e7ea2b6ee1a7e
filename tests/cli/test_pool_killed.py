"""No acknowledged answer is lost when a process of the pool, one of PostgreSQL, or all of it is killed meanwhile."""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from khural import credentials
from khural.web.ballots.square.store import voter_of
from tests import cluster
from tests.cli.terminal import free_port, install, surroundings, wait_for
from tests.machine import ROOT

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="gunicorn runs on a Unix only"),
    pytest.mark.postgres,
]
FORM = "application/x-www-form-urlencoded"
CODES = {"-1": 3, "0": 4, "1": 5, "none": 2}
PHONES, BETWEEN, PATIENCE = 6, 15, 60


@dataclass
class Phone:
    """One participant, who answers at random and keeps what may be found on disk afterwards."""

    base: str
    port: int
    rng: random.Random
    cookie: str = ""
    form_key: str = ""
    saved: int = 0
    allowed: dict[int, set[int]] = field(default_factory=dict)

    def ask(self, path: str, body: str | None = None, accept: str = "text/html") -> tuple[int, str, str]:
        """One request on a connection of its own: status, cookie that is set, page."""
        headers = {"Cookie": self.cookie, "Accept": accept} | ({"Content-Type": FORM} if body else {})
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("POST" if body else "GET", self.base + path, body, headers)
            with connection.getresponse() as answer:
                return answer.status, answer.headers.get("Set-Cookie", ""), answer.read().decode()

    def join(self, key: str) -> list[int]:
        """Come by the link; the statements there are."""
        found = re.search(r"khural_open=[^;]+", self.ask("join/", f"link={key}")[1])
        assert found
        self.cookie = found[0]
        page = self.ask("statements/")[2]
        keys, versions = (re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("form_key", "version"))
        self.form_key = keys[0]
        ahead = re.findall(r'"version": (\d+)', page)
        return [int(version) for version in {versions[0], *ahead}]

    def answer(self, versions: list[int]) -> None:
        """One answer: acknowledged, or not known to be kept."""
        version, given = self.rng.choice(versions), self.rng.choice(list(CODES))
        before = self.allowed.get(version, {2})
        self.allowed[version] = before | {CODES[given]}
        try:
            body = f"form_key={self.form_key}&version={version}&answer={given}&pad="
            status = self.ask("vote/", body, "application/json")[0]
        except (OSError, http.client.HTTPException):
            # What was under way has ended by then, one way or the other.
            time.sleep(0.5)
            return
        if status == 200:
            self.allowed[version] = {CODES[given]}
            self.saved += 1
        else:
            time.sleep(0.1)

    def voter(self, salt: bytes, slot: int) -> int:
        """Who this is on disk."""
        token = credentials.decode(self.cookie.partition("=")[2])
        return voter_of(credentials.ballot_key(token, salt, slot))


def _consultation(place: Path, url: str) -> tuple[str, str]:
    """An installation on that server with an open consultation: its path, and the key of its link."""
    code, printed = install(place, DATABASE_URL=url)
    assert code == 0, printed
    script = (
        "import django; django.setup()\n"
        "from tests.cast import assemble; from tests.square import open_square\n"
        "square = open_square(assemble()); print(square.path, square.link.key)"
    )
    settings = {"KHURAL_DATA": str(place), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "khural.web.settings.server"}
    words = [sys.executable, "-c", script]
    done = subprocess.run(words, capture_output=True, text=True, env=surroundings(**settings), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    path, key = done.stdout.split()
    return path, key


@contextmanager
def _pool(place: Path, url: str) -> Iterator[tuple[int, int]]:
    """Two processes of the pool: the port, and the process that looks after them."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", "khural.web.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    more = {"KHURAL_DATA": str(place), "KHURAL_HTTPS": "no", "KHURAL_SERVES": "open", "DATABASE_URL": url}
    with (place / "said").open("w") as out:
        process = subprocess.Popen(
            [*words, "--threads", "4"], stdout=out, stderr=out, env=surroundings(**more), text=True
        )
        try:
            wait_for(process, port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def _kill_one_of_the_pool(parent: int) -> None:
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=True).stdout.split()
    os.kill(int(found[0]), signal.SIGKILL)


def _kill_one_of_postgresql(url: str) -> None:
    asked = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    with psycopg.connect(url, autocommit=True) as database:
        found = database.execute(asked).fetchall()
    os.kill(found[0][0], signal.SIGKILL)


def _vote_until_killed(phones: list[Phone], versions: list[int], kill: Callable[[], None]) -> None:
    """All phones at once, until each has had some answers acknowledged; then `kill`, and no answer after it."""
    over = threading.Event()

    def vote(phone: Phone) -> None:
        while not over.is_set():
            phone.answer(versions)

    wanted, end = [phone.saved + BETWEEN for phone in phones], time.monotonic() + PATIENCE
    threads = [threading.Thread(target=vote, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        while any(phone.saved < least for phone, least in zip(phones, wanted, strict=True)):
            assert time.monotonic() < end, [phone.saved for phone in phones]
            time.sleep(0.01)
        kill()
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _connected(url: str) -> psycopg.Connection:
    """A connection, once PostgreSQL has recovered."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg.connect(url)
        except psycopg.OperationalError:
            assert time.monotonic() < end
            time.sleep(0.1)


def _check(url: str, phones: list[Phone]) -> None:
    """What was acknowledged is there, once, and nothing that nobody sent."""
    with _connected(url) as database:
        rows = database.execute("SELECT voter, version_id, answer FROM openballots_openballot").fetchall()
        salt, slot = database.execute(
            "SELECT edition.token_salt, round.slot FROM square_consultation consultation "
            "JOIN rounds_round round ON round.id = consultation.round_id "
            "JOIN cases_edition edition ON edition.id = round.edition_id"
        ).fetchone()
    found = {(voter, version): answer for voter, version, answer in rows}
    assert len(found) == len(rows)
    voters = [phone.voter(bytes(salt), slot) for phone in phones]
    for voter, phone in zip(voters, phones, strict=True):
        lost = [version for version, codes in phone.allowed.items() if found.get((voter, version), 2) not in codes]
        assert lost == []
    assert {voter for voter, _ in found} <= set(voters)


def test_what_was_acknowledged_is_there_whatever_was_killed(tmp_path: Path) -> None:
    with cluster.running() as url:
        path, key = _consultation(tmp_path, url)
        with _pool(tmp_path, url) as (port, parent):
            phones = [Phone(path, port, random.Random(n)) for n in range(PHONES)]
            versions = sorted({version for phone in phones for version in phone.join(key)})
            kills: tuple[Callable[[], None], ...] = (
                lambda: _kill_one_of_the_pool(parent),
                # PostgreSQL then ends all its other processes too, and recovers what was written.
                lambda: _kill_one_of_postgresql(url),
                lambda: cluster.crash(url),
                lambda: None,
            )
            for kill in kills:
                _vote_until_killed(phones, versions, kill)
                _check(url, phones)
    print(f"\n{sum(phone.saved for phone in phones)} answers acknowledged, 3 kills, 0 lost")
