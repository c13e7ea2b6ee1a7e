"""A folder of tables with its manifest: the pack, or a lake. What does not match its checksum is refused."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from khural.evidence.made import TableNote
from khural.evidence.manifest import FILE, Manifest, read_manifest
from khural.evidence.table import EvidenceError
from khural.evidence.tables import SourceNote

if TYPE_CHECKING:
    import polars as pl

PACK = Path(__file__).parent / "pack"


class Shelf:
    """Reads the tables of one folder, each once, checked against its manifest."""

    def __init__(self, folder: Path) -> None:
        try:
            text = (folder / FILE).read_text("utf-8")
        except FileNotFoundError:
            raise EvidenceError("evidence.no_tables", folder=str(folder)) from None
        self.folder = folder
        self.manifest: Manifest = read_manifest(text)
        self._tables = {table.name: table for table in self.manifest.tables}
        self._sources = {source.name: source for source in self.manifest.sources}
        self._frames: dict[str, pl.DataFrame] = {}

    def tables(self) -> Iterable[TableNote]:
        """The tables by name."""
        return self._tables.values()

    def sources(self) -> Iterable[SourceNote]:
        """The sources by name."""
        return self._sources.values()

    def source_of(self, table: TableNote) -> SourceNote:
        """The source that a table was made from."""
        return self._sources[table.source]

    def frame(self, table: TableNote) -> pl.DataFrame:
        """The rows of a table. EvidenceError where the file is not the one that the manifest names."""
        if table.name not in self._frames:
            self._frames[table.name] = self._read(table)
        return self._frames[table.name]

    def _read(self, table: TableNote) -> pl.DataFrame:
        import polars as pl

        path = self.folder / table.file
        try:
            content = path.read_bytes()
        except OSError:
            raise EvidenceError("evidence.table_missing", file=str(path)) from None
        if hashlib.sha256(content).hexdigest() != table.sha256:
            raise EvidenceError("evidence.table_changed", file=str(path))
        frame = pl.read_parquet(io.BytesIO(content))
        if frame.height != table.rows:
            raise EvidenceError("evidence.table_changed", file=str(path))
        return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))
