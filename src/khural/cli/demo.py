"""`khural demo`: the example case, served on this machine, with a link to try each role."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import click

from khural.cli import site
from khural.cli.serving import check_port, only_process, serve

EPILOG = """
\b
Example:
  khural demo --port 8000
"""
ABSENT = (
    "The demonstration is part of the source, not of a server installation: "
    "clone the repository and run `python3 start.py`."
)


@click.command("demo", epilog=EPILOG)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to serve on.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("khural-data"),
    show_default=True,
    help="The folder for the demonstration's databases.",
)
@click.option("--reset", is_flag=True, help="Forget what visitors did and load the example anew.")
def command(port: int, data: Path, reset: bool) -> None:
    """Load the example case and serve it at http://127.0.0.1:8000; nothing leaves this machine."""
    if importlib.util.find_spec("khural.web") is None or importlib.util.find_spec("khural.web.demo") is None:
        raise click.UsageError(ABSENT)
    check_port("127.0.0.1", port)
    place = data / "demonstration"
    if reset and place.is_dir():
        shutil.rmtree(place)
    place = site.folder(place)
    site.boot(site.DEMONSTRATION, place)
    with only_process(place):
        _load()
        click.echo(f"Khural is ready: http://127.0.0.1:{port}/  (Ctrl+C stops it)")
        serve("127.0.0.1", port)


def _load() -> None:
    site.say("Preparing the databases")
    site.migrate()
    from khural.web.demo import loader

    if not loader.is_loaded():
        site.say("Loading the example case: the Korean Peninsula, and a rehearsal with invented votes")
    with site.explained():
        loader.load()
