"""Reading one table strictly: known columns only, known grades only, empty is None and never zero."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from khural.evidence.dates import PartialDate
from khural.messages import KhuralError

SHOWABLE_GRADES = ("S", "D", "X", "NF")
"""S read in a source, D derived, X sources disagree, NF looked for and not found. K (unchecked) is never loaded."""

NEEDS_SOURCE = ("S", "X")


class EvidenceError(KhuralError):
    """A table that cannot be trusted as it stands; the message names file, row and column."""


@dataclass(frozen=True)
class Row:
    """One line of a table. `number` counts as a spreadsheet does: the header is row 1."""

    file: str
    number: int
    cells: tuple[tuple[str, str], ...]

    def text(self, column: str) -> str | None:
        """The cell, or None when it is empty."""
        return dict(self.cells)[column] or None

    def required(self, column: str) -> str:
        """The cell, refused when it is empty."""
        value = self.text(column)
        if value is None:
            raise EvidenceError("evidence.empty_cell", file=self.file, row=self.number, column=column)
        return value

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a ';'-separated list, empty for an empty cell."""
        parts = (part.strip() for part in (self.text(column) or "").split(";"))
        return tuple(part for part in parts if part)

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """The cell, refused when it is not one of the `allowed` values."""
        value = self.text(column) or ""
        if value not in allowed:
            raise self._refusal("evidence.unknown_value", column, value)
        return value

    def date(self, column: str) -> PartialDate | None:
        """A year, month or day; None when the cell is empty."""
        value = self.text(column)
        try:
            return None if value is None else PartialDate.parse(value)
        except ValueError:
            raise self._refusal("evidence.not_a_date", column, value or "") from None

    def required_date(self, column: str) -> PartialDate:
        """A year, month or day, refused when the cell is empty."""
        date = self.date(column)
        if date is None:
            raise EvidenceError("evidence.empty_cell", file=self.file, row=self.number, column=column)
        return date

    def whole(self, column: str) -> int | None:
        """A whole number; None when the cell is empty."""
        value = self.text(column)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit()):
            raise self._refusal("evidence.not_a_number", column, value)
        return int(value)

    def required_whole(self, column: str) -> int:
        """A whole number, refused when the cell is empty."""
        self.required(column)
        return self.whole(column) or 0

    def number_of(self, column: str) -> Decimal | None:
        """A finite decimal number; None when the cell is empty. A reported zero is Decimal(0)."""
        value = self.text(column)
        if value is None:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self._refusal("evidence.not_a_number", column, value) from None
        if not number.is_finite():
            raise self._refusal("evidence.not_a_number", column, value)
        return number

    def grade(self) -> str:
        """The grade of the row; one that needs a source must name a page."""
        grade = self.text("grade") or ""
        if grade not in SHOWABLE_GRADES:
            raise self._refusal("evidence.unknown_grade", "grade", grade)
        url = self.text("source_url") or ""
        if grade in NEEDS_SOURCE and not url.startswith(("http://", "https://")):
            raise self._refusal("evidence.no_source", "source_url", url)
        return grade

    def _refusal(self, code: str, column: str, value: str) -> EvidenceError:
        return EvidenceError(code, file=self.file, row=self.number, column=column, value=value)


def read_rows(file: str, text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a CSV `text` whose header must be exactly `columns`; `file` is only a name for messages."""
    header, *lines = _lines(file, text)
    for column in header:
        if column not in columns:
            raise EvidenceError("evidence.unknown_column", file=file, column=column)
    for column in columns:
        if header.count(column) != 1:
            raise EvidenceError("evidence.column_count", file=file, column=column, count=header.count(column))
    rows = []
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            raise EvidenceError("evidence.ragged_row", file=file, row=number, found=len(cells), wanted=len(header))
        rows.append(Row(file, number, tuple(zip(header, cells, strict=True))))
    return tuple(rows)


def _lines(file: str, text: str) -> list[list[str]]:
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise EvidenceError("evidence.not_csv", file=file) from None
    return lines or [[]]
