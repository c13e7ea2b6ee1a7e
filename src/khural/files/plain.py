"""The quick road for files that cannot surprise: ASCII, commas, no quotes, line feeds only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars

BLOCK = 1 << 20


def read_header(source: Path) -> tuple[str, ...] | None:
    """The header of a plain file, or None when the file has to be read with care."""
    with source.open("rb") as stream:
        first = stream.readline(BLOCK)
        if not first.endswith(b"\n") or b"," not in first or first == b"\n":
            return None
        block = first
        while block:
            if not block.isascii() or any(sign in block for sign in (b'"', b"\0", b"\r")):
                return None
            block = stream.read(BLOCK)
    return tuple(first.decode("ascii").rstrip("\n").split(","))


def read_plain(source: Path, wanted: tuple[str, ...], last: str) -> polars.DataFrame | None:
    """The columns `wanted`, or None when a row has another width than the header.

    Polars refuses rows that are too long. It fills short ones with nulls, and they are known by a null in the last
    column: such a file is read again with care, which names the line.
    """
    import polars as pl

    columns = list(dict.fromkeys((*wanted, last)))
    try:
        frame = pl.read_csv(source, columns=columns, infer_schema=False, quote_char=None)
    except pl.exceptions.PolarsError:
        return None
    if frame[last].null_count() or frame.height == 0:
        return None
    return frame.select(wanted)
