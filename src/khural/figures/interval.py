"""A share with its interval on a line from 0 to 100, small enough to stand in a row of a table that holds the words."""

from __future__ import annotations

from khural.figures.svg import circle, element, line

WIDTH, HEIGHT = 120.0, 16.0


def share_mark(percent: int, low: int, high: int, colour: str = "yes") -> str:
    """A dot at `percent`, a bar from `low` to `high`, a tick in the middle. Hidden from screen readers."""
    inside, y = WIDTH - 12, HEIGHT / 2
    at = [6 + inside * value / 100 for value in (percent, low, high)]
    parts = (
        line(6, y, WIDTH - 6, y, "line"),
        line(WIDTH / 2, 2, WIDTH / 2, HEIGHT - 2, "line"),
        line(at[1], y, at[2], y, "edge", 3),
        circle(at[0], y, 5, colour),
    )
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        width=WIDTH,
        height=HEIGHT,
        aria_hidden="true",
        focusable="false",
    )
