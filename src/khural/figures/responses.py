"""What went with acts of one style, month by month before and after them; the months before are placebos, shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khural.figures.figure import Figure, Table, cell
from khural.figures.lettering import shorten
from khural.figures.scales import Heights
from khural.figures.svg import Sheet, circle, hint, line, rect, text

TOP, PLOT = 26.0, 170.0
MARKS = (0.125, 0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 4.0, 8.0)


@dataclass(frozen=True)
class ResponsePoint:
    """The rate ratio `ahead` periods after the acts, with its interval; all above zero. `ahead` < 0 is a placebo."""

    ahead: int
    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class ResponseWords:
    """The words of the figure; `before` and `after` name the two sides, `period` heads the first column."""

    title: str
    sentence: str
    before: str
    after: str
    period: str
    ratio: str
    interval: str
    notes: tuple[str, ...] = ()


def response_curve(points: Sequence[ResponsePoint], words: ResponseWords, prefix: str, width: float = 640) -> Figure:
    """Intervals as ranges around the line at 1, on a scale where halving and doubling are equally far.

    Raises ValueError without a point.
    """
    if not points:
        raise ValueError("a response needs a point")
    wide, narrow = (_draw(points, words, sheet) for sheet in (Sheet(prefix, width), Sheet(f"{prefix}-narrow", 344)))
    rows = tuple((cell(_ahead(p.ahead)), cell(f"{p.ratio:.2f}"), cell(f"{p.low:.2f} – {p.high:.2f}")) for p in points)
    table = Table((words.period, words.ratio, words.interval), rows, words.title)
    return Figure(words.title, words.sentence, wide, table, words.notes, narrow)


def _bounds(points: Sequence[ResponsePoint]) -> tuple[float, float]:
    """Symmetric around 1, so that neither direction looks larger; never closer than a fifth either way."""
    far = max(1.25, *(max(point.high, 1 / point.low) for point in points))
    top = next((mark for mark in MARKS if mark >= far), MARKS[-1])
    return 1 / top, top


def _draw(points: Sequence[ResponsePoint], words: ResponseWords, sheet: Sheet) -> str:
    left = 44.0
    low, high = _bounds(points)
    heights = Heights(low, high, TOP + PLOT, TOP, is_ratio=True)
    first, last = min(p.ahead for p in points), max(p.ahead for p in points)
    pitch = (sheet.width - left - 8) / (last - first + 1)
    zero = left + pitch * -first
    parts = [rect(left, TOP, max(zero - left, 0), PLOT, "hair", fill_opacity=0.6)] if first < 0 else []
    for mark in MARKS:
        if low <= mark <= high:
            y = heights.at(mark)
            parts += [
                line(left, y, sheet.width - 8, y, "edge" if mark == 1 else "hair"),
                text(left - 8, y + 4, f"{mark:g}", 12, "soft", anchor="end"),
            ]
    if first < 0:
        parts.append(text(left + 4, 16, shorten(words.before, 12, zero - left - 4), 12, "soft"))
    parts.append(text(zero + 4, 16, shorten(words.after, 12, sheet.width - zero - 8), 12, "accent"))
    parts += [_mark(point, left + pitch * (point.ahead - first + 0.5), heights, words) for point in points]
    return sheet.render(TOP + PLOT + 28, words.title, words.sentence, parts)


def _mark(point: ResponsePoint, x: float, heights: Heights, words: ResponseWords) -> str:
    colour = "soft" if point.ahead < 0 else "accent"
    label = _ahead(point.ahead)
    return hint(
        f"{label}: {words.ratio} {point.ratio:.2f} ({point.low:.2f} – {point.high:.2f})",
        line(x, heights.at(point.low), x, heights.at(point.high), colour, 3),
        circle(x, heights.at(point.ratio), 4, colour),
        text(x, TOP + PLOT + 20, label, 11, "soft", anchor="middle"),
    )


def _ahead(periods: int) -> str:
    return f"{periods:+d}".replace("-", "\u2212") if periods else "0"
