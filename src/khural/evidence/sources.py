"""Where the packed tables come from: manifest, licence and attribution, for the page of sources."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass

from khural.evidence.dates import PartialDate
from khural.evidence.facts import packed_text
from khural.messages import Message


@dataclass(frozen=True)
class PackedTable:
    """One table of the copy: what was left out of it, and the SHA-256 of the table that was read and of the copy."""

    file: str
    rows_kept: int
    rows_dropped: int
    cells_changed: int
    source_sha256: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The copy as a whole: the day it was made, its licence in English, its tables by name."""

    date: PartialDate
    licence: str
    tables: tuple[PackedTable, ...]


@functools.cache
def manifest() -> Manifest:
    """The manifest of the package's own copy."""
    return read_manifest(packed_text("manifest.json"))


def read_manifest(text: str) -> Manifest:
    """The manifest that `text` holds as JSON."""
    data = json.loads(text)
    tables = tuple(PackedTable(**table) for table in data["tables"])
    return Manifest(PartialDate.parse(data["date"]), data["licence"], tables)


def attribution() -> tuple[Message, ...]:
    """The sentences that stand under the field facts wherever their sources are listed."""
    tables = manifest().tables
    counts: dict[str, str | int | float] = {
        "date": str(manifest().date),
        "kept": sum(table.rows_kept for table in tables),
        "dropped": sum(table.rows_dropped for table in tables),
    }
    plain = ("evidence.attribution", "evidence.licence", "evidence.terms_unreviewed")
    return (*(Message(code) for code in plain), Message("evidence.copied", counts))
