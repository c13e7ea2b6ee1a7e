"""How many came to each edition, above whether the party it is about sat in its seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.lettering import measure, shorten
from khural.figures.presence import GLYPHS, State, StateWords, presence_mark
from khural.figures.svg import Sheet, hint, line, rect, text

Held = Literal["held", "not_held", "unknown"]


@dataclass(frozen=True)
class EditionCount:
    """One edition: its label (a year), the reported head count, how it was counted, and the core party's state.

    `low` and `high` are the lowest and highest reported figures; both None: no figure was found. `high` None with
    `low` given: "more than `low`".
    """

    label: str
    held: Held
    low: int | None
    high: int | None
    state: State
    rule: str = ""

    def __post_init__(self) -> None:
        if self.high is not None and (self.low is None or self.high < self.low):
            raise ValueError("the highest reported figure stands beside a lowest one and is not below it")


@dataclass(frozen=True)
class HeadcountWords:
    """The words of the figure. `more_than` holds %(low)s; `between` holds %(low)s and %(high)s."""

    title: str
    sentence: str
    edition: str
    people: str
    counted: str
    party: str
    not_held: str
    unknown_edition: str
    no_count: str
    more_than: str
    between: str
    states: StateWords
    notes: tuple[str, ...] = ()

    def count(self, edition: EditionCount) -> str:
        """The reported figure in words, or why there is none."""
        if edition.held != "held":
            return self.not_held if edition.held == "not_held" else self.unknown_edition
        if edition.low is None:
            return self.no_count
        if edition.high is None:
            return self.more_than % {"low": edition.low}
        if edition.high == edition.low:
            return str(edition.low)
        return self.between % {"low": edition.low, "high": edition.high}


def headcount(editions: Sequence[EditionCount], words: HeadcountWords, prefix: str, width: float = 720) -> Figure:
    """Bars from zero for the head count (a reported range drawn as a lighter end), marks for the seat beneath."""
    table = Table(
        (words.edition, words.people, words.counted, words.party),
        tuple(_row(edition, words) for edition in editions),
        words.title,
    )
    wide = _wide(editions, words, Sheet(prefix, width))
    narrow = _narrow(editions, words, Sheet(f"{prefix}-narrow", 344))
    return Figure(words.title, words.sentence, wide, table, words.notes, narrow)


def _row(edition: EditionCount, words: HeadcountWords) -> tuple[Cell, ...]:
    seat = cell(words.states[edition.state], GLYPHS[edition.state], edition.state)
    return cell(edition.label), cell(words.count(edition)), cell(edition.rule), seat


def _top(editions: Sequence[EditionCount]) -> int:
    return max((edition.high or edition.low or 0 for edition in editions), default=0) or 1


def _says(edition: EditionCount, words: HeadcountWords) -> str:
    return f"{edition.label}: {words.count(edition)}; {words.party}: {words.states[edition.state]}"


def _wide(editions: Sequence[EditionCount], words: HeadcountWords, sheet: Sheet) -> str:
    left, base, tall = 68.0, 164.0, 136.0
    pitch = (sheet.width - left) / max(len(editions), 1)
    bar = min(36.0, pitch * 0.6)
    parts = [
        text(0, 28, shorten(words.people, 12, left - 6), colour="soft"),
        text(0, base + 56, shorten(words.party, 13, left - 6), 13, font_weight="600"),
        line(left, base, sheet.width, base, "edge"),
    ]
    for place, edition in enumerate(editions):
        x = left + pitch * (place + 0.5)
        unit = tall / _top(editions)
        low = (edition.low or 0) * unit if edition.held == "held" else 0.0
        high = max(low, (edition.high or 0) * unit) if edition.held == "held" else 0.0
        quiet = edition.held != "held" or edition.low is None
        label = text(
            x,
            base - high - 7,
            shorten(words.count(edition), 10.5, pitch + 2),
            10.5 if quiet else 12 if measure(words.count(edition), 12) < pitch - 4 else 11,
            "soft" if quiet else "ink",
            anchor="middle",
        )
        bars = [rect(x - bar / 2, base - low, bar, low, "accent")] if low else []
        bars += [_range(x - bar / 2, base - high, bar, high - low)] if high > low else []
        year = text(x, base + 18, edition.label, 12, "soft", anchor="middle")
        seat = presence_mark(sheet, edition.state, x, base + 52, 9)
        parts.append(
            hint(_says(edition, words), *bars, label, year, seat, *_seat_words(edition, words, x, base, pitch))
        )
    return sheet.render(base + 88, words.title, words.sentence, parts)


def _range(x: float, y: float, width: float, height: float) -> str:
    """The part of a bar between the lowest and the highest report."""
    return rect(x, y, width, height, "accent", fill_opacity=0.32)


def _seat_words(edition: EditionCount, words: HeadcountWords, x: float, base: float, pitch: float) -> list[str]:
    if edition.state in ("attended", "not_held", "unknown"):
        return []
    return [text(x, base + 80, shorten(words.states[edition.state], 10.5, pitch + 2), 10.5, "soft", anchor="middle")]


def _head(words: HeadcountWords, seat: float, least: float, end: float) -> str:
    """The party over its column; a long name ends where the column ends, and begins where it must."""
    if measure(words.party, 13) <= end - seat:
        return text(seat, 14, words.party, 13, font_weight="600")
    return text(end, 14, shorten(words.party, 13, end - least), 13, anchor="end", font_weight="600")


def _narrow(editions: Sequence[EditionCount], words: HeadcountWords, sheet: Sheet) -> str:
    pitch, left, seat = 32.0, 46.0, 238.0
    reach = seat - left - 74
    parts = [
        text(left, 14, shorten(words.people, 13, reach), 13, "soft"),
        _head(words, seat, left + min(measure(words.people, 13), reach) + 12, sheet.width),
    ]
    for place, edition in enumerate(editions):
        y = 22 + pitch * (place + 0.5)
        unit = reach / _top(editions)
        low = (edition.low or 0) * unit if edition.held == "held" else 0.0
        high = max(low, (edition.high or 0) * unit) if edition.held == "held" else 0.0
        bars = [rect(left, y - 8, low, 16, "accent")] if low else []
        bars += [_range(left + low, y - 8, high - low, 16)] if high > low else []
        count = shorten(words.count(edition), 13, seat - left - high - 10)
        parts.append(
            hint(
                _says(edition, words),
                line(0, y + pitch / 2, sheet.width, y + pitch / 2, "hair"),
                text(0, y + 5, edition.label, 14),
                *bars,
                text(left + high + 6, y + 5, count, 13, "ink" if high else "soft"),
                presence_mark(sheet, edition.state, seat + 8, y, 8),
                text(seat + 24, y + 5, shorten(words.states[edition.state], 13, sheet.width - seat - 24), 13, "soft"),
            )
        )
    parts.append(line(left, 22, left, 22 + pitch * len(editions), "edge"))
    return sheet.render(24 + pitch * len(editions), words.title, words.sentence, parts)
