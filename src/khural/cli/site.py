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
    if data is not None:
        os.environ["KHURAL_DATA"] = str(data.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    try:
        import django
    except ImportError:
        raise click.UsageError("The web part is not installed: pip install 'khural[web]'.") from None
    with explained():
        django.setup()


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a wrong setting, an unreachable database or a read-only folder raises into one sentence."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    try:
        yield
    except ImproperlyConfigured as error:
        raise click.UsageError(str(error)) from None
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be opened: {str(error).strip().splitlines()[0]}.") from None
    except PermissionError as error:
        raise click.ClickException(f"{error.filename} cannot be written: choose another folder with --data.") from None


def folder(data: Path | None) -> Path:
    """The data folder, made readable for its owner alone."""
    chosen = (data or Path(os.environ.get("KHURAL_DATA", "khural-data"))).resolve()
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            chosen.chmod(0o700)
    except OSError as error:
        raise click.ClickException(f"The folder {chosen} cannot be used: {error.strerror}.") from None
    return chosen


def migrate() -> None:
    """Bring both databases to the tables of this version."""
    from django.core.management import call_command

    with explained():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("migrate", database="ballots", verbosity=0, interactive=False)


def say(text: str) -> None:
    """One line to the person at the terminal; progress never mixes with results."""
    click.echo(text, file=sys.stderr)
