"""`khural data build`: from the files of a lake to its tables, or from the files that may be passed on to the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from khural.evidence.catalogue import SHIPPED, Source, catalogue, recipe
from khural.evidence.events.layouts import LAYOUTS
from khural.evidence.lake.counting import counted
from khural.evidence.lake.records import Added, Lake
from khural.evidence.made import Made
from khural.evidence.manifest import Manifest
from khural.evidence.table import EvidenceError
from khural.evidence.tables import SourceNote
from khural.evidence.writing import write_folder

Progress = Callable[[str], None]
ZONES = Path(__file__).parents[1] / "zones.csv"
"""The one source that the project itself made; it is always there."""


def build(lake: Lake, day: str, progress: Progress) -> Manifest:
    """Make every table of the lake's sources and write them, with the database of the lake, in the place of the old."""
    from khural.evidence.lake.database import write_database

    manifest = build_tables(lake, lake.tables, day, progress)
    progress("lake.duckdb")
    write_database(lake, manifest)
    return manifest


def build_tables(lake: Lake, into: Path, day: str, progress: Progress) -> Manifest:
    """Make every table of the lake's sources and write them into a folder."""
    names = [name for name in catalogue() if lake.of(name)]
    if not names:
        raise EvidenceError("evidence.lake_empty", folder=str(lake.folder))
    made, notes = _made(lake, names, progress)
    return write_folder(into, made, notes, day)


def build_pack(lake: Lake, into: Path, day: str, progress: Progress) -> Manifest:
    """Write the pack that ships with the package: tables of every source that may be passed on, all of which must lie
    in the lake, in the checked editions. Tables of a lake whose terms forbid it never enter."""
    names = [name for name, one in catalogue().items() if one.terms == SHIPPED and recipe(name) is not None]
    missing = [name for name in names if name != "zone_treaties" and not _whole(lake, catalogue()[name])]
    if missing:
        raise EvidenceError("evidence.pack_lacks", sources=", ".join(missing))
    made, notes = _made(lake, names, progress)
    return write_folder(into, made, notes, day)


def _whole(lake: Lake, source: Source) -> bool:
    """Whether every file of the source lies in the lake, in the edition that was checked."""
    there = {one.sha256 for one in lake.of(source.name)}
    return all(file.sha256 in there for file in source.files)


def _made(lake: Lake, names: Iterable[str], progress: Progress) -> tuple[list[Made], list[SourceNote]]:
    made: list[Made] = []
    notes: list[SourceNote] = []
    for name in names:
        progress(name)
        source, files = catalogue()[name], lake.of(name)
        found = counted(lake, source, files) if name in LAYOUTS else _by_recipe(lake, source, files)
        made += found
        notes.append(_note(source, files, found))
    return made, notes


def _by_recipe(lake: Lake, source: Source, files: tuple[Added, ...]) -> tuple[Made, ...]:
    paths = {one.file: lake.path(one) for one in files}
    if source.name == "zone_treaties":
        paths.setdefault(ZONES.name, ZONES)
    lacking = [file.name for file in source.files if file.name not in paths]
    if lacking:
        raise EvidenceError("evidence.file_lacking", source=source.name, files=", ".join(lacking))
    make = recipe(source.name)
    return make(paths) if make is not None else ()


def _note(source: Source, files: tuple[Added, ...], made: tuple[Made, ...]) -> SourceNote:
    first, last = min(one.note.first for one in made), max(one.note.last for one in made)
    if not files:
        file = source.files[0]
        return source.note(file.sha256, first, last, file.rows)
    main = next((one for one in files if source.files and one.file == source.files[0].name), files[0])
    rows = sum(one.rows for one in files) if source.name in LAYOUTS else main.rows
    return source.note(main.sha256, first, last, rows, None if main.known else main.version)
