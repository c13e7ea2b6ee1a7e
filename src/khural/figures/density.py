"""Where people stand on an opinion map: shaded fields with counts, never points; a table of the same beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.svg import Sheet, circle, hint, line, rect, text

Fields = Sequence[Sequence[int | None]]


@dataclass(frozen=True)
class DensityWords:
    """The words of the figure; `row`, `column` and `about` hold %(n)d, `here` names one's own field."""

    title: str
    sentence: str
    row: str
    column: str
    about: str
    few: str
    here: str
    notes: tuple[str, ...] = ()


def density_map(
    fields: Fields, words: DensityWords, prefix: str, own: tuple[int, int] | None = None, width: float = 480
) -> Figure:
    """A square of fields, darker where more people stand; `own` is (column, row) of the reader, shown to them only."""
    n = len(fields)
    most = max((count for row in fields for count in row if count is not None), default=1)
    sheet, pitch = Sheet(prefix, width), width / max(n, 1)
    parts = [rect(0, 0, width, width, "hair", fill_opacity=0.35)]
    for row, counts in enumerate(fields):
        for column, count in enumerate(counts):
            if count is not None:
                parts.append(_field(column, row, count, most, pitch, words))
    parts += [
        line(width / 2, 0, width / 2, width, "edge", 1, "3 4"),
        line(0, width / 2, width, width / 2, "edge", 1, "3 4"),
    ]
    if own is not None:
        parts.append(_own(own, pitch, words))
    return Figure(
        words.title,
        words.sentence,
        sheet.render(width, words.title, words.sentence, parts),
        _table(fields, words, own),
        words.notes,
    )


def _field(column: int, row: int, count: int, most: int, pitch: float, words: DensityWords) -> str:
    x, y, share = column * pitch, row * pitch, (count / most) ** 0.5
    square = rect(x + 1, y + 1, pitch - 2, pitch - 2, "accent", fill_opacity=0.15 + 0.85 * share)
    size = min(14.0, pitch / 2.4)
    colour = "paper" if share > 0.55 else "ink"
    label = text(x + pitch / 2, y + pitch / 2 + size / 3, str(count), size, colour, anchor="middle")
    return hint(words.about % {"n": count}, square, label if size >= 8 else "")


def _own(own: tuple[int, int], pitch: float, words: DensityWords) -> str:
    x, y = (own[0] + 0.5) * pitch, (own[1] + 0.5) * pitch
    # A light ring about a dark one: seen on every shade.
    rings = [circle(x, y, pitch * 0.44, "none", "paper", 7), circle(x, y, pitch * 0.44, "none", "ink", 3)]
    return hint(words.here, *rings)


def _table(fields: Fields, words: DensityWords, own: tuple[int, int] | None) -> Table:
    header = ("", *(words.column % {"n": column + 1} for column in range(len(fields[0]) if fields else 0)))
    rows = tuple(
        (
            cell(words.row % {"n": row + 1}),
            *(_cell(count, (column, row) == own, words) for column, count in enumerate(counts)),
        )
        for row, counts in enumerate(fields)
    )
    return Table(header, rows, words.title)


def _cell(count: int | None, is_own: bool, words: DensityWords) -> Cell:
    said = words.few if count is None else str(count)
    return cell(f"{said} ({words.here})" if is_own else said)
