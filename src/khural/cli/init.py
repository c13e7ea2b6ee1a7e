"""`khural init`: a real installation, with its first staff account, second factor and recovery codes."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khural.cli import second_factor, site

if TYPE_CHECKING:
    from django.contrib.auth.models import User

EPILOG = """
\b
Example:
  khural init --data /srv/khural
"""

AGAIN = "Run `khural init` again."


@click.command("init", epilog=EPILOG)
@site.DATA_OPTION
@click.option("--username", prompt="Username", help="The name of the first staff account.")
@click.password_option(help="Its password: at least 12 characters. Asked for when left out.")
def command(data: Path | None, username: str, password: str) -> None:
    """Make a real installation: secret key, databases, first staff account, second factor, recovery codes."""
    site.need_web()
    place = site.folder(data)
    with site.explained():
        write_secret_key(place)
    site.boot(site.SERVER, place)
    site.say("Preparing the databases")
    site.migrate()
    user = make_account(username, password)
    try:
        second_factor.set_up(user, f"No second factor was set up, so no account was made. {AGAIN}")
    except (click.Abort, click.ClickException):
        user.delete()
        raise
    click.echo(f"Done. Start it with: khural serve --data {place}")


def write_secret_key(place: Path) -> None:
    """Draw the installation's key unless there is one, here or in the settings; only its owner may read it."""
    from khural.web.settings.environment import read_text

    file = place / "secret-key"
    if not read_text("KHURAL_SECRET_KEY") and not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="utf-8")


def make_account(username: str, password: str) -> User:
    """The first account, which may start cases. Refuses a weak password and an installation that has accounts."""
    from django.contrib.auth.models import User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from khural.web.staff.installation import Kind, claim

    with site.explained():
        claim(Kind.REAL)
    if User.objects.exists():
        raise click.ClickException(
            "This installation has accounts already. Invite people from a dialogue's staff page."
        )
    user = User(username=username, is_superuser=True)
    try:
        user.set_password(password)
        user.full_clean()
        validate_password(password, user)
    except ValidationError as error:
        raise click.UsageError(" ".join(error.messages)) from None
    user.save()
    return user
