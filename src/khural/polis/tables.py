"""Rows of one table, one after the other, each with its line; a table that is not clean is refused by its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khural.files import decode
from khural.files.careful import FIELD_LIMIT, separator
from khural.files.errors import shown
from khural.messages import Message
from khural.polis.errors import PolisError

WHOLE = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True)
class Rows:
    """The header of a table and its rows: (line, cells in the order of the header)."""

    file: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    notes: tuple[Message, ...]

    def place(self, name: str) -> int:
        """Where a column stands. Raises PolisError where there is none."""
        if name not in self.header:
            found = ", ".join(shown(column) for column in self.header[:8])
            raise PolisError("polis.column_missing", file=self.file, wanted=name, found=found)
        return self.header.index(name)

    def places(self, names: Sequence[str]) -> dict[str, int]:
        """Where those of the columns stand that are there."""
        return {name: self.header.index(name) for name in names if name in self.header}


def read_rows(raw: bytes, file: str, encoding: str | None = None) -> Rows:
    """The rows of a CSV table with a header. Raises FileError as `khural.files.read_table` does."""
    text, notes = decode(raw, file, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter, more = separator(text, file)
    records = each_record(text, delimiter, file)
    first = next(records, None)
    if first is None or not any(name.strip() for name in first[1]):
        raise PolisError("files.empty", file=file)
    header = tuple(name.strip() for name in first[1])
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise PolisError("files.column_twice", file=file, row=1, column=twice)
    return Rows(file, header, _checked(records, len(header), file), notes + more)


def _checked(records: Iterator[tuple[int, list[str]]], width: int, file: str) -> Iterator[tuple[int, list[str]]]:
    for line, row in records:
        if len(row) != width:
            raise PolisError("files.row_width", file=file, row=line, found=len(row), wanted=width)
        yield line, row


def each_record(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not blank, with the line it starts on."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    start = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "files.field_long" if "field larger" in str(error) else "files.quote_open"
            raise PolisError(code, file=file, row=start, limit=FIELD_LIMIT) from None
        if row:
            yield start, row
        start = reader.line_num + 1


def _lines(text: str) -> Iterator[str]:
    """The lines of a text one by one; io.StringIO would hold it a second time, four bytes a letter."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def whole(cell: str, file: str, line: int, column: str) -> int:
    """A cell as a whole number. Raises PolisError for anything else, such as an empty cell or `1.0`."""
    if not WHOLE.fullmatch(cell):
        raise PolisError("polis.not_whole", file=file, row=line, column=column, value=shown(cell))
    return int(cell)


def count(cell: str) -> int:
    """A cell as a count; 0 where it is none: counts are only compared, never shown."""
    return int(cell) if WHOLE.fullmatch(cell) else 0


def choice(cell: str, choices: dict[str, int], file: str, line: int, column: str) -> int:
    """What a cell stands for. Raises PolisError where it is none of `choices`."""
    found = choices.get(cell)
    if found is None:
        wanted = ", ".join(name for name in choices if name)
        raise PolisError("polis.choice", file=file, row=line, column=column, wanted=wanted, value=shown(cell))
    return found
