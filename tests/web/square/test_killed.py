"""No acknowledged answer is lost when every process is killed at a random moment: SQLite, twice, two voters at once."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tests.machine import ROOT

CODES = {"-1": 3, "0": 4, "1": 5, "None": 2}
Allowed = dict[tuple[int, int], set[int]]


def _environment(folder: Path) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "khural.web.settings.test", "KHURAL_DATA": str(folder)}
    return os.environ | settings | {"DATABASE_URL": "", "KHURAL_BALLOTS_URL": "", "PYTHONPATH": str(ROOT)}


def _vote_until_killed(folder: Path, seed: int) -> list[str]:
    words = [sys.executable, "-m", "tests.web.square.voter_process", str(seed)]
    with subprocess.Popen(words, env=_environment(folder), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.2, 0.6))
        process.kill()
        return [line for line in process.stdout if line.endswith("\n")]


def _may_stand(lines: Iterable[str], before: Allowed) -> tuple[Allowed, int]:
    """What may be found: the last acknowledged answer, or one tried after it that nobody acknowledged."""
    allowed, saved = dict(before), 0
    for line in lines:
        word, voter, version, answer = line.split()
        place, code = (int(voter), int(version)), CODES[answer]
        allowed[place] = {code} if word == "saved" else allowed.get(place, {2}) | {code}
        saved += word == "saved"
    return allowed, saved


def test_what_was_acknowledged_is_there_after_every_kill(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(words, env=_environment(tmp_path), check=True, cwd=ROOT)
    allowed: Allowed = {}
    total = 0
    for seed in (1, 2):
        allowed, saved = _may_stand(_vote_until_killed(tmp_path, seed), allowed)
        total += saved
        with closing(sqlite3.connect(tmp_path / "khural.sqlite3")) as database:
            rows = database.execute("SELECT voter, version_id, answer FROM openballots_openballot").fetchall()
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = {(voter, version): answer for voter, version, answer in rows}
        assert len(found) == len(rows)
        for place, codes in allowed.items():
            assert found.get(place, 2) in codes
    assert total > 20
