"""Tiles and total bars of the agreement figure."""

from __future__ import annotations

from khural.figures.agreement_words import GLYPHS, AgreementWords, PartyLabel, Row
from khural.figures.lettering import measure, shorten, wrap
from khural.figures.svg import Sheet, element, hint, moves, outlined, path, rect, text
from khural.publishing import PublishedTotal

HALF_STEP = 2.5
"""A published total is a multiple of five: the true one lies within this of it."""
ROOM_FOR_WORDS = 50
_COLOURS = {"mostly_agree": "yes", "mixed": "mixed", "mostly_disagree": "no"}
_SHAPES = {
    "mostly_agree": "M%s %sl7.5 13h-15z",
    "mixed": "M%s %sl7 7l-7 7l-7 -7z",
    "mostly_disagree": "M%s %sm-7.5 1h15l-7.5 13z",
}


def swatch(x: float, y: float, colour: str) -> str:
    """A small block that ties a head to its bars."""
    return rect(x, y, 10, 10, colour, rx=2)


def tile(
    sheet: Sheet,
    row: Row,
    party: PartyLabel,
    words: AgreementWords,
    x: float,
    y: float,
    width: float,
    height: float,
    named: bool,
) -> str:
    """One party on one statement. `named`: with the party's short name in place of the word of the band."""
    kind = row.kind(party.party)
    says = f"{row.label.text} {party.name}: {words.cells[kind]}"
    word = party.short if named else words.cells[kind]
    middle = x + width / 2
    if kind in _COLOURS:
        parts = _band(kind, x, y, width, height)
    elif kind == "withheld":
        parts = [rect(x, y, width, height, sheet.hatch, rx=4)]
    else:
        parts = [_outline(x, y, width, height, "2 4" if kind == "not_enough_votes" else "")]
    if width >= ROOM_FOR_WORDS or named:
        lines = wrap(word, 11.5, width - 4, 1 if kind in _COLOURS else 2)
        if named and kind in ("no_consent", "already_published"):
            lines = (GLYPHS[kind], *lines)
        parts += _worded(lines, middle, y, height, kind)
    return hint(says, *parts, _class=f"tile tile-{kind}")


def _band(kind: str, x: float, y: float, width: float, height: float) -> list[str]:
    colour = _COLOURS[kind]
    shape = path(moves(_SHAPES[kind], x + width / 2, y + height / 2 - 16), colour)
    return [rect(x, y, width, height, f"{colour}-soft", rx=4), shape]


def _outline(x: float, y: float, width: float, height: float, dash: str) -> str:
    """An empty tile: dotted where a party gave too few votes, a thin line where it has not agreed to be shown."""
    paint = outlined("none", "edge", 1)
    return element(
        "rect", x=x + 0.5, y=y + 0.5, width=width - 1, height=height - 1, rx=4, stroke_dasharray=dash, **paint
    )


def _worded(lines: tuple[str, ...], middle: float, y: float, height: float, kind: str) -> list[str]:
    if kind in _COLOURS:
        return [text(middle, y + height / 2 + 15, lines[0], 11.5, anchor="middle")]
    first = y + height / 2 + 4 - 7 * (len(lines) - 1)
    parts = []
    for number, words in enumerate(lines):
        room = measure(words, 11.5) + 4
        if kind == "withheld":
            parts.append(rect(middle - room / 2, first + 14 * number - 11, room, 15, "paper"))
        parts.append(text(middle, first + 14 * number, words, 11.5, "soft", anchor="middle"))
    return parts


def total_bars(row: Row, words: AgreementWords, x: float, y: float, width: float, scale: int) -> str:
    """Agreement above disagreement: a bar from zero to what is certain, lighter over what rounding leaves open."""
    both = ((row.published.agree, "yes", words.agree), (row.published.disagree, "no", words.disagree))
    says = "; ".join(f"{name}: {words.total(total)}" for total, _, name in both)
    parts = []
    for place, (total, colour, _) in enumerate(both):
        parts += _bar(total, colour, words.total(total), x, y + 20.0 * place, width, scale)
    return hint(f"{row.label.text} {says}", *parts, _class="totals")


def _bar(total: PublishedTotal, colour: str, says: str, x: float, y: float, width: float, scale: int) -> list[str]:
    long = width * 0.5
    label = text(
        x + long + 8, y + 13.5, shorten(says, 12, width - long - 8), 12, "soft" if total.about is None else "ink"
    )
    if total.about is None or total.of is None:
        return [_outline(x, y + 5, long, 9, "2 4"), label]
    unit = long / scale
    low, high = _bounds(total.about, total.of, str(total.coding))
    return [
        rect(x, y + 4, total.of * unit, 11, "hair", rx=2),
        rect(x, y + 4, low * unit, 11, colour, rx=2),
        rect(x + low * unit, y + 4, (high - low) * unit, 11, colour, fill_opacity=0.4),
        label,
    ]


def _bounds(about: int, of: int, coding: str) -> tuple[float, float]:
    if coding == "at_least":
        return float(about), float(of)
    if coding == "at_most":
        return 0.0, float(about)
    return max(about - HALF_STEP, 0.0), min(about + HALF_STEP, float(of))
