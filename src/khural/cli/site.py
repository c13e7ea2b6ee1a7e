"""Getting a Django site on its feet from the command line, and saying in one sentence why it does not stand."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

SERVER = "khural.web.settings.server"
DEMONSTRATION = "khural.web.demo.settings"
DATA_OPTION = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of this installation's data (default: KHURAL_DATA, or khural-data).",
)


def boot(settings: str, data: Path | None) -> None:
    """Load Django with `settings`; `data` overrides KHURAL_DATA. Refusals become one sentence and exit code 2."""
    need_web()
    import django

    # Whatever is written from here on is for the owner of this process alone.
    os.umask(0o077)
    if data is not None:
        os.environ["KHURAL_DATA"] = str(data.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    with explained():
        django.setup()


def need_web() -> None:
    """Refuse, in one sentence, where only the libraries are installed."""
    try:
        import allauth  # noqa: F401 - looked for, not used
        import django  # noqa: F401 - looked for, not used
        import waitress  # noqa: F401 - looked for, not used
    except ImportError:
        raise click.UsageError("The web part is not installed: pip install 'khural[web]'.") from None


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a wrong setting, an unreachable database or a read-only folder raises into one sentence."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import DatabaseError

    try:
        yield
    except ImproperlyConfigured as error:
        raise click.UsageError(str(error)) from None
    except DatabaseError as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise click.ClickException(f"The database cannot be used: {reason}.") from None
    except OSError as error:
        raise click.ClickException(_unusable(error.filename or "The data folder", error)) from None


def _unusable(what: object, error: OSError) -> str:
    return f"{what} cannot be used: {error.strerror}. Choose another folder with --data."


def chosen(data: Path | None) -> Path:
    """The data folder that the option or the environment names."""
    return (data or Path(os.environ.get("KHURAL_DATA", "khural-data"))).resolve()


def folder(data: Path | None) -> Path:
    """The data folder, made where there is none; a fresh or empty one is closed to everybody but its owner."""
    place = chosen(data)
    try:
        place.mkdir(parents=True, exist_ok=True)
        if os.name == "posix" and next(place.iterdir(), None) is None:
            place.chmod(0o700)
    except OSError as error:
        raise click.ClickException(_unusable(place, error)) from None
    return place


def existing(data: Path | None) -> Path:
    """The data folder of an installation; nothing is made where there is none."""
    place = chosen(data)
    if not place.is_dir():
        raise click.UsageError(f"There is no installation in {place}: make one with `khural init --data {place}`.")
    return place


def migrate() -> None:
    """Bring both databases to the tables of this version."""
    from django.core.management import call_command

    with explained():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("migrate", database="ballots", verbosity=0, interactive=False)


def say(text: str) -> None:
    """One line to the person at the terminal; progress never mixes with results."""
    click.echo(text, file=sys.stderr)
