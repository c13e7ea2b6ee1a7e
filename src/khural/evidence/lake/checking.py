"""Checks of a file before anything of it enters a lake: whole, text, with the right columns, no row twice."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import polars as pl

from khural.evidence.catalogue import Source, SourceFile
from khural.evidence.lake.records import Lake
from khural.evidence.table import EvidenceError

CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file; EvidenceError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except IsADirectoryError:
        raise EvidenceError("evidence.is_folder", file=str(path)) from None
    except OSError:
        raise EvidenceError("evidence.cannot_read", file=str(path)) from None
    return digest.hexdigest()


def check_sum(path: Path, found: str, wanted: str | None) -> None:
    """Refuse a file whose checksum is not the one that its producer publishes."""
    if wanted is not None and found != wanted.lower():
        raise EvidenceError("evidence.other_checksum", file=path.name, found=found, wanted=wanted.lower())


def known_file(source: Source, path: Path, sha256: str) -> tuple[SourceFile, bool]:
    """Which file of the source this is: by checksum, else by name; and whether it is the edition that was checked."""
    for one in source.files:
        if one.sha256 == sha256:
            return one, True
    for one in source.files:
        if one.name == path.name or len(source.files) == 1:
            return one, False
    names = ", ".join(one.name for one in source.files)
    raise EvidenceError("evidence.which_file", file=path.name, source=source.name, files=names)


def read_whole(path: Path) -> pl.DataFrame:
    """The rows of a table, all as text where the file is CSV.

    EvidenceError for a file that is cut off, is not UTF-8, has rows of another width, none, or some twice.
    """
    frame = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    if frame.height == 0:
        raise EvidenceError("evidence.no_rows", file=path.name)
    twice = frame.height - frame.n_unique()
    if twice:
        raise EvidenceError("evidence.rows_twice", file=path.name, rows=twice, columns="all columns")
    return frame


def check_columns(path: Path, frame: pl.DataFrame, wanted: SourceFile) -> None:
    """Refuse a table that lacks a column of `wanted`; more columns are no harm."""
    missing = [name for name in wanted.columns if name not in frame.columns]
    if missing:
        found = ", ".join(frame.columns[:8])
        raise EvidenceError("evidence.other_columns", file=path.name, wanted=", ".join(missing), found=found)


def check_edition(path: Path, wanted: SourceFile, known: bool, rows: int, version: str | None, *, fewer: bool) -> None:
    """Refuse another edition than the one that was checked unless it is named, and one with fewer rows unless meant."""
    if known:
        return
    if version is None:
        raise EvidenceError("evidence.other_edition", file=path.name, sha256=wanted.sha256)
    if rows < wanted.rows and not fewer:
        raise EvidenceError("evidence.fewer_rows", file=path.name, found=rows, wanted=wanted.rows)


def typed(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of text with numbers where every value of a column is one."""
    return pl.read_csv(io.BytesIO(frame.write_csv().encode()), infer_schema_length=None)


def write_as(frame: pl.DataFrame, path: Path, suffix: str) -> None:
    """Write a frame as Parquet or CSV."""
    if suffix == ".parquet":
        frame.write_parquet(path, compression="zstd")
    else:
        frame.write_csv(path)


def check_new(lake: Lake, stored: str, file: str, sha256: str) -> None:
    """Refuse a file of events that lies in the lake under another name: its events would count twice."""
    for one in lake.added():
        if one.sha256 == sha256 and one.stored != stored:
            raise EvidenceError("evidence.there_already", file=file, name=one.file)


def _parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError):
        raise EvidenceError("evidence.cut_off", file=path.name) from None


def _csv(path: Path) -> pl.DataFrame:
    content = _after_preamble(path.read_bytes())
    try:
        content.decode()
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise EvidenceError("evidence.row_not_utf8", file=path.name, row=row) from None
    if not content:
        raise EvidenceError("evidence.no_rows", file=path.name)
    if not content.endswith(b"\n"):
        raise EvidenceError("evidence.cut_off", file=path.name)
    _check_widths(path.name, content.decode())
    try:
        return pl.read_csv(io.BytesIO(content), infer_schema=False)
    except pl.exceptions.PolarsError:
        raise EvidenceError("evidence.not_csv", file=path.name) from None


def _after_preamble(content: bytes) -> bytes:
    """Without the byte order mark and the lines that the World Bank sets before its header."""
    bare = content.removeprefix(b"\xef\xbb\xbf")
    if bare.startswith(b'"Data Source"'):
        start = bare.find(b'"Country Name"')
        lines = bare[start:].splitlines(keepends=True)
        return b"".join(line.rstrip(b"\r\n").removesuffix(b",") + b"\n" for line in lines if line.strip())
    return bare


def _check_widths(file: str, text: str) -> None:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        width = len(next(rows))
        for row in rows:
            if row and len(row) != width:
                raise EvidenceError("evidence.ragged_row", file=file, row=rows.line_num, found=len(row), wanted=width)
    except csv.Error:
        raise EvidenceError("evidence.not_csv", file=file) from None
