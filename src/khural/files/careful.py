"""CSV read row by row, with every departure from one clean table refused by its line."""

from __future__ import annotations

import csv
import io

from khural.files.errors import FileError
from khural.messages import Message

FIELD_LIMIT = 131_072
DELIMITERS = {";": "semicolon", "\t": "tab"}

Rows = tuple[tuple[str, ...], list[list[str]], list[int], tuple[Message, ...]]


def read_careful(text: str, file: str) -> Rows:
    """Header, rows, the line each row starts on, and notes.

    Semicolons and tabs are accepted when the header has no comma, and noted. Blank lines are passed over.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter, notes = separator(text, file)
    records = _records(text, delimiter, file)
    return tuple(records[0][1]), [row for _, row in records[1:]], [line for line, _ in records[1:]], notes


def check_widths(header: tuple[str, ...], rows: list[list[str]], lines: list[int], file: str) -> None:
    """Raises FileError for the first row that has another number of fields than the header."""
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(header):
            raise FileError("files.row_width", file=file, row=line, found=len(row), wanted=len(header))


def separator(text: str, file: str) -> tuple[str, tuple[Message, ...]]:
    """What separates the fields, by the header, and a note where it is no comma. Raises FileError for look-alikes."""
    first = text.lstrip("\n").split("\n", 1)[0]
    if "," in first:
        return ",", ()
    for delimiter, name in DELIMITERS.items():
        if delimiter in first:
            return delimiter, (Message("files.delimiter", {"file": file, "delimiter": name}),)
    for look_alike in "，、；":
        if look_alike in first:
            raise FileError("files.delimiter_look_alike", file=file, row=1, found=look_alike)
    return ",", ()


def _records(text: str, delimiter: str, file: str) -> list[tuple[int, list[str]]]:
    """Every record that is not blank with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for row in reader:
            if row:
                records.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        code = "files.field_long" if "field larger" in str(error) else "files.quote_open"
        raise FileError(code, file=file, row=start, limit=FIELD_LIMIT) from None
    return records
