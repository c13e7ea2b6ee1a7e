"""Setting up an authenticator app at the terminal: a code to scan, one answer to it, recovery codes."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import click

from khural.cli import site

if TYPE_CHECKING:
    from django.contrib.auth.models import User

TRIES = 3


def set_up(user: User, refusal: str) -> None:
    """Agree on a secret, put it in place of whatever second factor `user` has, and print the recovery codes.

    Nothing is changed before the app has shown the right digits; where it does not, `refusal` is the error.
    """
    from khural.web.staff.actions import renew_second_factor

    secret = _agreed(user, refusal)
    with site.explained():
        codes = renew_second_factor(user, secret)
    click.echo("Recovery codes, each good for one sign-in without the app. Print them; they are shown once:")
    for code in codes:
        click.echo(f"  {code}")


def _agreed(user: User, refusal: str) -> str:
    import segno
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.totp.internal import auth

    secret = str(auth.generate_totp_secret())
    drawing = io.StringIO()
    segno.make(get_adapter().build_totp_url(user, secret)).terminal(drawing, compact=True)
    click.echo("Scan this with an authenticator app, or type the secret into it:")
    # A terminal without block characters shows the secret alone.
    with contextlib.suppress(UnicodeEncodeError):
        click.echo(drawing.getvalue())
    click.echo(f"Secret: {secret}")
    for _attempt in range(TRIES):
        if auth.validate_totp_code(secret, click.prompt("The six digits it shows now").strip()):
            return secret
        click.echo("That is not what the app should show. Check the clock of your phone and try again.", err=True)
    raise click.ClickException(refusal)
