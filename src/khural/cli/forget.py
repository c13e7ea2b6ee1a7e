"""`khural forget`: erase the name of somebody who has left, from accounts and from the staff record."""

from __future__ import annotations

from pathlib import Path

import click

from khural.cli import site

EPILOG = """
\b
Example:
  khural forget j.doe --data /srv/khural

What the person did stays in the record, by nobody in particular, and the chain still holds.
"""


@click.command("forget", epilog=EPILOG)
@click.argument("username")
@site.DATA_OPTION
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(username: str, data: Path | None, yes: bool) -> None:
    """Delete the account USERNAME and erase the name from every staff record. It cannot be undone."""
    site.boot(site.SERVER, site.existing(data))
    from khural.web.staff.actions import erase_name, works_alone_on

    with site.explained():
        alone = works_alone_on(username)
    if alone:
        raise click.ClickException(f"{username} is the only secretary of {', '.join(alone)}. Invite another one first.")
    if not yes:
        click.confirm(f"Erase {username} from the accounts and the record?", abort=True)
    with site.explained():
        known = erase_name(username)
    if not known:
        raise click.UsageError(f"Nobody is called {username} here, and no record names them.")
    click.echo(f"Erased. Nobody is called {username} here any more.")
