"""`khural data verify`: is every file still the one that was added, and do the tables follow from them?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khural.evidence.lake.building import Progress, build_tables
from khural.evidence.lake.checking import sha256_of
from khural.evidence.lake.records import Lake
from khural.evidence.manifest import FILE, Manifest, read_manifest
from khural.evidence.shelf import PACK, Shelf
from khural.evidence.table import EvidenceError
from khural.messages import Message


@dataclass(frozen=True)
class Verdict:
    """What was looked at: files and tables that are what they should be, and what is wrong."""

    sound: int
    wrong: tuple[Message, ...]


def verify_pack() -> Verdict:
    """Read every table of the pack against its manifest."""
    return _verdict(_shelf(PACK))


def verify(lake: Lake, progress: Progress) -> Verdict:
    """Compare every file of the lake with its record, every table with the manifest, and make the tables again."""
    found: list[Message | None] = []
    for one in lake.added():
        progress(one.file)
        found.append(_same(lake.path(one), one.stored_sha256))
    if (lake.tables / FILE).exists():
        found += _shelf(lake.tables)
        if not any(found):
            progress("tables")
            found += _again(lake, progress)
    return _verdict(found)


def _verdict(found: list[Message | None]) -> Verdict:
    wrong = tuple(one for one in found if one is not None)
    return Verdict(len(found) - len(wrong), wrong)


def _same(path: Path, sha256: str) -> Message | None:
    try:
        found = sha256_of(path)
    except EvidenceError as error:
        return error.message
    return None if found == sha256 else Message("evidence.file_changed", {"file": path.name})


def _shelf(folder: Path) -> list[Message | None]:
    shelf = Shelf(folder)
    found: list[Message | None] = []
    for table in shelf.tables():
        try:
            shelf.frame(table)
            found.append(None)
        except EvidenceError as error:
            found.append(error.message)
    return found


def _again(lake: Lake, progress: Progress) -> Iterator[Message | None]:
    """Make the tables once more elsewhere: they must be the same, unless another version of the writer made them."""
    before = read_manifest((lake.tables / FILE).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        again = build_tables(lake, Path(folder) / "tables", before.made, progress)
    if again.writer != before.writer:
        yield Message("evidence.other_writer", {"then": before.writer, "now": again.writer})
        return
    yield from _compared(before, again)


def _compared(before: Manifest, again: Manifest) -> Iterator[Message | None]:
    sums = {table.name: table.sha256 for table in again.tables}
    for table in before.tables:
        same = sums.get(table.name) == table.sha256
        yield None if same else Message("evidence.table_differs", {"table": table.name})
