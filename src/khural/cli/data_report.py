"""What `khural data` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from khural.evidence.fetching import Fetched
from khural.evidence.lake.database import FILE as DATABASE
from khural.evidence.lake.listing import Row
from khural.evidence.lake.records import Added
from khural.evidence.lake.verifying import Verdict
from khural.evidence.manifest import Manifest
from khural.messages import Message, english


def _console() -> Console:
    return Console(soft_wrap=True, highlight=False, markup=False)


def added(one: Added) -> None:
    """One file that was taken in: rows read and kept, and why others were not."""
    console = _console()
    edition = "checked edition" if one.known else "edition not checked"
    span = f", {one.first} to {one.last}" if one.first else ""
    console.print(f"{one.file}: {one.rows} rows read, {one.kept} kept{span} ({one.source}, {one.version}; {edition})")
    for part in one.dropped:
        console.print(f"  {part.rows} left out: {english(Message(part.reason))}")


def built(manifest: Manifest, folder: Path, *, is_lake: bool) -> None:
    """The tables that were made, with what did not enter them."""
    console = _console()
    accounts = {one.table: one for one in manifest.accounts}
    for table in manifest.tables:
        account = accounts[table.name]
        console.print(f"{table.name}: {table.rows} rows, {table.first} to {table.last} (from {account.read})")
        for part in account.dropped:
            if part.rows:
                console.print(f"  {part.rows} left out: {english(Message(part.reason))}")
    size = sum((folder / table.file).stat().st_size for table in manifest.tables)
    console.print(f"tables: {len(manifest.tables)} in {folder}, {size / 1e6:.1f} MB")
    if is_lake and not (folder.parent / DATABASE).exists():
        console.print(f"{DATABASE} was not written. {english(Message('evidence.needs_data'))}")


def listed(rows: Sequence[Row]) -> None:
    """All sources, three short lines each: where and when, edition and licence, gaps."""
    console = _console()
    for row in rows:
        days = f"{row.first} to {row.last}" if row.first else f"to {row.last}"
        span = f"{days}, {row.rows} rows" if row.last else "load your own copy"
        console.print(f"{row.name} ({row.where}): {span}", style="bold")
        console.print(f"  {row.title}; edition {row.version}; licence: {row.licence}")
        for gap in row.gaps:
            console.print(f"  gap: {gap}")


def verified(verdicts: Mapping[str, Verdict]) -> bool:
    """What verify found; whether nothing was wrong."""
    console = _console()
    for where, verdict in verdicts.items():
        console.print(f"{where}: {verdict.sound} sound, {len(verdict.wrong)} wrong")
        for message in verdict.wrong:
            console.print(f"  {english(message)}")
    return not any(verdict.wrong for verdict in verdicts.values())


def fetched(found: Fetched) -> None:
    """What a call brought, and what it did not."""
    console = _console()
    console.print(f"{len(found.files)} files, {found.already} of them were there")
    if found.missing:
        console.print(f"  not published: {', '.join(found.missing)}")
    if found.unchecked:
        console.print(f"  without a published checksum: {', '.join(found.unchecked)}")


def wrote(file: Path, rows: int) -> None:
    """A panel that was written."""
    _console().print(f"{file}: {rows} rows")
