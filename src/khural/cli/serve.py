"""`khural serve`: a real installation, one process; beside it any number that answer open consultations."""

from __future__ import annotations

from pathlib import Path

import click

from khural.cli import site
from khural.cli.serving import check_port, only_process, serve

EPILOG = """
\b
Example:
  khural serve --data /srv/khural --port 8000

  KHURAL_SERVES=open khural serve --data /srv/khural --port 8001

Behind a proxy that ends TLS, set KHURAL_HOSTS and KHURAL_BEHIND_PROXY=yes. On this machine alone, KHURAL_HTTPS=no.
"""
HTTPS_ONLY = (
    "Pages answer over HTTPS only: let a proxy end TLS and set KHURAL_BEHIND_PROXY=yes, "
    "or set KHURAL_HTTPS=no to use Khural on this machine alone."
)


@click.command("serve", epilog=EPILOG)
@site.DATA_OPTION
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--without-worker", is_flag=True, help="Start no worker: `khural worker` runs on its own.")
def command(data: Path | None, host: str, port: int, without_worker: bool) -> None:
    """Serve a real installation that `khural init` has made. With KHURAL_SERVES=open: one process of the pool."""
    place = site.existing(data)
    site.boot(site.SERVER, place)
    check_port(host, port)
    from django.conf import settings

    if not settings.ONE_PROCESS:
        _check_tables()
        _serve(host, port, desk=False)
        return
    with only_process(place):
        site.say("Preparing the databases")
        site.migrate()
        _serve(host, port, worker=not without_worker)


def _serve(host: str, port: int, *, desk: bool = True, worker: bool = True) -> None:
    _check_data()
    what = "" if desk else " for open consultations"
    click.echo(f"Khural listens on http://{host}:{port}/{what}  (Ctrl+C stops it)")
    serve(host, port, desk=desk, worker=worker)


def _check_tables() -> None:
    """Refuse to serve tables of another version: the desk brings them up to date, and it alone."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with site.explained():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise click.ClickException("The main database is not ready for this version. Start the desk first.")


def _check_data() -> None:
    from django.conf import settings

    from khural.web.installation import check_data

    with site.explained():
        check_data()
    if settings.SECURE_SSL_REDIRECT and settings.SECURE_PROXY_SSL_HEADER is None:
        site.say(HTTPS_ONLY)
