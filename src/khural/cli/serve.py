"""`khural serve`: a real installation, one process."""

from __future__ import annotations

from pathlib import Path

import click

from khural.cli import site
from khural.cli.serving import check_port, only_process, serve

EPILOG = """
\b
Example:
  khural serve --data /srv/khural --port 8000

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
def command(data: Path | None, host: str, port: int) -> None:
    """Serve a real installation that `khural init` has made."""
    place = site.existing(data)
    site.boot(site.SERVER, place)
    check_port(host, port)
    with only_process(place):
        site.say("Preparing the databases")
        site.migrate()
        _check_data()
        click.echo(f"Khural listens on http://{host}:{port}/  (Ctrl+C stops it)")
        serve(host, port)


def _check_data() -> None:
    from django.conf import settings

    from khural.web.installation import check_data

    with site.explained():
        check_data()
    if settings.SECURE_SSL_REDIRECT and settings.SECURE_PROXY_SSL_HEADER is None:
        site.say(HTTPS_ONLY)
