"""What stands in the bytes of an SQLite file: cells with their places, free space, and the frames of a journal.

Written from the file format's own description (https://www.sqlite.org/fileformat2.html). Records here are short, so
that none overflows its page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LEAF_TABLE, INNER_TABLE, LEAF_INDEX, INNER_INDEX = 0x0D, 0x05, 0x0A, 0x02
INNER = (INNER_TABLE, INNER_INDEX)
FRAME_HEADER, JOURNAL_HEADER = 24, 32
Value = int | str | bytes | None


@dataclass(frozen=True)
class Cell:
    """One row of a table (or entry of an index), and where it lies. `values` are those of the record itself."""

    page: int
    offset: int
    rowid: int | None
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Page:
    """One page of a tree. The first page of the file begins with the file's own header."""

    number: int
    data: bytes

    @property
    def start(self) -> int:
        return 100 if self.number == 1 else 0

    @property
    def kind(self) -> int:
        return self.data[self.start]

    @property
    def cells_at(self) -> list[int]:
        """The offsets in the cell pointer array, which is in the order of keys."""
        n = number(self.data, self.start + 3)
        first = self.start + (12 if self.kind in INNER else 8)
        return [number(self.data, first + 2 * i) for i in range(n)]

    @property
    def fragments(self) -> int:
        """Bytes between cells that are too few for a free block: a cell became shorter where it lay."""
        return self.data[self.start + 7]

    def children(self) -> list[int]:
        """The pages below an inner page."""
        if self.kind not in INNER:
            return []
        return [number(self.data, at, 4) for at in (*self.cells_at, self.start + 8)]

    def cells(self) -> Iterator[Cell]:
        """Every record on this page."""
        if self.kind == INNER_TABLE:
            return
        for offset in self.cells_at:
            at = offset + (4 if self.kind == INNER_INDEX else 0)
            _, at = varint(self.data, at)
            rowid = None
            if self.kind == LEAF_TABLE:
                rowid, at = varint(self.data, at)
            yield Cell(self.number, offset, rowid, record(self.data, at))

    def free(self) -> list[tuple[int, bytes]]:
        """(offset, bytes) of the gap below the cells and of each free block between them."""
        gap = self.start + (12 if self.kind in INNER else 8) + 2 * len(self.cells_at)
        blocks = [(gap, self.data[gap : number(self.data, self.start + 5) or 65536])]
        at = number(self.data, self.start + 1)
        while at:
            size = number(self.data, at + 2)
            blocks.append((at, self.data[at + 4 : at + size]))
            at = number(self.data, at)
        return blocks


def number(data: bytes, at: int, width: int = 2) -> int:
    """The big-endian number of `width` bytes at `at`."""
    return int.from_bytes(data[at : at + width], "big")


def varint(data: bytes, at: int) -> tuple[int, int]:
    """SQLite's number of variable width at `at`, and the offset behind it."""
    value = 0
    for n in range(8):
        value = value << 7 | data[at + n] & 0x7F
        if data[at + n] < 0x80:
            return value, at + n + 1
    return value << 8 | data[at + 8], at + 9


def record(data: bytes, at: int) -> tuple[Value, ...]:
    """The values of the record that begins at `at`."""
    size, types_at = varint(data, at)
    value_at, types = at + size, []
    while types_at < at + size:
        kind, types_at = varint(data, types_at)
        types.append(kind)
    values = []
    for kind in types:
        value, value_at = _value(data, value_at, kind)
        values.append(value)
    return tuple(values)


def _value(data: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None, 0, 1)[max(0, kind - 7)], at
    if kind <= 6:
        width = (0, 1, 2, 3, 4, 6, 8)[kind]
        return int.from_bytes(data[at : at + width], "big", signed=True), at + width
    width = (kind - 12) // 2
    raw = data[at : at + width]
    return (raw.decode() if kind % 2 else raw), at + width


@dataclass(frozen=True)
class File:
    """The bytes of a database and of its journal, as a thief finds them."""

    data: bytes
    journal: bytes

    @classmethod
    def of(cls, path: Path) -> File:
        """Read both from disk."""
        journal = Path(f"{path}-wal")
        return cls(path.read_bytes(), journal.read_bytes() if journal.exists() else b"")

    @property
    def page_size(self) -> int:
        return number(self.data, 16) or 1

    def page(self, n: int) -> Page:
        """Page `n`, from 1."""
        return Page(n, self.data[(n - 1) * self.page_size : n * self.page_size])

    def recovered(self, folder: Path) -> File:
        """The database after SQLite has worked its journal in, on a copy in `folder`."""
        path = folder / "recovered.sqlite3"
        path.write_bytes(self.data)
        Path(f"{path}-wal").write_bytes(self.journal)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        return File.of(path)

    def roots(self, folder: Path) -> dict[str, int]:
        """Name of a table or index -> its first page."""
        path = folder / "catalogue.sqlite3"
        path.write_bytes(self.data)
        db = sqlite3.connect(path)
        found = dict(db.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"))
        db.close()
        return found

    def tree(self, root: int) -> Iterator[Page]:
        """Every page of one table or index."""
        page = self.page(root)
        yield page
        for child in page.children():
            yield from self.tree(child)

    def frames(self) -> Iterator[Page]:
        """The pages that the journal holds, in the order in which they were written."""
        step = FRAME_HEADER + self.page_size
        for at in range(JOURNAL_HEADER, len(self.journal), step):
            yield Page(number(self.journal, at, 4), self.journal[at + FRAME_HEADER : at + step])
