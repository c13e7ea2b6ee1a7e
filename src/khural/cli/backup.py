"""`khural backup`: one sealed file with everything but ballots of closed rounds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from khural.cli import site
from khural.cli.progress import told
from khural.cli.serving import hold_lock

EPILOG = """
\b
Examples:
  khural backup --new-key /media/stick/khural-key     once; keep it away from this machine
  khural backup /media/stick/khural-2026-11-24
  khural backup - | ssh elsewhere 'cat > khural-2026-11-24'

The server may run meanwhile. Whoever has the file without the key reads nothing. In it are the main database (on
PostgreSQL too), the credentials of printed sheets and the secret key. Not in it are ballots of closed rounds and
statements offered in them, signed-in sessions, and sources added with `khural data`.
"""


@click.command("backup", epilog=EPILOG)
@click.argument("path", required=False)
@click.option("--new-key", metavar="FILE", help="Make the key that opens backups and write it to FILE; - for stdout.")
@site.DATA_OPTION
def command(path: str | None, new_key: str | None, data: Path | None) -> None:
    """Write a backup of this installation to PATH, a file that does not exist yet; - for stdout."""
    if (path is None) == (new_key is None):
        raise click.UsageError("Give either PATH, or --new-key FILE.")
    place = site.existing(data)
    site.boot(site.SERVER, place)
    from khural.web.installation import check_data

    with site.explained():
        check_data()
    if path is None:
        _make_key(str(new_key), place)
    else:
        _take(path, place)


def _make_key(file: str, place: Path) -> None:
    from khural.web.keeping.contents import SEALED_TO
    from khural.web.keeping.sealing import new_key

    own = place / SEALED_TO
    if own.exists():
        raise click.ClickException(
            f"There is a key already. To make another, delete {own} first; older backups need the older key."
        )
    private, public = new_key()
    with _fresh(file) as out:
        out.write(f"{private}\n".encode())
    with site.explained():
        own.touch(mode=0o600)
        own.write_text(f"{public}\n", encoding="utf-8")
    site.say("Keep this key away from this machine, and more than once: without it no backup can be opened.")


def _take(path: str, place: Path) -> None:
    from khural.web.keeping.contents import SEALED_TO
    from khural.web.keeping.taking import NotKeptError, take

    own = place / SEALED_TO
    if not own.is_file():
        raise click.ClickException("There is no key yet to seal backups to: `khural backup --new-key FILE` makes one.")
    lock = hold_lock(place / "backup.lock", "Another backup is being taken. Wait for its end.")
    with lock, site.explained(), _fresh(path) as out, told("Taking a backup") as say:
        try:
            kept = take(out, own.read_text(encoding="utf-8"), say)
        except NotKeptError as error:
            raise click.ClickException(str(error)) from None
    if path != "-":
        site.say(f"Kept in {path}: {Path(path).stat().st_size / 1e6:.1f} MB.")
    if kept.under_way:
        site.say(
            f"Rounds under way, whose ballots are not in it: {kept.under_way}. Restored, they end without results."
        )
    if kept.delete_by:
        site.say(
            f"Answers of open consultations are in it. Delete it by {kept.delete_by}, their first day of deletion."
        )


@contextmanager
def _fresh(path: str) -> Iterator[BinaryIO]:
    """A file that did not exist, for its owner alone; gone again where the body fails. `-` is stdout."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        out = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")
    except FileExistsError:
        raise click.ClickException(f"{path} exists already; nothing is written over it.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with out:
            yield out
            out.flush()
            os.fsync(out.fileno())
    except BaseException as error:
        Path(path).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None
        raise
