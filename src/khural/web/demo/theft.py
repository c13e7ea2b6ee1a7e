"""Stealing the demonstration's database files, and what a thief reads in the copy. Reads the copy and nothing else."""

from __future__ import annotations

import itertools
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

FILES = {"ballots": "ballots.sqlite3", "default": "khural.sqlite3"}
WORDS = {2: None, 3: -1, 4: 0, 5: 1}
_TIME = re.compile("date|time", re.IGNORECASE)


@dataclass(frozen=True)
class Stolen:
    """Copies of both files. `journal` is the size of the live journal beside the ballots, in bytes."""

    ballots: Path
    main: Path
    journal: int


@contextmanager
def steal() -> Iterator[Stolen]:
    """Copy both files page by page as they lie on the disk, deleted pages included; the copy is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="khural-thief-") as folder:
        paths = {alias: Path(folder) / name for alias, name in FILES.items()}
        for alias, path in paths.items():
            with closing(_open(_live(alias))) as live, closing(sqlite3.connect(path)) as copy:
                live.backup(copy)
        journal = Path(f"{_live('ballots')}-wal")
        yield Stolen(paths["ballots"], paths["default"], journal.stat().st_size if journal.is_file() else 0)


def _live(alias: str) -> Path:
    return Path(str(connections[alias].settings_dict["NAME"]))


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)


@dataclass(frozen=True)
class Table:
    """One table of the stolen ballot file."""

    name: str
    columns: tuple[str, ...]
    rows: int


def tables(stolen: Stolen) -> tuple[Table, ...]:
    """What there is in the ballot file."""
    with closing(_open(stolen.ballots)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return tuple(_table(db, name) for name in names if not name.startswith(("sqlite_", "django_")))


def _table(db: sqlite3.Connection, name: str) -> Table:
    columns = tuple(str(row[1]) for row in db.execute(f'PRAGMA table_info("{name}")'))
    (rows,) = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - a name the file itself gave
    return Table(name, columns, rows)


@dataclass(frozen=True)
class Ballot:
    """One ballot row as it lies in the file."""

    rowid: int
    round: int
    version: int
    credential: str
    answer: int


def first_ballots(stolen: Stolen, limit: int = 12) -> tuple[Ballot, ...]:
    """The first ballot rows in the order in which they lie."""
    with closing(_open(stolen.ballots)) as db:
        q = "SELECT rowid, round_id, version_id, credential_hash, answer FROM ballots_ballot ORDER BY rowid LIMIT ?"
        return tuple(Ballot(*row) for row in db.execute(q, (limit,)))


@dataclass(frozen=True)
class Search:
    """What the thief's searches through the copy gave."""

    ballots: int
    out_of_order: int
    time_columns: tuple[str, ...]
    names: int
    names_found: int
    hashes: int
    hashes_found: int
    journal: int


def search(stolen: Stolen) -> Search:
    """Look for an order of arrival, for times, for names beside ballots, and for anything that joins the two files."""
    with closing(_open(stolen.ballots)) as db, closing(_open(stolen.main)) as main:
        rows = db.execute(
            "SELECT version_id, credential_hash FROM ballots_ballot ORDER BY version_id, rowid"
        ).fetchall()
        hashes = {value for _, value in rows}
        names = [name for (name,) in main.execute("SELECT username FROM auth_user")]
        names += [name for (name,) in main.execute("SELECT display_name FROM people_person")]
    ballot_bytes, main_bytes = stolen.ballots.read_bytes(), stolen.main.read_bytes()
    return Search(
        ballots=len(rows),
        out_of_order=sum(a[0] == b[0] and a[1] > b[1] for a, b in itertools.pairwise(rows)),
        time_columns=tuple(
            f"{table.name}.{column}" for table in tables(stolen) for column in table.columns if _TIME.search(column)
        ),
        names=len(names),
        names_found=sum(name.encode() in ballot_bytes for name in names),
        hashes=len(hashes),
        hashes_found=sum(value.encode() in main_bytes for value in hashes),
        journal=stolen.journal,
    )


@dataclass(frozen=True)
class Delegation:
    """A delegation in the copy."""

    number: int
    name: str


def delegations(stolen: Stolen) -> tuple[Delegation, ...]:
    """The delegations whose sheets have ballots in the copy."""
    with closing(_open(stolen.ballots)) as db, closing(_open(stolen.main)) as main:
        q = (
            "SELECT DISTINCT delegation_id FROM ballots_ballotcredential"
            " WHERE hash IN (SELECT credential_hash FROM ballots_ballot)"
        )
        voting = {number for (number,) in db.execute(q)}
        named = main.execute('SELECT id, name FROM people_delegation ORDER BY "order", id')
        return tuple(Delegation(number, name) for number, name in named if number in voting)


def statements(stolen: Stolen, language: str) -> dict[int, str]:
    """Statement version -> wording, of every statement that has ballots in the copy."""
    with closing(_open(stolen.ballots)) as db, closing(_open(stolen.main)) as main:
        versions = [version for (version,) in db.execute("SELECT DISTINCT version_id FROM ballots_ballot ORDER BY 1")]
        q = "SELECT language, is_source, text FROM rounds_statementtext WHERE version_id = ? ORDER BY is_source"
        texts = {version: main.execute(q, (version,)).fetchall() for version in versions}
    return {
        version: next((text for code, _, text in rows if code == language), rows[-1][2] if rows else str(version))
        for version, rows in texts.items()
    }


Sheets = dict[str, dict[int, int | None]]


def sheets_of(stolen: Stolen, delegation: int) -> Sheets:
    """Credential -> statement version -> answer (None: none given), for the sheets of one delegation, by hash."""
    q = (
        "SELECT b.credential_hash, b.version_id, b.answer FROM ballots_ballot b"
        " JOIN ballots_ballotcredential c ON c.hash = b.credential_hash"
        " WHERE c.delegation_id = ? ORDER BY b.credential_hash, b.version_id"
    )
    found: Sheets = {}
    with closing(_open(stolen.ballots)) as db:
        for credential, version, answer in db.execute(q, (delegation,)):
            found.setdefault(credential, {})[version] = WORDS[answer]
    return found


def matching(sheets: Sheets, known: Mapping[int, int]) -> Sheets:
    """The sheets that carry every answer the thief knows already."""
    return {
        credential: answers
        for credential, answers in sheets.items()
        if all(answers.get(version) == answer for version, answer in known.items())
    }
