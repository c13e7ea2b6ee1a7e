"""What a file is, told from its first bytes and its name, before anything in it is read."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from khural.files.errors import FileError

HEAD = 4096
TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
PARQUET_ENDINGS = frozenset({".parquet", ".pq"})


class Kind(Enum):
    """The two kinds of table that are read."""

    TEXT = "text"
    PARQUET = "parquet"


def open_source(path: str | Path) -> tuple[Path, Kind]:
    """The path and the kind of table in it.

    Raises FileError for a file that is missing, a folder, empty, unreadable, a spreadsheet or another document, or
    whose name ends otherwise than its content.
    """
    source = Path(path)
    head = _head(source)
    kind = _kind(source, head)
    if kind is Kind.PARQUET and source.suffix.lower() not in PARQUET_ENDINGS:
        raise FileError("files.parquet_misnamed", file=source.name)
    if kind is Kind.TEXT and source.suffix.lower() in PARQUET_ENDINGS:
        raise FileError("files.parquet_broken", file=source.name)
    if kind is Kind.TEXT and source.suffix.lower() not in TEXT_ENDINGS:
        raise FileError("files.ending_unknown", file=source.name, ending=source.suffix or "–")
    return source, kind


def _head(source: Path) -> bytes:
    if source.is_dir():
        raise FileError("files.is_folder", file=str(source))
    try:
        with source.open("rb") as stream:
            head = stream.read(HEAD)
    except FileNotFoundError:
        raise FileError("files.missing", file=str(source)) from None
    except (OSError, ValueError):
        # ValueError: a NUL or a lone surrogate in the name itself.
        raise FileError("files.unreadable", file=ascii(str(source)).strip("'")) from None
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise FileError("files.empty", file=source.name)
    return head


def _kind(source: Path, head: bytes) -> Kind:
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileError("files.zipped" if source.suffix.lower() == ".zip" else "files.spreadsheet", file=source.name)
    if head.startswith((b"%PDF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")):
        raise FileError("files.not_a_table", file=source.name)
    return Kind.TEXT
