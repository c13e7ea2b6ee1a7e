from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from khural import credentials
from tests.machine import ROOT
from tests.web.ballots.naive import WIDE
from tests.web.ballots.table import ROUND

KILLS = 5
BALLOT = "INSERT INTO ballots_ballot (round_id, version_id, credential_hash, answer) VALUES (?, ?, ?, 2)"
Votes = dict[tuple[int, str], set[int | None]]


def _environment(folder: Path) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "khural.web.settings.test", "KHURAL_DATA": str(folder)}
    return os.environ | settings | {"DATABASE_URL": "", "KHURAL_BALLOTS_URL": "", "PYTHONPATH": str(ROOT)}


def _prepare(folder: Path, hashes: list[str]) -> Path:
    words = [sys.executable, "-m", "django", "migrate", "--database", "ballots", "--verbosity", "0"]
    subprocess.run(words, env=_environment(folder), check=True, cwd=ROOT)
    path = folder / "ballots.sqlite3"
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(BALLOT, [(ROUND, version, value) for version in (1, 2, 3) for value in hashes])
    return path


def _lines_until_killed(folder: Path, hashes: list[str], seed: int) -> Iterator[str]:
    words = [sys.executable, "-m", "tests.web.ballots.voter_process", str(seed), ",".join(hashes)]
    with subprocess.Popen(words, env=_environment(folder), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.1, 0.7))
        process.kill()
        yield from process.stdout


def _may_stand(lines: Iterator[str], before: Votes) -> tuple[Votes, int]:
    """What may be found per ballot: the last acknowledged answer, or one tried after it that nobody acknowledged."""
    votes, saved = {ballot: set(answers) for ballot, answers in before.items()}, 0
    for line in lines:
        if not line.endswith("\n"):
            break
        word, version, value, said = line.split()
        answer = None if said == "None" else int(said)
        if word == "saved":
            votes[int(version), value], saved = {answer}, saved + 1
        else:
            votes[int(version), value] = votes[int(version), value] | {answer}
    return votes, saved


def _recovered(path: Path) -> dict[tuple[int, str], int]:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = db.execute("SELECT version_id, credential_hash, answer FROM ballots_ballot")
        return {(version, value): answer for version, value, answer in rows}


def test_no_acknowledged_vote_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    hashes = [credentials.fingerprint(bytes([n])) for n in range(12)]
    path = _prepare(tmp_path, hashes)
    votes: Votes = {(version, value): {None} for version in (1, 2, 3) for value in hashes}
    total = 0
    for seed in range(KILLS):
        votes, saved = _may_stand(_lines_until_killed(tmp_path, hashes, seed), votes)
        found = _recovered(path)
        lost = [ballot for ballot, answers in votes.items() if found[ballot] not in {WIDE[a] for a in answers}]
        assert lost == []
        total += saved
    print(f"\n{total} votes acknowledged, {KILLS} kills, 0 lost")
    assert total > KILLS
