"""What every figure is made of: a sentence, a drawing, and the table that holds the same values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from khural.figures.svg import plain


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its words, a glyph before them, the `kind` that styles it, and the language if another."""

    text: str
    glyph: str = ""
    kind: str = ""
    language: str = ""


@dataclass(frozen=True)
class Table:
    """The values of a figure in words. The first cell of each row names the row; every row is as long as `header`.

    `short` holds a shorter form of some heads, for narrow columns.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    short: Mapping[str, str] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """Each head with its shorter form, or "" if it has none."""
        return tuple((head, self.short.get(head, "")) for head in self.header)

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as plain text, for files and for comparing."""
        return tuple(tuple(cell.text for cell in row) for row in self.rows)


@dataclass(frozen=True)
class Figure:
    """A figure ready for a page.

    `svg` and `narrow` are safe markup of the same values for a wide and for a 360 pixel screen (`narrow` may be empty);
    `sentence` says what the figure shows, `notes` how to read it. `tall`: longer than a printed page, print the table.
    """

    title: str
    sentence: str
    svg: str
    table: Table
    notes: tuple[str, ...] = ()
    narrow: str = ""
    tall: bool = False


def cell(text: str, glyph: str = "", kind: str = "", language: str = "") -> Cell:
    """A cell whose words are cleaned exactly as those of the drawing are."""
    return Cell(plain(text), glyph, kind, language)
