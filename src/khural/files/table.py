"""A table of text cells from CSV or Parquet, with the line each row stands on, so that a refusal can name it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from khural.files.careful import check_widths, read_careful
from khural.files.errors import FileError
from khural.files.plain import read_header, read_plain
from khural.files.source import Kind, open_source
from khural.files.text import decode
from khural.messages import Message

if TYPE_CHECKING:
    import polars

Choice = Callable[[tuple[str, ...]], Sequence[str]]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one file. Cells of text files are strings, an empty cell is null; Parquet keeps its own types.

    `lines` holds the line of each row where rows are not simply one a line below `first_line - 1`.
    """

    file: str
    header: tuple[str, ...]
    frame: polars.DataFrame
    first_line: int
    lines: tuple[int, ...] | None = None
    notes: tuple[Message, ...] = ()

    def line(self, row: int) -> int:
        """The line (the row number, in Parquet) of the row with index `row`."""
        return self.lines[row] if self.lines is not None else row + self.first_line


def read_table(path: str | Path, choose: Choice | None = None, encoding: str | None = None) -> Table:
    """Read a CSV (comma, semicolon or tab) or Parquet file.

    `choose` receives the header, may refuse it, and names the columns wanted (default: all). Raises FileError for
    everything that is not one clean table: encoding, doubled or unnamed columns, open quotes, rows of another width,
    fields beyond 131,072 characters.
    """
    source, kind = open_source(path)
    if kind is Kind.PARQUET:
        return _read_parquet(source, choose)
    plain_header = read_header(source) if encoding is None else None
    if plain_header is not None:
        wanted = _chosen(source.name, plain_header, choose)
        frame = read_plain(source, wanted, plain_header[-1])
        if frame is not None:
            return Table(source.name, plain_header, frame, first_line=2)
    text, notes = decode(source.read_bytes(), source.name, encoding)
    header, rows, lines, more = read_careful(text, source.name)
    wanted = _chosen(source.name, header, choose)
    check_widths(header, rows, lines, source.name)
    return Table(source.name, header, _frame(header, rows, wanted), 2, tuple(lines), notes + more)


def _chosen(file: str, header: tuple[str, ...], choose: Choice | None) -> tuple[str, ...]:
    seen: set[str] = set()
    for place, name in enumerate(header, start=1):
        if not name:
            raise FileError("files.column_unnamed", file=file, place=place)
        if name in seen:
            raise FileError("files.column_twice", file=file, column=name)
        seen.add(name)
    return tuple(choose(header)) if choose else header


def _frame(header: tuple[str, ...], rows: list[list[str]], wanted: tuple[str, ...]) -> polars.DataFrame:
    import polars as pl

    places = [(name, header.index(name)) for name in wanted]
    return pl.DataFrame(
        {name: pl.Series([row[i] or None for row in rows], dtype=pl.String) for name, i in places},
        schema=dict.fromkeys(wanted, pl.String),
    )


def _read_parquet(source: Path, choose: Choice | None) -> Table:
    import polars as pl

    try:
        header = tuple(pl.read_parquet_schema(source))
        wanted = _chosen(source.name, header, choose)
        frame = pl.read_parquet(source, columns=list(wanted))
    except (pl.exceptions.PolarsError, OSError):
        raise FileError("files.parquet_broken", file=source.name) from None
    return Table(source.name, header, frame, first_line=1)
