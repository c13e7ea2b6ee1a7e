"""The ties of one host to each party over the years, as far as sources show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.lettering import measure, shorten
from khural.figures.svg import Sheet, circle, hint, line, moves, path, rect, text

TieKind = Literal["relations", "embassy_there", "embassy_here", "visit_there", "visit_here", "partnership"]


@dataclass(frozen=True)
class Tie:
    """One sourced tie. Dates are ISO 8601, shortened to a month or a year where no day is known.

    `end` empty: an embassy or partnership still open at the end of the strip; a visit without an end is one day. `gap`
    marks a span in which the tie's state is unknown: it is hatched, never drawn as a tie or as its absence.
    """

    kind: TieKind
    start: str
    end: str = ""
    label: str = ""
    source: str = ""
    gap: bool = False


@dataclass(frozen=True)
class PartyTies:
    """One party and its ties to the host; no ties means that no usable source was found, and is hatched."""

    name: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class RelationWords:
    """The words of the figure; `kinds` names each kind of tie, `unknown` what the hatching means."""

    title: str
    sentence: str
    party: str
    tie: str
    start: str
    end: str
    what: str
    source: str
    open_end: str
    unknown: str
    kinds: dict[TieKind, str]
    notes: tuple[str, ...] = ()


LANES: dict[TieKind, int] = {
    "relations": 0,
    "partnership": 0,
    "embassy_there": 1,
    "embassy_here": 2,
    "visit_there": 3,
    "visit_here": 3,
}
_LANE = 12.0
_ROW = 66.0


def relation_strip(
    parties: Sequence[PartyTies], first: int, last: int, words: RelationWords, prefix: str, width: float = 960
) -> Figure:
    """One strip per party in the given order, from the beginning of year `first` to the end of year `last`."""
    if last < first:
        raise ValueError("the strip ends before it begins")
    header = (words.party, words.tie, words.start, words.end, words.what, words.source)
    rows = tuple(row for party in parties for row in _rows(party, words))
    table = Table(header, rows, words.title)
    left = min(180.0, max((measure(party.name, 14) for party in parties), default=0) + 18)
    wide = _Strip(Sheet(prefix, width), first, last, left, 0.0, 20).draw(parties, words)
    narrow = _Strip(Sheet(f"{prefix}-narrow", 344), first, last, 0.0, 20.0, 40).draw(parties, words)
    return Figure(words.title, words.sentence, wide, table, words.notes, narrow)


def _rows(party: PartyTies, words: RelationWords) -> list[tuple[Cell, ...]]:
    if not party.ties:
        return [(cell(party.name), cell(words.unknown, "▨", "unknown"), *[cell("")] * 4)]
    return [_tie_row(party, tie, words) for tie in party.ties]


def _tie_row(party: PartyTies, tie: Tie, words: RelationWords) -> tuple[Cell, ...]:
    end = tie.end or (words.open_end if _is_span(tie) else "")
    kind = cell(words.kinds[tie.kind], "▨", "unknown") if tie.gap else cell(words.kinds[tie.kind])
    what = f"{tie.label} ({words.unknown})" if tie.gap and tie.label else words.unknown if tie.gap else tie.label
    return cell(party.name), kind, cell(tie.start), cell(end), cell(what), cell(tie.source)


def _is_span(tie: Tie) -> bool:
    return tie.kind in ("embassy_there", "embassy_here", "partnership")


def _says(party: PartyTies, tie: Tie, words: RelationWords) -> str:
    return ", ".join(value for value in (c.text for c in _tie_row(party, tie, words)[:5]) if value)


def year_of(date: str) -> float:
    """An ISO date as a fraction of years; a bare year is its beginning, a bare month the month's."""
    parts = [int(part) for part in date.split("-")]
    month = parts[1] if len(parts) > 1 else 1
    day = parts[2] if len(parts) > 2 else 1
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError(f"not a date: {date}")
    return parts[0] + (month - 1) / 12 + (day - 1) / 372


@dataclass(frozen=True)
class _Strip:
    """The geometry of one drawing: names stand to the left of a strip (`left`) or above it (`over`)."""

    sheet: Sheet
    first: int
    last: int
    left: float
    over: float
    tick: int

    def x(self, date: str) -> float:
        share = (year_of(date) - self.first) / (self.last + 1 - self.first)
        return self.left + (self.sheet.width - self.left - 8) * min(max(share, 0.0), 1.0)

    @property
    def end(self) -> float:
        return self.sheet.width - 8

    def draw(self, parties: Sequence[PartyTies], words: RelationWords) -> str:
        row, top = _ROW + self.over, 26.0
        bottom = top + row * len(parties)
        parts = self._years(top, bottom)
        for place, party in enumerate(parties):
            y = top + row * place
            name_y = y + (16 if self.over else row / 2 + 5)
            room = self.sheet.width if self.over else self.left - 12
            parts.append(line(0, y + row, self.sheet.width, y + row, "line"))
            parts.append(text(0, name_y, shorten(party.name, 14, room), 14, font_weight="600"))
            parts += self._party(party, words, y + self.over + 12)
        return self.sheet.render(bottom + 2, words.title, words.sentence, parts)

    def _years(self, top: float, bottom: float) -> list[str]:
        parts = [line(0, top, self.sheet.width, top, "edge")]
        for year in range(-(-self.first // self.tick) * self.tick, self.last + 1, self.tick):
            x = self.x(str(year))
            parts.append(line(x, top, x, bottom, "hair"))
            anchor = "start" if x < self.left + 12 else "middle" if x < self.end - 14 else "end"
            parts.append(text(x, top - 8, str(year), 12, "soft", anchor=anchor))
        return parts

    def _party(self, party: PartyTies, words: RelationWords, y: float) -> list[str]:
        if not party.ties:
            height = 4 * _LANE - 6
            hatched = rect(self.left, y - 3, self.end - self.left, height, self.sheet.hatch)
            middle = (self.left + self.end) / 2
            room = measure(words.unknown, 13) + 16
            label = text(middle, y + height / 2 + 1, words.unknown, 13, "soft", anchor="middle")
            back = rect(middle - room / 2, y + height / 2 - 13, room, 20, "paper")
            return [hint(f"{party.name}: {words.unknown}", hatched, back, label)]
        ordered = sorted(party.ties, key=lambda tie: (LANES[tie.kind], tie.start, tie.end))
        return [hint(_says(party, tie, words), self._mark(tie, y + _LANE * LANES[tie.kind])) for tie in ordered]

    def _mark(self, tie: Tie, y: float) -> str:
        start, end = self.x(tie.start), self.x(tie.end) if tie.end else self.end
        if tie.gap:
            return rect(start, y - 4, max(end - start, 3), 8, self.sheet.hatch)
        return _DRAW[tie.kind](start, end, y)


def _relations(start: float, end: float, y: float) -> str:
    diamond = moves("M%s %sl5 5l-5 5l-5 -5z", start, y - 5)
    return line(start, y, end, y, "edge", 1.2) + path(diamond, "ink")


def _partnership(start: float, end: float, y: float) -> str:
    return rect(start, y - 2.5, max(end - start, 2), 5, "ink") + line(start, y - 5, start, y + 5, "ink", 1.6)


def _there(start: float, end: float, y: float) -> str:
    return rect(start, y - 4, max(end - start, 2), 8, "accent")


def _here(start: float, end: float, y: float) -> str:
    return path(
        moves("M%s %sh%sv7h%sz", start, y - 3.5, max(end - start, 2), -max(end - start, 2)),
        "accent-soft",
        "accent",
        1.2,
    )


def _visit_there(start: float, _end: float, y: float) -> str:
    return path(moves("M%s %sl5 8h-10z", start, y - 4), "accent")


def _visit_here(start: float, _end: float, y: float) -> str:
    return circle(start, y, 4, "paper", "ink", 1.6)


_DRAW: dict[TieKind, Callable[[float, float, float], str]] = {
    "relations": _relations,
    "partnership": _partnership,
    "embassy_there": _there,
    "embassy_here": _here,
    "visit_there": _visit_there,
    "visit_here": _visit_here,
}
