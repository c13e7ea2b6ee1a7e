"""`khural backup` and `khural restore`: everything comes back but ballots of closed rounds, or nothing is written."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import psycopg
import pytest

from khural.web.keeping.contents import CREDENTIALS, MAIN, SEALED_TO
from khural.web.keeping.sealing import Sealed, new_key
from khural.web.keeping.unpacking import unpack
from tests import cluster, machine
from tests.cli.terminal import ask, command, free_port, install, khural, said, serving, surroundings
from tests.machine import ROOT

postgres_only = [
    pytest.mark.postgres,
    pytest.mark.skipif(machine.postgres() is None, reason="PostgreSQL was not found on this machine"),
]
OFFERED = "Herons should be counted at dawn."
# A round of the table in which three people have voted and somebody offered something; a square that forty filled.
MAKE = f"""
from django.contrib.auth.models import User; from tests.cast import assemble, open_round
from tests.square import crowd, open_square; from tests.voters import enter
from tests.desk import desk; from khural.web.square import recomputing
from khural.web.drafts.actions import keep; from khural.web.drafts.permits import Permit
from khural.web.drafts.sealing import Typed
cast = assemble(); open_round(cast); voters = [enter(token) for token in cast.tokens[0][:3]]
for voter in voters: assert voter.vote(cast.round.statements.first().version.pk, "1").status_code in (200, 302)
from khural.web.ballots import offers
voters[0].post("/v/rounds/round-1/offers/", language="en", text={OFFERED!r})
desk(cast.secretary)
square = open_square(cast); crowd(square, 40, shares=(0.9, 0.2)); recomputing.batch(square.consultation)
permit = Permit(cast.secretary.pk, "/cases/lake/edit/", "CaseTextForm:id_%s", ("summary",))
assert keep(permit, Typed(dict(summary=["Not yet said."])))
print(cast.tokens[0][0].hex())
"""
SHOW = """
from django.test import Client; from khural.web.ballots.square import store
from khural.web.square.models import Consultation
one = Consultation.objects.get()
page = Client(headers={"host": "localhost"}).get("/open/youth-of-both-shores/results/")
assert page.status_code == 200
print(page.content.decode(), page["ETag"], sorted(store.changes(one.round_id)), sep="\\n")
"""
TABLE = """
from django.contrib.sessions.models import Session; from django.db import connections
from khural.web.rounds.models import Round; from khural.web.ballots import store
from khural.web.record.actions import first_broken; from khural.web.cases.models import Dialogue
from khural.web.ballots.models import Ballot, BallotCredential, MemberCredential, Offer
one = Round.objects.get(name="Round 1")
print(one.phase, store.unerased_rounds(), Ballot.objects.count(), Offer.objects.count(), Session.objects.count(),
      MemberCredential.objects.count(), BallotCredential.objects.filter(slot=one.slot).count(),
      BallotCredential.objects.exclude(slot=one.slot).count(), first_broken(Dialogue.objects.get()))
"""
ENTER = """
from khural import credentials; from tests.voters import knock
print(knock(credentials.encode(bytes.fromhex(%r))).status_code)
"""


def _in(place: Path, script: str, **more: str) -> str:
    """What a script prints that runs in the installation."""
    settings = surroundings(
        KHURAL_DATA=str(place),
        KHURAL_HTTPS="no",
        KHURAL_HOSTS="localhost,testserver",
        DJANGO_SETTINGS_MODULE="khural.web.settings.server",
        **more,
    )
    words = [sys.executable, "-c", f"import django; django.setup()\n{script}"]
    done = subprocess.run(words, capture_output=True, text=True, env=settings, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _main(place: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(connect(place / MAIN)) as db:
        found = db.execute(query, values).fetchall()
        db.commit()
        return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path, str]:
    """An installation on SQLite that is full of things; its key, its backup, and one sheet's token."""
    folder = tmp_path_factory.mktemp("kept")
    place, key, backup = folder / "khural", folder / "key", folder / "backup"
    code, printed = install(place)
    assert code == 0, printed
    token = _in(place, MAKE).strip()
    assert khural("backup", "--new-key", key, "--data", place).returncode == 0
    done = khural("backup", backup, "--data", place)
    assert done.returncode == 0, said(done)
    assert "whose ballots are not in it: 1." in done.stderr
    assert "Delete it by " in done.stderr
    return place, key, backup, token


def _contents(backup: Path, key: Path, folder: Path) -> Path:
    folder.mkdir()
    with backup.open("rb") as source:
        unpack(source, key.read_text(), folder, lambda _text: None)
    return folder


def test_what_comes_back_is_the_same_but_for_what_no_backup_holds(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    place, key, backup, token = made
    back = tmp_path / "back"
    before = _in(place, TABLE).split()
    assert before[:5] == ["voting", "set()", "72", "1", "1"]
    done = khural("restore", backup, "--key", key, "--data", back)
    assert done.returncode == 0, said(done)
    assert "Rounds ended without results: 1. Consultations whose answers were deleted: 0." in done.stdout
    assert _in(back, SHOW) == _in(place, SHOW)
    after = _in(back, TABLE).split()
    # Ended, erased, no ballot, no offer, nobody signed in; sheets stay good but for the round that ended.
    assert after == ["ended", "set()", "0", "0", "0", before[5], "0", before[7], "None"]
    assert (back / "secret-key").read_text() == (place / "secret-key").read_text()
    assert _in(back, ENTER % token).strip() == "302"
    assert khural("doctor", "--data", back).returncode == khural("doctor", "--data", place).returncode
    assert sorted(path.name for path in back.iterdir() if path.stat().st_mode & 0o077) == []
    assert khural("backup", tmp_path / "again", "--data", back).returncode == 0


def test_neither_ballots_nor_offers_are_in_a_backup_and_nothing_can_be_read_without_the_key(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    place, key, backup, _token = made
    with closing(connect(place / "ballots.sqlite3")) as db:
        assert db.execute("SELECT count(*) FROM ballots_ballot WHERE answer <> 2").fetchone() == (3,)
        (offered,) = db.execute("SELECT text FROM ballots_offer").fetchone()
    assert offered == OFFERED
    folder = _contents(backup, key, tmp_path / "contents")
    opened = b"".join(path.read_bytes() for path in folder.iterdir())
    assert {path.name for path in folder.iterdir()} == {MAIN, CREDENTIALS, "secret-key", SEALED_TO}
    assert OFFERED.encode() not in opened
    assert b"ballots_ballot" not in opened
    assert set(json.loads((folder / CREDENTIALS).read_text())) == {"members", "ballots", "authors", "stamps"}
    for table in ("django_session", "drafts_draft"):
        assert _main(place, f"SELECT count(*) FROM {table}") == [(1,)]
        assert _main(folder, f"SELECT count(*) FROM {table}") == [(0,)]
    sealed = backup.read_bytes()
    for word in (b"Youth of both shores", b"secretary", (place / "secret-key").read_bytes(), b"SQLite format 3"):
        assert word in opened
        assert word not in sealed


def test_two_backups_with_votes_between_them_differ_in_no_credential(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    place, key, backup, token = made
    vote = f"""
from tests.voters import enter; from khural.web.rounds.models import Round
version = Round.objects.get(name="Round 1").statements.first().version.pk
assert enter(bytes.fromhex({token!r})).vote(version, "-1").status_code == 302
"""
    _in(place, vote)
    assert khural("backup", tmp_path / "second", "--data", place).returncode == 0
    kept = [
        (_contents(file, key, tmp_path / f"contents-{n}") / CREDENTIALS).read_bytes()
        for n, file in enumerate((backup, tmp_path / "second"))
    ]
    assert kept[0] == kept[1]


def test_it_is_taken_as_of_one_moment_beside_a_server_that_is_written_to(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    place, key, _backup, _token = made
    port, stop = free_port(), threading.Event()

    def write() -> None:
        with closing(connect(place / MAIN, timeout=20)) as db:
            for n in range(10_000):
                if stop.is_set():
                    return
                db.execute("INSERT INTO auth_group (name) VALUES (?)", (f"a{n}",))
                db.execute("INSERT INTO auth_group (name) VALUES (?)", (f"b{n}",))
                db.commit()

    writer = threading.Thread(target=write)
    with serving(place, port, KHURAL_HTTPS="no"):
        writer.start()
        try:
            done = khural("backup", tmp_path / "backup", "--data", place)
            assert ask(port, "/open/youth-of-both-shores/results/")[0] == 200
        finally:
            stop.set()
            writer.join()
    assert done.returncode == 0, said(done)
    folder = _contents(tmp_path / "backup", key, tmp_path / "contents")
    [(a, b)] = _main(folder, "SELECT sum(name LIKE 'a%'), sum(name LIKE 'b%') FROM auth_group")
    assert a == b
    [(whole,)] = _main(place, "SELECT count(*) FROM auth_group")
    assert 0 < a + b < whole
    _main(place, "DELETE FROM auth_group")
    assert [path.name for path in place.iterdir() if path.name.startswith(".backup-")] == []


def test_answers_whose_day_has_come_meanwhile_are_deleted_before_anything_is_served(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    _place, key, backup, _token = made

    def overdue(folder: Path) -> None:
        _main(folder, "UPDATE square_consultation SET delete_on = '2026-01-01'")

    changed = _changed(backup, key, tmp_path, overdue)
    done = khural("restore", changed, "--key", key, "--data", tmp_path / "back")
    assert done.returncode == 0, said(done)
    assert "Consultations whose answers were deleted: 1." in done.stdout
    assert _main(tmp_path / "back", "SELECT count(*) FROM openballots_openballot") == [(0,)]
    assert _main(tmp_path / "back", "SELECT count(*) FROM openballots_participant") == [(0,)]


def _changed(backup: Path, key: Path, tmp_path: Path, change: Callable[[Path], None]) -> Path:
    """The same backup with other contents, sealed to the same key, its checksums as they must be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khural.web.settings.test")
    from khural.web.keeping.taking import pack

    folder = _contents(backup, key, tmp_path / "changing")
    to = (folder / SEALED_TO).read_text()
    change(folder)
    with (tmp_path / "changed").open("wb") as out:
        pack(folder, Sealed(out, to))
    return tmp_path / "changed"


def test_a_backup_of_an_older_version_is_brought_to_this_one(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    place, key, backup, _token = made

    def older(folder: Path) -> None:
        back = "from django.core.management import call_command; call_command('migrate', 'square', '0001', verbosity=0)"
        _in(folder, back)
        assert ("square", "0002_batch") not in _main(folder, "SELECT app, name FROM django_migrations")

    done = khural("restore", _changed(backup, key, tmp_path, older), "--key", key, "--data", tmp_path / "back")
    assert done.returncode == 0, said(done)
    tables = "SELECT app, name FROM django_migrations WHERE app = 'square' ORDER BY name"
    assert _main(tmp_path / "back", tables) == _main(place, tables)


def _later(folder: Path) -> None:
    _main(folder, "INSERT INTO django_migrations (app, name, applied) VALUES ('square', '9999_later', '2030-01-01')")


def _damaged(folder: Path) -> None:
    whole = (folder / MAIN).read_bytes()
    (folder / MAIN).write_bytes(whole[: len(whole) // 2] + b"\x00" * 40_000 + whole[len(whole) // 2 + 40_000 :])


def _of_a_demonstration(folder: Path) -> None:
    _main(folder, "UPDATE staff_installation SET kind = 'demonstration'")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_later, "Error: A later version of Khural made this backup (square.9999_later). Install that one first."),
        (_damaged, "Error: This backup is not whole: the database is damaged"),
        (_of_a_demonstration, "Error: This data belongs to a demonstration;"),
    ],
)
def test_what_cannot_be_served_is_refused_and_leaves_nothing(
    made: tuple[Path, Path, Path, str], tmp_path: Path, change: Callable[[Path], None], sentence: str
) -> None:
    _place, key, backup, _token = made
    refused = khural("restore", _changed(backup, key, tmp_path, change), "--key", key, "--data", tmp_path / "back")
    assert refused.returncode in (1, 2)
    assert said(refused).startswith(sentence)
    assert not (tmp_path / "back").exists()


def test_bad_files_and_bad_keys_are_refused_and_an_empty_folder_stays_empty(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    place, key, backup, _token = made
    whole, back = backup.read_bytes(), tmp_path / "back"
    back.mkdir()
    (tmp_path / "cut").write_bytes(whole[:-1])
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "other-key").write_text(new_key()[0])
    for file, with_key, sentence in (
        (tmp_path / "cut", key, "cut off or was changed"),
        (tmp_path / "empty", key, "is no backup of Khural"),
        (place / MAIN, key, "is no backup of Khural"),
        (tmp_path / "nothing", key, "nothing cannot be used: No such file or directory."),
        (backup, tmp_path / "nothing", "nothing cannot be used: No such file or directory."),
        (backup, tmp_path / "other-key", "This backup was sealed to another key."),
        (backup, backup, "That is no key of a backup"),
    ):
        refused = khural("restore", file, "--key", with_key, "--data", back)
        assert refused.returncode in (1, 2)
        assert sentence in said(refused)
        assert list(back.iterdir()) == []


def test_nothing_is_ever_written_over(made: tuple[Path, Path, Path, str], tmp_path: Path) -> None:
    place, key, backup, _token = made
    before = {path: path.read_bytes() for path in (backup, key, place / MAIN, place / SEALED_TO)}
    for words, sentence in (
        (("backup", backup, "--data", place), "exists already; nothing is written over it."),
        (("backup", "--new-key", tmp_path / "k", "--data", place), "There is a key already."),
        (("restore", backup, "--key", key, "--data", place), "is not an empty folder; nothing is written over it."),
        (("restore", backup, "--key", key, "--data", key), "is a file."),
        (("backup", tmp_path / "no" / "folder", "--data", place), "cannot be written: No such file or directory."),
        (("backup", "--data", place), "Give either PATH, or --new-key FILE."),
    ):
        refused = khural(*words)
        assert refused.returncode in (1, 2)
        assert sentence in said(refused)
    assert {path: path.read_bytes() for path in before} == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions as on a Unix")
def test_backup_and_key_are_for_their_owner_alone(made: tuple[Path, Path, Path, str]) -> None:
    place, key, backup, _token = made
    assert [stat.S_IMODE(path.stat().st_mode) for path in (key, backup, place / SEALED_TO)] == [0o600] * 3


def test_without_a_key_no_backup_is_made_and_with_dash_both_go_to_standard_output(
    made: tuple[Path, Path, Path, str], tmp_path: Path
) -> None:
    _place, key, backup, _token = made
    assert khural("restore", backup, "--key", key, "--data", tmp_path / "back").returncode == 0
    (tmp_path / "back" / SEALED_TO).unlink()
    refused = khural("backup", tmp_path / "file", "--data", tmp_path / "back")
    assert refused.returncode == 1
    assert "There is no key yet to seal backups to" in said(refused)
    assert not (tmp_path / "file").exists()
    for words, file in ((("--new-key", "-"), "piped-key"), (("-",), "piped")):
        done = subprocess.run(
            command("backup", *words, "--data", tmp_path / "back"), capture_output=True, env=surroundings()
        )
        assert done.returncode == 0, done.stderr
        (tmp_path / file).write_bytes(done.stdout)
    _contents(tmp_path / "piped", tmp_path / "piped-key", tmp_path / "contents")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a device that is full")
def test_a_full_disk_is_told_in_one_sentence(made: tuple[Path, Path, Path, str]) -> None:
    place, _key, _backup, _token = made
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("backup", "-", "--data", place), stdout=full, stderr=subprocess.PIPE, text=True, env=surroundings()
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with cluster.running() as url:
        yield url


def _database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}")
    return server.replace("/khural?", f"/{name}?") if "/khural?" in server else f"{server.rsplit('/', 1)[0]}/{name}"


@pytest.mark.postgres
@pytest.mark.skipif(machine.postgres() is None, reason="PostgreSQL was not found on this machine")
def test_an_installation_on_postgresql_comes_back_to_either_engine(server: str, tmp_path: Path) -> None:
    url, other = _database(server, "one"), _database(server, "other")
    place, key, backup = tmp_path / "khural", tmp_path / "key", tmp_path / "backup"
    code, printed = install(place, DATABASE_URL=url)
    assert code == 0, printed
    _in(place, MAKE, DATABASE_URL=url)
    shown = _in(place, SHOW, DATABASE_URL=url)
    assert khural("backup", "--new-key", key, "--data", place, DATABASE_URL=url).returncode == 0
    done = khural("backup", backup, "--data", place, DATABASE_URL=url)
    assert done.returncode == 0, said(done)
    words = ("restore", backup, "--key", key, "--data")
    to_file = khural(*words, tmp_path / "file")
    assert to_file.returncode == 0, said(to_file)
    assert _in(tmp_path / "file", SHOW) == shown
    taken = khural(*words, tmp_path / "taken", DATABASE_URL=url)
    assert taken.returncode == 1
    assert "The database at the target holds data already" in said(taken)
    assert not (tmp_path / "taken").exists()
    moved = khural(*words, tmp_path / "moved", DATABASE_URL=other)
    assert moved.returncode == 0, said(moved)
    assert _in(tmp_path / "moved", SHOW, DATABASE_URL=other) == shown
    assert _in(tmp_path / "moved", TABLE, DATABASE_URL=other).startswith("ended set() 0 0 0 ")
    assert not (tmp_path / "moved" / MAIN).exists()
