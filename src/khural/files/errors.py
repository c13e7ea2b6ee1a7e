"""The refusal of a file."""

from __future__ import annotations

from khural.messages import KhuralError, Value


class FileError(KhuralError):
    """A file that is refused: `file` is its name, `row` the line counted from 1 with the header, `column` its header.

    `row` and `column` are None where the fault concerns the whole file.
    """

    def __init__(
        self, code: str, *, file: str, row: int | None = None, column: str | None = None, **params: Value
    ) -> None:
        self.file, self.row, self.column = file, row, column
        place: dict[str, Value] = {"file": file}
        if row is not None:
            place["row"] = row
        if column is not None:
            place["column"] = shown(column)
        super().__init__(code, **place, **params)


def shown(value: str, limit: int = 40) -> str:
    """`value` as it may stand in a sentence: controls and invisible characters escaped, long text cut."""
    cut = value if len(value) <= limit else value[: limit - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)
