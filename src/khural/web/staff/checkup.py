"""What can be told of an installation's state: right, wrong, or not to be told from here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from khural.web.ballots import durability
from khural.web.cases.models import Dialogue
from khural.web.record.actions import first_broken
from khural.web.staff.installation import Kind, kind

RIGHT, WRONG, UNKNOWN = "ok", "WRONG", "unknown"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: str
    sentence: str


def examine(data: Path) -> list[Finding]:
    """Look at everything that the promises rest on."""
    waiting = {alias: _waiting(alias) for alias in ("default", "ballots")}
    found = [*_tables(waiting), *_ballots(), *_permissions(data), *_disk(data), *_web()]
    # Tables of another version cannot be read by this one.
    return found if any(waiting.values()) else [*found, *_contents()]


def _finding(what: str, fine: bool, right: str, wrong: str) -> Finding:
    return Finding(what, RIGHT if fine else WRONG, right if fine else wrong)


def _waiting(alias: str) -> int:
    executor = MigrationExecutor(connections[alias])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _tables(waiting: dict[str, int]) -> Iterator[Finding]:
    for alias, count in waiting.items():
        right = f"{connections[alias].vendor}, tables of this version"
        wrong = f"tables of another version ({count} migrations wait): run `khural serve`, which brings them up to date"
        yield _finding(f"database {alias}", not count, right, wrong)


def _ballots() -> Iterator[Finding]:
    apart = durability.is_sqlite()
    yield _finding(
        "ballots", apart, "in an SQLite file of their own", "on PostgreSQL: the order of votes shows until publication"
    )
    if not apart:
        return
    with connections["ballots"].cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        yield _finding("ballot file", cursor.fetchone()[0] == "ok", "whole", "damaged: restore the last backup")
    journal = Path(f"{connections['ballots'].settings_dict['NAME']}-wal")
    size = journal.stat().st_size if journal.is_file() else 0
    wrong = f"{size} bytes left by a killed process, in the order of the votes: run `khural serve`, which empties it"
    yield _finding("journal", not size, "empty", wrong)


def _contents() -> Iterator[Finding]:
    yield _finding("installation", kind() == Kind.REAL, "real", "not made by `khural init`")
    broken = {dialogue.name: first_broken(dialogue) for dialogue in Dialogue.objects.all()}
    altered = "; ".join(f"{name}: entry {number}" for name, number in broken.items() if number)
    yield _finding("staff record", not altered, "every chain holds", f"altered or missing entries ({altered})")
    shut = sum(not _opens(each.data.get("secret", "")) for each in Authenticator.objects.filter(type="totp"))
    wrong = f"{shut} sealed to another secret key: bring back the key of `khural init`, or nobody signs in by app"
    yield _finding("second factors", not shut, "every one opens with this installation's key", wrong)


def _opens(sealed: str) -> bool:
    try:
        get_adapter().decrypt(sealed)
    except ValidationError:
        return False
    return True


def _permissions(data: Path) -> Iterator[Finding]:
    if os.name != "posix":
        yield Finding("permissions", UNKNOWN, "cannot be told on this system; let only your account open the folder")
        return
    if not data.stat().st_mode & 0o077:
        yield Finding("permissions", RIGHT, "for its owner alone")
        return
    files = (data / "secret-key", data / "khural.sqlite3", data / "ballots.sqlite3")
    readable = [path.name for path in files if path.exists() and path.stat().st_mode & 0o077]
    yield Finding("permissions", WRONG, f"others may open {', '.join([str(data), *readable])}")


def _disk(data: Path) -> Iterator[Finding]:
    encrypted = volume_is_encrypted(data)
    if encrypted is None:
        yield Finding("volume", UNKNOWN, "whether the disk is encrypted cannot be told from here; it must be")
    else:
        yield _finding("volume", encrypted, "encrypted", "not encrypted: deleted ballots can be read from the disk")
    swaps = Path("/proc/swaps")
    if swaps.is_file():
        used = len(swaps.read_text(encoding="ascii", errors="replace").splitlines()) > 1
        yield _finding("swap", not used, "off", "on: what is typed can reach the disk; turn it off or encrypt it")
    else:
        yield Finding("swap", UNKNOWN, "cannot be told on this system")


def volume_is_encrypted(path: Path) -> bool | None:
    """Whether a crypt layer lies under the file system of `path` (Linux); None where it cannot be told."""
    if sys.platform != "linux":
        return None
    try:
        source = _output("findmnt", "--noheadings", "--output", "SOURCE", "--target", str(path))
        layers = _output("lsblk", "--noheadings", "--inverse", "--output", "TYPE", source)
    except (OSError, subprocess.SubprocessError):
        return None
    return "crypt" in layers.split()


def _output(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=5)  # noqa: S603 - fixed commands
    return done.stdout.strip()


def _web() -> Iterator[Finding]:
    https = bool(settings.SECURE_SSL_REDIRECT)
    local = set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}
    yield _finding(
        "https", https or local, "on" if https else "off, on this machine alone", "off: set KHURAL_HTTPS=yes"
    )


PAGE = """KHURAL: RISK SHEET

What this software is designed to do, and what it does not do. For the mediator to read and sign before a round opens.
No outside audit of this software has been made.

Designed for closed rounds:
- A stolen database should not link ballots to names, even for somebody who saw in which order people voted.
  Not so for a delegation of one, nor against a reader who already knows about five of somebody's votes.
- Published pages should not prove anybody's vote, to outsiders or to one member of the same delegation.
- Once a round is published its ballots are gone from this machine's files.

Not protected:
- A server or laptop that is compromised while it is in use.
- Delegations of two to four are hidden among so many people, no more.
- A delegate who hands over or loses the sheet; photographs of screens; the style of a sentence.
- Where a delegation follows its line, knowing the line is knowing the vote.
- That somebody takes part at all.

What was found on this machine:
{findings}

Name, date, signature of the mediator: ______________________________________________
"""


def risk_sheet(findings: list[Finding]) -> str:
    """One page in plain words, with what was found on this machine."""
    return PAGE.format(findings="\n".join(f"- {f.what}: {f.state}. {f.sentence}." for f in findings))
