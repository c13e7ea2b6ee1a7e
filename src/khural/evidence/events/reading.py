"""Reading a file of events whole or not at all: every row has its columns, every row is there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import polars as pl

from khural.evidence.events.layouts import Layout
from khural.evidence.table import EvidenceError

TAB, NEWLINE = b"\t", b"\n"
LARGEST = 4 << 30
"""Bytes of one unpacked file that are read at most."""


def read_events(path: Path, layout: Layout) -> pl.DataFrame:
    """The rows of a file in its producer's columns, all as text (a Parquet file keeps its types).

    EvidenceError for a file that is cut off, is not UTF-8, has other columns, rows of another width, or no rows.
    """
    if path.suffix == ".parquet":
        return _parquet(path, layout)
    content = _unpacked(path)
    _check_text(path.name, content)
    header = _header(content) if layout.header else ()
    _check_header(path.name, header, layout)
    _check_widths(path.name, content, len(header) or None, layout)
    return _frame(path.name, content, layout)


def check_keys(path: Path, frame: pl.DataFrame, layout: Layout) -> None:
    """Refuse a file in which two rows have the same key."""
    twice = frame.height - frame.select(layout.key).n_unique()
    if twice:
        raise EvidenceError("evidence.rows_twice", file=path.name, rows=twice, columns=", ".join(layout.key))


def _parquet(path: Path, layout: Layout) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError):
        raise EvidenceError("evidence.cut_off", file=path.name) from None
    _check_header(path.name, tuple(frame.columns), layout)
    return frame


def _unpacked(path: Path) -> bytes:
    if path.suffix != ".zip":
        return path.read_bytes()
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info for info in archive.infolist() if not info.is_dir()]
            if len(names) != 1 or names[0].file_size > LARGEST:
                raise EvidenceError("evidence.zip_content", file=path.name, found=len(names))
            return archive.read(names[0])
    except (zipfile.BadZipFile, EOFError, zipfile.zlib.error):  # type: ignore[attr-defined]  # zipfile keeps zlib there
        raise EvidenceError("evidence.cut_off", file=path.name) from None


def _check_text(file: str, content: bytes) -> None:
    if not content:
        raise EvidenceError("evidence.no_rows", file=file)
    try:
        content.decode()
    except UnicodeDecodeError as error:
        row = content[: error.start].count(NEWLINE) + 1
        raise EvidenceError("evidence.row_not_utf8", file=file, row=row) from None
    if not content.endswith(NEWLINE):
        raise EvidenceError("evidence.cut_off", file=file)


def _header(content: bytes) -> tuple[str, ...]:
    return tuple(content.split(NEWLINE, 1)[0].decode().rstrip("\r").split("\t"))


def _check_header(file: str, header: tuple[str, ...], layout: Layout) -> None:
    missing = [name for name in layout.header if name not in header]
    if missing or (layout.header and layout.exact and header != layout.header):
        found = ", ".join(header[:8])
        wanted = ", ".join(missing or layout.header)
        raise EvidenceError("evidence.other_columns", file=file, wanted=wanted, found=found)


def _check_widths(file: str, content: bytes, width: int | None, layout: Layout) -> None:
    """Every row has as many cells as the header, or as one of the layout's widths."""
    wanted = width or _width(content)
    if layout.widths and wanted not in layout.widths:
        widths = " or ".join(str(one) for one in layout.widths)
        raise EvidenceError("evidence.other_width", file=file, found=wanted, wanted=widths)
    if content.count(TAB) == (wanted - 1) * content.count(NEWLINE) and _all_alike(content, wanted):
        return
    for number, line in enumerate(content.splitlines(), start=1):
        if line.count(TAB) + 1 != wanted:
            cells = line.count(TAB) + 1
            raise EvidenceError("evidence.ragged_row", file=file, row=number, found=cells, wanted=wanted)


def _width(content: bytes) -> int:
    return content.split(NEWLINE, 1)[0].count(TAB) + 1


def _all_alike(content: bytes, wanted: int) -> bool:
    lines = pl.read_csv(io.BytesIO(content), separator="\x00", has_header=False, quote_char=None, infer_schema=False)
    counts = lines.to_series().fill_null("").str.count_matches("\t", literal=True)
    return bool((counts == wanted - 1).all())


def _frame(file: str, content: bytes, layout: Layout) -> pl.DataFrame:
    headed = bool(layout.header)
    # Named here: versions of polars count the columns of a file without a header from 0 or from 1.
    names = _header(content) if headed else [f"column_{place}" for place in range(1, _width(content) + 1)]
    schema = dict.fromkeys(names, pl.String)
    frame = pl.read_csv(io.BytesIO(content), separator="\t", has_header=headed, quote_char=None, schema=schema)
    if frame.height == 0:
        raise EvidenceError("evidence.no_rows", file=file)
    return frame
