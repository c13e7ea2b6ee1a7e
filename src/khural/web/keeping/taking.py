"""Taking a backup: copies of the moment, made beside the running server, sealed into one file."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import khural
from khural.web.ballots import keeping
from khural.web.keeping import postgres
from khural.web.keeping.contents import CHUNK, CREDENTIALS, FILES, KEY, MAIN, MANIFEST, SEALED_TO, sha256
from khural.web.keeping.sealing import NotOpenedError, Sealed
from khural.web.rounds.models import TABLE_KINDS, Kind, Phase, Round
from khural.web.square.models import Consultation

# Pages of SQLite copied between two words to the person who waits.
PAGES = 2000
BESIDE = ".backup-"
# Signed-in sessions, queued work and what somebody has typed without sending it are of the moment and not kept.
NOT_KEPT = ("django_session", "django_tasks_database_dbtaskresult", "drafts_draft")

Say = Callable[[str], None]


class NotKeptError(Exception):
    """No backup was made; the sentence says why."""


@dataclass(frozen=True)
class Kept:
    """What a backup holds that its owner has to know: rounds that it would end, and the day by which it must go."""

    under_way: int
    delete_by: date | None


def take(out: BinaryIO, to: str, say: Say) -> Kept:
    """Write a backup of this installation to `out`, sealed to the public key `to`.

    No ballot of a closed round and no statement offered in one is in it. Raises NotKeptError.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotKeptError("The tables are of another version: run `khural serve` once, which brings them up to date.")
    for left in settings.DATA.glob(f"{BESIDE}*"):
        # Of one that was killed: the caller sees to it that none is under way.
        shutil.rmtree(left, ignore_errors=True)
    # Beside the data, where the disk is encrypted; never in a folder for temporary files.
    place = Path(tempfile.mkdtemp(prefix=BESIDE, dir=settings.DATA))
    try:
        return _take(place, out, to, say)
    except postgres.DiffersError as error:
        raise NotKeptError(str(error)) from None
    except sqlite3.Error as error:
        raise NotKeptError(f"The main database cannot be copied: {error}.") from None
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _take(place: Path, out: BinaryIO, to: str, say: Say) -> Kept:
    say("Copying the main database")
    kept = _kept()
    if connection.vendor == "sqlite":
        _copy_file(Path(str(connection.settings_dict["NAME"])), place / MAIN, say)
    else:
        postgres.copy(place / MAIN, say)
    _tidy(place / MAIN)
    (place / CREDENTIALS).write_text(json.dumps(keeping.credentials()), encoding="utf-8")
    (place / KEY).write_text(settings.SECRET_KEY, encoding="utf-8")
    (place / SEALED_TO).write_text(to, encoding="utf-8")
    say("Sealing the backup")
    try:
        sealed = Sealed(out, to)
    except NotOpenedError as error:
        raise NotKeptError(str(error)) from None
    pack(place, sealed)
    return kept


def _kept() -> Kept:
    under_way = Round.objects.filter(kind__in=TABLE_KINDS, phase__in=(Phase.VOTING, Phase.CLOSED)).count()
    answered = Consultation.objects.filter(round__kind=Kind.OPEN, deleted_at=None).exclude(round__phase=Phase.PREPARING)
    days = [day for day in answered.values_list("delete_on", flat=True) if day is not None]
    return Kept(under_way, min(days, default=None))


def _copy_file(source: Path, target: Path, say: Say) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        say(f"Copying the main database: {100 * (total - remaining) // max(total, 1)} %")

    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        # Everything is read as of this moment, whoever writes meanwhile; nobody has to wait for it.
        read.execute("BEGIN")
        read.execute("SELECT count(*) FROM sqlite_master").fetchone()
        read.backup(written, pages=PAGES, progress=told)


def _tidy(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA secure_delete=ON")
        db.execute("PRAGMA journal_mode=DELETE")
        present = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in present.intersection(NOT_KEPT):
            db.execute(f"DELETE FROM {name}")  # noqa: S608 - one of our own names
        db.commit()


def pack(place: Path, sealed: Sealed) -> None:
    """Write the files of a backup that lie in `place`, their list before them, and close it."""
    files = {name: place / name for name in FILES}
    manifest: dict[str, Any] = {
        "khural": khural.__version__,
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "files": {name: {"bytes": path.stat().st_size, "sha256": sha256(path)} for name, path in files.items()},
    }
    text = json.dumps(manifest, indent=1).encode()
    with tarfile.open(fileobj=cast("BinaryIO", sealed), mode="w|", bufsize=CHUNK, format=tarfile.PAX_FORMAT) as tar:
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(text)
        tar.addfile(head, io.BytesIO(text))
        for name, path in files.items():
            member = tarfile.TarInfo(name)
            member.size = path.stat().st_size
            with path.open("rb") as file:
                tar.addfile(member, file)
    sealed.close()
