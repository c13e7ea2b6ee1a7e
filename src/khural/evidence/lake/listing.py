"""`khural data list`: every source that Khural knows, and where it is: in the pack, in the lake, or nowhere yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from khural.evidence.catalogue import SHIPPED, catalogue
from khural.evidence.lake.records import Lake
from khural.evidence.manifest import FILE
from khural.evidence.shelf import PACK, Shelf
from khural.evidence.sources import manifest
from khural.evidence.tables import SourceNote


@dataclass(frozen=True)
class Row:
    """One source. `where` is lake (built), added (not built yet), pack, or "own copy" (not here: load your file)."""

    name: str
    title: str
    where: str
    version: str
    licence: str
    terms: str
    first: str
    last: str
    rows: int | None
    sha256: str
    citation: str
    url: str
    gaps: tuple[str, ...]


def listing(lake: Lake) -> tuple[Row, ...]:
    """All sources by name."""
    pack = {note.name: note for note in Shelf(PACK).sources()}
    built = {note.name: note for note in Shelf(lake.tables).sources()} if (lake.tables / FILE).exists() else {}
    added = {one.source for one in lake.added()}
    rows = [_row(name, built.get(name), pack.get(name), added=name in added) for name in catalogue()]
    return tuple(sorted([*rows, _field()], key=lambda row: row.name))


def _field() -> Row:
    """The dated facts of the field, which the project read and worded itself."""
    found = manifest()
    rows = sum(table.rows_kept for table in found.tables)
    lines = "".join(table.sha256 for table in found.tables)
    return Row(
        "field_facts",
        "Dated facts of the field, each with the page it was read on",
        "pack",
        str(found.date),
        "wording under the licence of Khural; facts of the sources named in each row",
        SHIPPED,
        "",
        str(found.date),
        rows,
        hashlib.sha256(lines.encode()).hexdigest(),
        "The sources named in each row",
        "",
        (),
    )


def document(rows: Sequence[Row]) -> str:
    """The list as JSON."""
    return json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False) + "\n"


def _row(name: str, built: SourceNote | None, pack: SourceNote | None, *, added: bool) -> Row:
    source, note = catalogue()[name], built or pack
    where = "lake" if built else "added" if added else "pack" if pack else "own copy"
    return Row(
        name,
        source.title,
        where,
        note.version if note else source.version,
        source.licence,
        source.terms,
        str(note.first) if note else "",
        str(note.last) if note else "",
        note.rows if note else None,
        note.sha256 if note else "",
        source.citation,
        source.url,
        source.gaps,
    )
