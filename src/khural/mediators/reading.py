"""Ties entered by hand, read from a CSV file."""

from __future__ import annotations

from pathlib import Path

from khural.evidence.table import Row, read_rows
from khural.files import FileError, read_text
from khural.mediators.entered import KINDS
from khural.mediators.tie import EnteredTie

COLUMNS = (
    "candidate",
    "party",
    "kind",
    "cooperation",
    "conflict",
    "first",
    "last",
    "source",
    "source_url",
    "note",
)


def read_entered(path: Path, encoding: str | None = None) -> tuple[EnteredTie, ...]:
    """The ties of a CSV with the columns of COLUMNS; refuses, naming row and column, what is missing or no number."""
    return tuple(_tie(row) for row in read_rows(path.name, _text(path, encoding), COLUMNS))


def _text(path: Path, encoding: str | None) -> str:
    try:
        return read_text(path, encoding)[0]
    except FileNotFoundError:
        raise FileError("files.missing", file=path.name) from None
    except IsADirectoryError:
        raise FileError("files.is_folder", file=path.name) from None
    except OSError:
        raise FileError("files.unreadable", file=path.name) from None


def _tie(row: Row) -> EnteredTie:
    return EnteredTie(
        candidate=row.required("candidate"),
        party=row.required("party"),
        kind=row.one_of("kind", KINDS),
        cooperation=row.required_whole("cooperation"),
        conflict=row.required_whole("conflict"),
        first=str(row.required_date("first")),
        last=str(row.required_date("last")),
        source=row.required("source"),
        source_url=row.required("source_url"),
        note=row.text("note"),
    )
