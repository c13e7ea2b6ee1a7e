"""States of attendance as marks and words: filled came, ring stayed away, hatched unknown, dash not held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from khural.figures.svg import Sheet, circle, line, moves, path, rect

State = Literal[
    "invited",
    "tentative",
    "accepted",
    "declined",
    "cancelled",
    "no_show",
    "attended",
    "absent",
    "not_invited",
    "unknown",
    "not_held",
]
STATES: tuple[State, ...] = get_args(State)
StateWords = Mapping[State, str]

GLYPHS: dict[State, str] = {
    "attended": "●",
    "accepted": "◐",
    "tentative": "◌",
    "invited": "·",
    "declined": "⊖",
    "cancelled": "⊘",
    "no_show": "⊙",
    "absent": "○",
    "not_invited": "×",
    "unknown": "▨",
    "not_held": "–",
}


def presence_mark(sheet: Sheet, state: State, x: float, y: float, radius: float = 9) -> str:
    """The mark of `state` with its centre at (x, y)."""
    ring = circle(x, y, radius, "paper", "ink")
    marks = {
        "attended": lambda: circle(x, y, radius, "ink", "ink"),
        "accepted": lambda: (
            ring + path(moves("M%s %sa%s %s 0 0 1 0 %sz", x, y - radius, radius, radius, 2 * radius), "ink")
        ),
        "tentative": lambda: circle(x, y, radius, "none", "edge", 1.2),
        "invited": lambda: circle(x, y, radius / 3, "edge"),
        "declined": lambda: ring + line(x - radius / 2, y, x + radius / 2, y, "ink", 1.6),
        "cancelled": lambda: ring + _slash(x, y, radius),
        "no_show": lambda: ring + circle(x, y, radius / 4, "ink"),
        "absent": lambda: ring,
        "not_invited": lambda: _slash(x, y, radius * 0.6) + _slash(x, y, radius * 0.6, -1),
        "unknown": lambda: _unknown(sheet, x, y, radius),
        "not_held": lambda: line(x - radius / 2, y, x + radius / 2, y, "edge", 1.6),
    }
    return marks[state]()


def _slash(x: float, y: float, radius: float, turn: int = 1) -> str:
    reach = radius * 0.7
    return line(x - reach, y + turn * reach, x + reach, y - turn * reach, "ink", 1.6)


def _unknown(sheet: Sheet, x: float, y: float, radius: float) -> str:
    size = 2 * radius
    outline = moves("M%s %sh%sv%sh%sz", x - radius, y - radius, size, size, -size)
    return rect(x - radius, y - radius, size, size, sheet.hatch) + path(outline, "none", "unknown", 1)
