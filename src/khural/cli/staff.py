"""`khural staff`: what only whoever keeps the server can do for the people who work on it."""

from __future__ import annotations

from pathlib import Path

import click

from khural.cli import second_factor, site

RESET_EPILOG = """
\b
Example:
  khural staff reset-second-factor oyuna --data /srv/khural

For somebody who has lost the app, the key and the recovery codes. The person scans the code, types the six digits and
keeps the recovery codes; password and roles stay. The server may run meanwhile. The record of every dialogue the
person works on has it, and everybody there reads it on the first page for two weeks.
"""


@click.group("staff")
def command() -> None:
    """Help for somebody on the staff who can no longer sign in."""


@command.command("reset-second-factor", epilog=RESET_EPILOG)
@click.argument("username")
@site.DATA_OPTION
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset_second_factor(username: str, data: Path | None, yes: bool) -> None:
    """Replace every second factor of USERNAME by a new app, and sign that account out everywhere."""
    site.boot(site.SERVER, site.existing(data))
    from django.contrib.auth.models import User

    from khural.web.installation import check_data

    with site.explained():
        check_data()
        user = User.objects.filter(username=username).first()
    if user is None:
        raise click.UsageError(f"Nobody is called {username} here.")
    if not yes:
        click.confirm(f"Replace every second factor of {username}? The old ones stop working.", abort=True)
    second_factor.set_up(user, "No second factor was set up, so the old ones still hold.")
    click.echo(f"Done. {username} signs in with the password and this app. Everybody who works with them is told.")
