"""`khural restore`: an installation from a backup, in an empty folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from khural.cli import site
from khural.cli.progress import told

EPILOG = """
\b
Example:
  khural restore /media/stick/khural-2026-11-24 --key /media/stick/khural-key --data /srv/khural

Everything is checked first; where something is wrong the folder stays empty. Closed rounds that were under way end
without results, since no backup has their ballots; answers of open consultations whose day has come are deleted. Where
DATABASE_URL is set, the main database goes to that empty PostgreSQL database. Everybody signs in again.
"""


@click.command("restore", epilog=EPILOG)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--key", required=True, type=click.Path(path_type=Path), help="The file that `--new-key` wrote.")
@site.DATA_OPTION
def command(path: Path, key: Path, data: Path | None) -> None:
    """Make an installation in an empty folder from the backup at PATH."""
    site.need_web()
    place = site.chosen(data)
    with _empty(place), site.explained():
        url = _database_url()
        with told("Opening the backup") as say:
            made = _unpack(path, key, place, say)
            ended, deleted = _bring_back(place, url, say)
    click.echo(f"Restored to {place}, as of {made}. Rounds ended without results: {ended}. ", nl=False)
    click.echo(f"Consultations whose answers were deleted: {deleted}.")
    click.echo(f"Names erased since then are back: repeat `khural forget`. Start it with: khural serve --data {place}")


@contextmanager
def _empty(place: Path) -> Iterator[None]:
    """The folder, made where there is none; as it was again where the body fails."""
    was_there = place.is_dir()
    try:
        if place.exists() and (not was_there or next(place.iterdir(), None) is not None):
            raise click.ClickException(f"{place} is not an empty folder; nothing is written over it.")
        place.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            place.chmod(0o700)
    except OSError as error:
        raise click.ClickException(f"{place} cannot be used: {error.strerror}.") from None
    try:
        yield
    except BaseException:
        for left in place.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        if not was_there:
            place.rmdir()
        raise


def _database_url() -> str:
    """The PostgreSQL address of the settings, taken out of them: a backup is unpacked to SQLite first."""
    from khural.web.settings.environment import read_text

    url = read_text("DATABASE_URL")
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("DATABASE_URL_FILE", None)
    return url


def _unpack(path: Path, key: Path, place: Path, say: Callable[[str], None]) -> str:
    from khural.web.keeping.sealing import NotOpenedError
    from khural.web.keeping.unpacking import unpack

    try:
        words = key.read_text(encoding="ascii", errors="replace")
        with path.open("rb") as source:
            return str(unpack(source, words, place, say).get("made", ""))
    except NotOpenedError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or place} cannot be used: {error.strerror}.") from None


def _bring_back(place: Path, url: str, say: Callable[[str], None]) -> tuple[int, int]:
    site.boot(site.SERVER, place)
    from django.conf import settings

    from khural.web.installation import check_data
    from khural.web.keeping.contents import KEY
    from khural.web.keeping.returning import bring_back
    from khural.web.keeping.sealing import NotOpenedError
    from khural.web.moving import NotMovedError, move

    try:
        returned = bring_back(place, say)
        check_data()
        if url:
            move(url, lambda table, rows: say(f"{table}: {rows}"))
    except (NotOpenedError, NotMovedError) as error:
        raise click.ClickException(str(error)) from None
    if (place / KEY).read_text(encoding="utf-8") != settings.SECRET_KEY:
        site.say("KHURAL_SECRET_KEY is another key than this backup's: with it no authenticator app opens an account.")
    if url:
        _forget_file(place)
    return returned.ended, returned.deleted


def _forget_file(place: Path) -> None:
    """The main database is on PostgreSQL now; its file would only be one copy more."""
    from django.db import connections

    connections.close_all()
    for suffix in ("", "-wal", "-shm"):
        (place / f"khural.sqlite3{suffix}").unlink(missing_ok=True)
