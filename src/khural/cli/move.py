"""`khural move`: the main database from SQLite to PostgreSQL, with a check that nothing changed."""

from __future__ import annotations

from pathlib import Path

import click

from khural.cli import site
from khural.cli.serving import only_process

EPILOG = """
\b
Example:
  khural move postgresql://khural:secret@127.0.0.1:5432/khural --data /srv/khural

Stop the server first. The ballots of closed rounds stay in their own file. Afterwards set DATABASE_URL to the same
address and start again; the old file khural.sqlite3 is left as it was, for you to delete.
"""


@click.command("move", epilog=EPILOG)
@click.argument("url")
@site.DATA_OPTION
def command(url: str, data: Path | None) -> None:
    """Copy the main database to the empty PostgreSQL database at URL and compare every table."""
    place = site.existing(data)
    site.boot(site.SERVER, place)
    from django.db import connection

    from khural.web.moving import NotMovedError, move

    if connection.vendor != "sqlite":
        raise click.UsageError("The main database is not an SQLite file any more: unset DATABASE_URL to move one.")
    with only_process(place), site.explained():
        site.migrate()
        try:
            moved = move(url, lambda table, rows: site.say(f"{table}: {rows}"))
        except NotMovedError as error:
            raise click.ClickException(str(error)) from None
    rows = sum(table.rows for table in moved)
    click.echo(f"{rows} rows in {len(moved)} tables were copied; count and SHA-256 of every table are the same.")
    click.echo(
        "Now set DATABASE_URL to this address and start Khural again. The file khural.sqlite3 is left as it was."
    )
