"""The level of a series with its interval over time, dated acts beneath it, and what may come as a fan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.lettering import shorten
from khural.figures.scales import Days, Heights, ticks, written
from khural.figures.svg import Sheet, circle, element, hint, line, moves, path, rect, text


@dataclass(frozen=True)
class SeriesPoint:
    """One period: what was observed (None: the source has nothing), the level with its interval, the simple mean."""

    day: date
    observed: float | None
    level: float
    low: float
    high: float
    simple: float | None = None


@dataclass(frozen=True)
class FanPoint:
    """One coming period: the 5, 25, 50, 75 and 95 per cent points of what it may bring."""

    day: date
    quantiles: tuple[float, float, float, float, float]


@dataclass(frozen=True)
class SeriesMark:
    """A dated act beneath the series; `style` chooses its lane, `words` say what it was."""

    day: date
    style: str
    words: str


@dataclass(frozen=True)
class SeriesWords:
    """The words of the figure. `styles` names each lane in order; `period` heads the first column of the table."""

    title: str
    sentence: str
    period: str
    observed: str
    level: str
    interval: str
    simple: str
    fan: str
    nothing: str
    styles: Mapping[str, str]
    notes: tuple[str, ...] = ()


LANE, PLOT, TOP = 22.0, 190.0, 24.0


def tension_series(
    points: Sequence[SeriesPoint],
    fan: Sequence[FanPoint],
    marks: Sequence[SeriesMark],
    words: SeriesWords,
    prefix: str,
    width: float = 960,
) -> Figure:
    """Observed periods as dots, the level as a line in its interval, gaps hatched, acts in a lane per style.

    Raises ValueError without a point: where nothing is known there is no figure, and the page says so.
    """
    if not points:
        raise ValueError("a series needs a point")
    drawn = [_draw(points, fan, marks, words, Sheet(prefix, width), 14, 92.0)]
    drawn.append(_draw(points, fan, marks, words, Sheet(f"{prefix}-narrow", 344), 5, 44.0))
    return Figure(words.title, words.sentence, drawn[0], _table(points, fan, words), words.notes, drawn[1])


def _draw(
    points: Sequence[SeriesPoint],
    fan: Sequence[FanPoint],
    marks: Sequence[SeriesMark],
    words: SeriesWords,
    sheet: Sheet,
    years: int,
    left: float,
) -> str:
    last = fan[-1].day if fan else points[-1].day
    days = Days(points[0].day, max(last, points[-1].day), left, sheet.width - 8)
    steps = ticks(*_reach(points, fan))
    heights = Heights(steps[0], steps[-1], TOP + PLOT, TOP)
    parts = [*_frame(days, heights, steps, sheet, years), *_gaps(points, days, sheet)]
    parts += _fan(points[-1], fan, days, heights, words)
    parts += _level(points, days, heights)
    parts += [_dot(point, days, heights, words) for point in points if point.observed is not None]
    parts += _labels(points, fan, days, words, sheet)
    bottom = TOP + PLOT + 30
    parts += _lanes(marks, words, days, bottom)
    return sheet.render(bottom + LANE * len(words.styles) + 6, words.title, words.sentence, parts)


def _reach(points: Sequence[SeriesPoint], fan: Sequence[FanPoint]) -> tuple[float, float]:
    values = [value for point in points for value in (point.low, point.high, point.observed) if value is not None]
    values += [value for point in fan for value in point.quantiles]
    low, high = min(values), max(values)
    return (min(low, 0.0), max(high, 0.0))


def _frame(days: Days, heights: Heights, steps: Sequence[float], sheet: Sheet, years: int) -> list[str]:
    parts = []
    for step in steps:
        y = heights.at(step)
        colour = "edge" if step == 0 else "hair"
        parts += [
            line(days.left, y, days.right, y, colour),
            text(days.left - 8, y + 4, written(step, steps), 12, "soft", anchor="end"),
        ]
    for year in days.years(years):
        x = days.at(date(year, 1, 1))
        parts += [
            line(x, heights.bottom, x, heights.bottom + 5, "edge"),
            text(min(x, sheet.width - 18), heights.bottom + 20, str(year), 12, "soft", anchor="middle"),
        ]
    return parts


def _gaps(points: Sequence[SeriesPoint], days: Days, sheet: Sheet) -> list[str]:
    """Periods in which the source has nothing, hatched along the foot."""
    ends = [*(point.day for point in points[1:]), days.last]
    return [
        rect(days.at(point.day), TOP + PLOT - 5, max(days.at(end) - days.at(point.day), 1.0), 5, sheet.hatch)
        for point, end in zip(points, ends, strict=True)
        if point.observed is None
    ]


def _band(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]], fill: str, opacity: float) -> str:
    corners = [*upper, *reversed(lower)]
    d = "".join(moves("%s%%s %%s" % ("L" if n else "M"), x, y) for n, (x, y) in enumerate(corners)) + "Z"
    return element("path", d=d, fill_opacity=opacity, fill="#1d5c63", _class=f"f-{fill}")


def _line(corners: Sequence[tuple[float, float]]) -> str:
    return "".join(moves("%s%%s %%s" % ("L" if n else "M"), x, y) for n, (x, y) in enumerate(corners))


def _level(points: Sequence[SeriesPoint], days: Days, heights: Heights) -> list[str]:
    def along(value: Callable[[SeriesPoint], float]) -> list[tuple[float, float]]:
        return [(days.at(point.day), heights.at(value(point))) for point in points]

    simple = [(days.at(p.day), heights.at(p.simple)) for p in points if p.simple is not None]
    parts = [_band(along(lambda p: p.high), along(lambda p: p.low), "accent", 0.2)]
    if simple:
        parts.append(
            element("path", d=_line(simple), fill="none", stroke="#837c6f", _class="s-edge", stroke_dasharray="3 3")
        )
    return [*parts, path(_line(along(lambda p: p.level)), stroke="accent", width=2)]


def _fan(last: SeriesPoint, fan: Sequence[FanPoint], days: Days, heights: Heights, words: SeriesWords) -> list[str]:
    if not fan:
        return []
    places = [(days.at(last.day), (heights.at(last.level),) * 5)]
    places += [
        (
            days.at(p.day),
            (
                heights.at(p.quantiles[0]),
                heights.at(p.quantiles[1]),
                heights.at(p.quantiles[2]),
                heights.at(p.quantiles[3]),
                heights.at(p.quantiles[4]),
            ),
        )
        for p in fan
    ]
    outer = _band([(x, q[4]) for x, q in places], [(x, q[0]) for x, q in places], "accent", 0.12)
    inner = _band([(x, q[3]) for x, q in places], [(x, q[1]) for x, q in places], "accent", 0.25)
    middle = path(_line([(x, q[2]) for x, q in places]), stroke="edge", width=1.4)
    edge = days.at(last.day)
    return [hint(words.fan, outer, inner, middle), line(edge, TOP, edge, TOP + PLOT, "edge", 1, "2 3")]


def _dot(point: SeriesPoint, days: Days, heights: Heights, words: SeriesWords) -> str:
    assert point.observed is not None
    mark = circle(days.at(point.day), heights.at(point.observed), 1.7, "soft")
    return hint(f"{point.day}: {words.observed} {_number(point.observed)}", mark)


def _labels(
    points: Sequence[SeriesPoint],
    fan: Sequence[FanPoint],
    days: Days,
    words: SeriesWords,
    sheet: Sheet,
) -> list[str]:
    """Direct labels: the level above the plot at its left, the fan above its own stretch."""
    split = days.at(points[-1].day)
    parts = [text(days.left, 14, shorten(words.level, 12, split - days.left - 8), 12, "accent")]
    if fan:
        reach = sheet.width - days.left - 8
        parts.append(text(sheet.width - 8, 14, shorten(words.fan, 12, reach / 2), 12, "soft", anchor="end"))
    return parts


def _lanes(marks: Sequence[SeriesMark], words: SeriesWords, days: Days, top: float) -> list[str]:
    parts = []
    for place, (style, name) in enumerate(words.styles.items()):
        y = top + LANE * (place + 0.5)
        parts += [
            line(days.left, y, days.right, y, "hair"),
            text(0, y + 4, shorten(name, 11, days.left - 8), 11, "soft"),
        ]
        inside = [mark for mark in marks if mark.style == style and days.first <= mark.day <= days.last]
        for mark in inside:
            x = days.at(mark.day)
            parts.append(hint(f"{mark.day}: {mark.words}", line(x, y - 7, x, y + 7, "ink", 2)))
    return parts


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "\u2212")


def _table(points: Sequence[SeriesPoint], fan: Sequence[FanPoint], words: SeriesWords) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            cell(str(point.day)),
            cell(words.nothing, kind="unknown") if point.observed is None else cell(_number(point.observed)),
            cell(_number(point.level)),
            cell(f"{_number(point.low)} – {_number(point.high)}"),
        )
        for point in points
    ]
    rows += [
        (
            cell(f"{point.day}: {words.fan}"),
            cell("–"),
            cell(_number(point.quantiles[2])),
            cell(f"{_number(point.quantiles[0])} – {_number(point.quantiles[4])}"),
        )
        for point in fan
    ]
    return Table((words.period, words.observed, words.level, words.interval), tuple(rows), words.title)
