"""Candidates by their weakest tie and by how much is known of it: the plane on which a ranking stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.lettering import measure, shorten
from khural.figures.svg import Sheet, circle, hint, line, text

VOLUMES = (5, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000)
TOP, HEIGHT, BELOW = 16.0, 300.0, 44.0
ROW, NARROW, LISTED = 30.0, 344.0, 15


@dataclass(frozen=True)
class PlanePoint:
    """One candidate: the score of its weakest tie with its interval, and the events of its thinnest tie.

    `rank` and `ranks` are words. `is_marked` draws it filled, with its name whatever the room.
    """

    name: str
    score: float
    low: float
    high: float
    events: float
    rank: str
    ranks: str
    is_marked: bool = False


@dataclass(frozen=True)
class PlaneWords:
    """The words of the figure; `cordial` stands at the line under which a tie is not cordial."""

    title: str
    sentence: str
    candidate: str
    rank: str
    ranks: str
    score: str
    interval: str
    events: str
    cordial: str
    notes: tuple[str, ...] = ()


def plane(points: Sequence[PlanePoint], cordial: float, words: PlaneWords, prefix: str, width: float = 960) -> Figure:
    """Points in the given order, best first; a narrow screen gets the first of them as rows. ValueError without one."""
    if not points:
        raise ValueError("a plane needs a candidate")
    header = (words.candidate, words.rank, words.ranks, words.score, words.interval, words.events)
    table = Table(header, tuple(_row(point) for point in points), words.title)
    wide = _Plane(Sheet(prefix, width), points, cordial).draw(words)
    narrow = _rows(points[:LISTED], cordial, words, Sheet(f"{prefix}-narrow", NARROW))
    return Figure(words.title, words.sentence, wide, table, words.notes, narrow)


def _row(point: PlanePoint) -> tuple[Cell, ...]:
    interval = f"{point.low:.3f}–{point.high:.3f}"
    numbers = (point.rank, point.ranks, f"{point.score:.3f}", interval, f"{point.events:.0f}")
    return (cell(point.name), *map(cell, numbers))


def _says(point: PlanePoint) -> str:
    return f"{point.rank}. {point.name}: {point.score:.3f} ({point.low:.3f}–{point.high:.3f})"


class _Plane:
    """The wide drawing: volume to the right on a scale of factors, the score upwards from the lowest shown."""

    def __init__(self, sheet: Sheet, points: Sequence[PlanePoint], cordial: float) -> None:
        self.sheet, self.points, self.cordial = sheet, points, cordial
        self.left, self.right, self.base = 52.0, sheet.width - 16, TOP + HEIGHT
        self.floor = min(cordial, math.floor(min(point.low for point in points) * 10) / 10)
        volumes = [math.log(max(point.events, 1)) for point in points]
        self.first, self.last = min(volumes) - 0.15, max(volumes) + 0.35

    def x(self, events: float) -> float:
        share = (math.log(max(events, 1)) - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * share

    def y(self, score: float) -> float:
        return self.base - HEIGHT * (score - self.floor) / (1 - self.floor)

    def draw(self, words: PlaneWords) -> str:
        parts = [*self._axes(words), *self._points()]
        return self.sheet.render(self.base + BELOW, words.title, words.sentence, parts)

    def _axes(self, words: PlaneWords) -> list[str]:
        parts = [line(self.left, self.base, self.right, self.base, "edge")]
        for tenth in range(round(self.floor * 10), 11):
            y = self.y(tenth / 10)
            parts.append(line(self.left, y, self.right, y, "hair"))
            parts.append(text(self.left - 8, y + 4, f"{tenth / 10:.1f}", 12, "soft", anchor="end"))
        for events in VOLUMES:
            if self.first <= math.log(events) <= self.last:
                x = self.x(events)
                parts.append(line(x, self.base, x, self.base + 5, "edge"))
                parts.append(text(x, self.base + 19, str(events), 12, "soft", anchor="middle"))
        parts.append(text(self.right, self.base + 36, words.events, 12, "soft", anchor="end"))
        parts.append(text(self.left, TOP - 4, words.score, 12, "soft"))
        y = self.y(self.cordial)
        parts.append(line(self.left, y, self.right, y, "edge", 1.2, "5 4"))
        parts.append(text(self.right, y - 5, words.cordial, 12, "soft", anchor="end"))
        return parts

    def _points(self) -> list[str]:
        names = self._names()
        return [
            hint(_says(point), *self._mark(point), *([names[place]] if place in names else []))
            for place, point in enumerate(self.points)
        ]

    def _mark(self, point: PlanePoint) -> list[str]:
        x = self.x(point.events)
        fill = "accent" if point.is_marked else "paper"
        return [
            line(x, self.y(point.low), x, self.y(point.high), "unknown", 1.2),
            circle(x, self.y(point.score), 5 if point.is_marked else 4, fill, "accent", 1.6),
        ]

    def _names(self) -> dict[int, str]:
        """Names right of their points, marked ones first, those that would touch another left to the table."""
        taken: list[tuple[float, float, float, float]] = [
            (x - 5, y - 6, x + 5, y + 6) for x, y in ((self.x(p.events), self.y(p.score)) for p in self.points)
        ]
        found: dict[int, str] = {}
        order = sorted(range(len(self.points)), key=lambda place: (not self.points[place].is_marked, place))
        for place in order:
            point = self.points[place]
            x, y = self.x(point.events) + 8, self.y(point.score) + 4
            box = (x, y - 11, x + measure(point.name, 12), y + 3)
            if box[2] > self.right or any(_touch(box, other) for other in taken):
                continue
            taken.append(box)
            weight = "600" if point.is_marked else ""
            found[place] = text(x, y, point.name, 12, "ink" if point.is_marked else "soft", font_weight=weight)
        return found


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _rows(points: Sequence[PlanePoint], cordial: float, words: PlaneWords, sheet: Sheet) -> str:
    """One row per candidate: name, score with its interval from the cordial line to 1."""
    left, right = 128.0, sheet.width - 44
    floor = min(cordial, min(point.low for point in points))

    def x(score: float) -> float:
        return left + (right - left) * (score - floor) / (1 - floor)

    parts = [text(0, 14, words.candidate, 12, "soft"), text(sheet.width, 14, words.score, 12, "soft", anchor="end")]
    for place, point in enumerate(points):
        y = 22 + ROW * (place + 0.5)
        name = shorten(f"{point.rank}. {point.name}", 13, left - 10)
        weight = "600" if point.is_marked else ""
        fill = "accent" if point.is_marked else "paper"
        marks = (
            line(0, y + ROW / 2, sheet.width, y + ROW / 2, "hair"),
            text(0, y + 5, name, 13, font_weight=weight),
            line(x(point.low), y, x(point.high), y, "unknown", 2),
            circle(x(point.score), y, 5, fill, "accent", 1.6),
            text(sheet.width, y + 5, f"{point.score:.2f}", 13, "soft", anchor="end"),
        )
        parts.append(hint(_says(point), *marks))
    return sheet.render(26 + ROW * len(points), words.title, words.sentence, parts)
