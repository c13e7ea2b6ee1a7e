"""SVG as text: escaped, deterministic, without style attributes or scripts.

Colours are presentation attributes (a drawing saved alone stays readable) beside classes (a page's stylesheet decides
for light, dark and print). A strict Content-Security-Policy permits both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

FILLS = {
    "ink": "#1c2024",
    "soft": "#565d65",
    "accent": "#1d5c63",
    "accent-soft": "#e3efee",
    "edge": "#837c6f",
    "line": "#d8d3c7",
    "hair": "#ece8de",
    "paper": "#fbfaf6",
    "unknown": "#8d8678",
    "yes": "#1f6a73",
    "mixed": "#6b6353",
    "no": "#94432f",
    "yes-soft": "#dcebea",
    "mixed-soft": "#eeeae0",
    "no-soft": "#f6e4de",
    "p1": "#9a4f51",
    "p2": "#8e5b36",
    "p3": "#786829",
    "p4": "#4e7545",
    "p5": "#297772",
    "p6": "#316f97",
    "p7": "#685e9e",
    "p8": "#8c5180",
}

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PREFIX = re.compile(r"[a-z][a-z0-9-]*\Z")


def plain(text: str) -> str:
    """`text` without what XML forbids and without marks that would reorder its neighbours; spaces made single."""
    return " ".join(_DIRECTION.sub("", _ILLEGAL.sub("", text)).split())


def number(value: float) -> str:
    """A coordinate with at most two decimals, the same on every machine."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One element. Attribute names take `_` for `-`; a leading `_` is dropped (`_class`). Children are markup."""
    written = "".join(
        f' {key.lstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def text(x: float, y: float, words: str, size: float = 12, colour: str = "ink", **more: str | float) -> str:
    """A line of text at its baseline; `anchor` start, middle or end."""
    anchor = str(more.pop("anchor", ""))
    extra = str(more.pop("_class", ""))
    classes = f"f-{colour} {extra}".strip()
    attributes: dict[str, str | float] = {"x": x, "y": y, "font_size": size, "text_anchor": anchor, **more}
    return element("text", escape(plain(words)), **attributes, fill=FILLS[colour], _class=classes)


def rect(x: float, y: float, width: float, height: float, fill: str, **more: str | float) -> str:
    """A filled rectangle; `fill` is a colour's name or `url(#id)`."""
    return element("rect", x=x, y=y, width=width, height=height, **_fill(fill), **more)


def line(x1: float, y1: float, x2: float, y2: float, colour: str = "line", width: float = 1, dash: str = "") -> str:
    """A straight line."""
    paint: dict[str, str | float] = {"stroke": FILLS[colour], "_class": f"s-{colour}", "stroke_dasharray": dash}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_width=width, **paint)


def circle(x: float, y: float, radius: float, fill: str = "none", stroke: str = "", width: float = 1.6) -> str:
    """A disc, a ring, or both."""
    return element("circle", cx=x, cy=y, r=radius, **outlined(fill, stroke, width))


def moves(template: str, *values: float) -> str:
    """Path data: each `%s` of `template` filled with one coordinate."""
    return template % tuple(number(value) for value in values)


def path(d: str, fill: str = "none", stroke: str = "", width: float = 1.6) -> str:
    """A path."""
    return element("path", d=d, **outlined(fill, stroke, width))


def outlined(fill: str, stroke: str, width: float) -> dict[str, str | float]:
    """Attributes that fill with one named colour and outline with another; either may be missing."""
    paint = _fill(fill)
    if stroke:
        classes = f"{paint.get('_class', '')} s-{stroke}".strip()
        paint |= {"stroke": FILLS[stroke], "stroke_width": width, "_class": classes}
    return paint


def _fill(fill: str) -> dict[str, str | float]:
    if fill == "none" or fill.startswith("url("):
        return {"fill": fill}
    return {"fill": FILLS[fill], "_class": f"f-{fill}"}


def hint(words: str, *children: str, **attributes: str) -> str:
    """A group of marks with the words a pointer shows; the table holds the same words for everybody else."""
    return element("g", element("title", escape(plain(words))), *children, **attributes)


@dataclass(frozen=True)
class Sheet:
    """An SVG in the making. `prefix` keeps its ids apart from those of every other figure on the page."""

    prefix: str
    width: float

    def __post_init__(self) -> None:
        if not _PREFIX.match(self.prefix):
            raise ValueError("an id prefix is lower-case letters, digits and hyphens, and begins with a letter")

    @property
    def hatch(self) -> str:
        """The fill for what is unknown or withheld."""
        return f"url(#{self.prefix}-hatch)"

    def render(self, height: float, title: str, description: str, parts: Iterable[str]) -> str:
        """The whole document, `width` x `height` units of one CSS pixel each at full size."""
        names = {"title": f"{self.prefix}-title", "desc": f"{self.prefix}-desc"}
        return element(
            "svg",
            element("title", escape(plain(title)), id=names["title"]),
            element("desc", escape(plain(description)), id=names["desc"]),
            element("defs", self._hatch_pattern()),
            *parts,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(self.width)} {number(height)}",
            width=self.width,
            height=height,
            role="img",
            aria_labelledby=" ".join(names.values()),
            font_family="system-ui, 'Noto Sans', 'Noto Sans CJK KR', sans-serif",
        )

    def _hatch_pattern(self) -> str:
        lines = line(0, 0, 0, 6, "unknown", 2)
        units = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        return element("pattern", lines, id=f"{self.prefix}-hatch", width=6, height=6, **units)
