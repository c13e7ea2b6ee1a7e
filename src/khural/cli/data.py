"""`khural data`: sources added, built into tables, listed, verified; newer event files fetched; panels written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import click

DEFAULT = Path("khural-data") / "evidence"
WIDE = {"max_content_width": 100}

folder_option = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT,
    show_default=True,
    help="The folder of your own sources.",
)

ADD_EPILOG = """
\b
Examples:
  khural data add gsdb GSDB_V4.csv
  khural data add icews events.2018.tab --sha256 1f4c...
  khural data add gdelt 20240101.export.CSV.zip 20240102.export.CSV.zip

A file is taken whole or not at all: what is refused changes nothing. `khural data list` names the sources.
"""
FETCH_EPILOG = """
\b
Example:
  khural data fetch gdelt --from 2024-01-01 --to 2024-01-31

A second call resumes where the first was cut off. Files are checked against the sums that GDELT publishes.
"""
PANEL_EPILOG = """
\b
Examples:
  khural data panel state-years --system cow --last 2024 states.csv
  khural data panel dyad-years --undirected --first 1946 pairs.parquet
  khural data panel un_vote_similarity --as-of 2015-01-01 votes.arrow

The suffix of the file says how it is written: .csv, .parquet or .arrow.
"""


@click.group("data")
def command() -> None:
    """Your own sources: add, build, list, verify, fetch."""


@command.command("add", epilog=ADD_EPILOG, context_settings=WIDE)
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--sha256", help="The checksum that the producer publishes (one file only).")
@click.option("--version", help="Name the edition, where it is not the one that Khural was checked with.")
@click.option("--fewer", is_flag=True, help="Accept an edition with fewer rows than the checked one.")
@folder_option
def add(
    source: str, files: tuple[Path, ...], sha256: str | None, version: str | None, fewer: bool, folder: Path
) -> None:
    """Check FILES as SOURCE publishes them and take them in."""
    from khural.cli.data_report import added
    from khural.evidence.lake.adding import add as take
    from khural.evidence.lake.records import Lake

    if sha256 is not None and len(files) > 1:
        raise click.UsageError("--sha256 is the checksum of one file.")
    with _progress() as say:
        for path in files:
            say(path.name)
            added(take(Lake(folder), source, path, sha256=sha256, version=version, fewer=fewer))


@command.command("build", context_settings=WIDE)
@click.option("--pack", "pack", type=click.Path(path_type=Path, file_okay=False), help="Write the pack here instead.")
@click.option("--date", "day", default=lambda: str(date.today()), help="The day written into the manifest. [today]")
@folder_option
def build(pack: Path | None, day: str, folder: Path) -> None:
    """Make the tables of all sources that were added.

    With --pack the figures that ship with the package are made, from the sources that may be passed on.
    """
    from khural.cli.data_report import built
    from khural.evidence.lake.building import build as make
    from khural.evidence.lake.building import build_pack
    from khural.evidence.lake.records import Lake

    with _progress() as say:
        found = make(Lake(folder), day, say) if pack is None else build_pack(Lake(folder), pack, day, say)
    built(found, pack or Lake(folder).tables, is_lake=pack is None)


@command.command("list", context_settings=WIDE)
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write everything as JSON to this file.")
@folder_option
def list_sources(out: Path | None, folder: Path) -> None:
    """Every source: version, licence, first and last date, rows, gaps, where it is."""
    from khural.cli.data_report import listed
    from khural.evidence.lake.listing import document, listing
    from khural.evidence.lake.records import Lake
    from khural.files import write_whole

    rows = listing(Lake(folder))
    if out is not None:
        write_whole(out, document(rows))
    listed(rows)


@command.command("verify", context_settings=WIDE)
@folder_option
@click.pass_context
def verify(context: click.Context, folder: Path) -> None:
    """Check every file and table against its checksum, and make the tables again."""
    from khural.cli.data_report import verified
    from khural.evidence.lake.records import Lake
    from khural.evidence.lake.verifying import verify as check
    from khural.evidence.lake.verifying import verify_pack

    with _progress() as say:
        say("pack")
        verdicts = {"pack": verify_pack()}
        if Lake(folder).added():
            verdicts[str(folder)] = check(Lake(folder), say)
    if not verified(verdicts):
        context.exit(1)


@command.group("fetch")
def fetch() -> None:
    """Bring newer files from their producer."""


@fetch.command("gdelt", epilog=FETCH_EPILOG, context_settings=WIDE)
@click.option("--from", "first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="First day.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day. [yesterday]")
@click.option("--address", help="Another address with GDELT's layout.")
@click.option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between requests.")
@folder_option
def gdelt(first: date, last: date | None, address: str | None, pause: float, folder: Path) -> None:
    """Fetch event files of GDELT 1.0 and add them."""
    from khural.cli.data_report import added, fetched
    from khural.evidence.fetching import ADDRESS, fetch_gdelt
    from khural.evidence.lake.adding import add as take
    from khural.evidence.lake.records import Lake

    yesterday = date.today() - timedelta(days=1)
    span = (first.date(), last.date() if last is not None else yesterday)  # type: ignore[attr-defined]  # click: datetime
    with _progress() as say:
        heard: Callable[[str, int, int | None], None] = lambda name, have, whole: say(_amount(name, have, whole))  # noqa: E731
        found = fetch_gdelt(*span, folder / "downloads" / "gdelt", heard, address or ADDRESS, pause)
        fetched(found)
        there = {(one.file, one.sha256) for one in Lake(folder).of("gdelt")}
        for path in found.files:
            if not any(path.name == name for name, _ in there):
                say(path.name)
                added(take(Lake(folder), "gdelt", path))


@command.command("panel", epilog=PANEL_EPILOG, context_settings=WIDE)
@click.argument("what")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--system", type=click.Choice(["cow", "gw"]), default="cow", show_default=True, help="Whose states.")
@click.option("--first", type=int, default=1816, show_default=True, help="First year.")
@click.option("--last", type=int, help="Last year. [the last whole year]")
@click.option("--undirected", is_flag=True, help="Each pair once.")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="For a variable: the day. [today]")
@folder_option
def panel(
    what: str, file: Path, system: str, first: int, last: int | None, undirected: bool, as_of: date | None, folder: Path
) -> None:
    """Write WHAT to FILE: state-years, dyad-years, dyad-months, or a variable of the evidence."""
    from khural.cli.data_report import wrote
    from khural.evidence.export import variable_panel, write_panel
    from khural.evidence.states import panels
    from khural.evidence.store import open_evidence

    ends = last or date.today().year - 1
    makers = {
        "state-years": lambda: panels.state_years(system, first, ends),
        "dyad-years": lambda: panels.dyad_years(system, first, ends, directed=not undirected),
        "dyad-months": lambda: panels.dyad_months(system, first, ends, directed=not undirected),
    }
    if what in makers:
        found = makers[what]()
    else:
        day = as_of.date() if as_of is not None else date.today()  # type: ignore[attr-defined]  # click gives a datetime
        found = variable_panel(open_evidence(day, folder if folder.is_dir() else None), what)
    write_panel(found, file)
    wrote(file, found.rows)


def _amount(name: str, have: int, whole: int | None) -> str:
    return f"{name}: {have >> 10} of {whole >> 10} KB" if whole else f"{name}: {have >> 10} KB"


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """What is being done, on stderr and only in a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _text: None
        return
    with console.status("") as status:
        yield lambda text: status.update(text)
