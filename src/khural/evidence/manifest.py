"""The manifest of a folder of tables: what each table and each source is, with checksums."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from khural.evidence.made import Dropped, TableNote
from khural.evidence.tables import SourceNote

FILE = "manifest.json"


@dataclass(frozen=True)
class Account:
    """Of one source: how many rows were read for a table, how many did not enter, and why."""

    table: str
    read: int
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class Manifest:
    """A folder of tables: the day it was made, what wrote it, its sources and tables by name."""

    made: str
    writer: str
    sources: tuple[SourceNote, ...]
    tables: tuple[TableNote, ...]
    accounts: tuple[Account, ...] = ()


def read_manifest(text: str) -> Manifest:
    """The manifest that `text` holds as JSON."""
    data = json.loads(text)
    return Manifest(
        data["made"],
        data["writer"],
        tuple(_source(one) for one in data["sources"]),
        tuple(_table(one) for one in data["tables"]),
        tuple(_account(one) for one in data["accounts"]),
    )


def manifest_text(manifest: Manifest) -> str:
    """The manifest as JSON, always the same bytes for the same content."""
    plain = asdict(manifest)
    for table in plain["tables"]:
        table["states"] = " ".join(table["states"])
    return json.dumps(plain, indent=1, ensure_ascii=False, default=_plain) + "\n"


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write `manifest.json` into `folder`."""
    (folder / FILE).write_text(manifest_text(manifest), "utf-8")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _source(data: dict[str, Any]) -> SourceNote:
    note = SourceNote(**data)
    released = data["released"]
    return replace(
        note,
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        gaps=tuple(data["gaps"]),
        released=date.fromisoformat(released) if released else None,
    )


def _table(data: dict[str, Any]) -> TableNote:
    first, last = date.fromisoformat(data["first"]), date.fromisoformat(data["last"])
    return replace(TableNote(**data), first=first, last=last, states=tuple(data["states"].split()))


def _account(data: dict[str, Any]) -> Account:
    return Account(data["table"], data["read"], tuple(Dropped(**one) for one in data["dropped"]))
