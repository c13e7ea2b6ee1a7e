"""What event data hold between one candidate and each party, year by year: cooperation up, conflict down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.lettering import measure, shorten
from khural.figures.svg import Sheet, hint, line, rect, text

UP, DOWN, GAP = 34.0, 20.0, 18.0


@dataclass(frozen=True)
class TieYear:
    """One year; both counts None: the source does not cover it. `is_thin`: too few events to know the tie."""

    year: int
    cooperation: int | None
    conflict: int | None
    is_thin: bool = False


@dataclass(frozen=True)
class PartyYears:
    """One party and its years, in order."""

    name: str
    years: tuple[TieYear, ...]


@dataclass(frozen=True)
class TieYearWords:
    """The words of the figure; `thin` and `nothing` say what the hatching means."""

    title: str
    sentence: str
    party: str
    year: str
    cooperation: str
    conflict: str
    thin: str
    nothing: str
    notes: tuple[str, ...] = ()


def tie_years(parties: Sequence[PartyYears], words: TieYearWords, prefix: str, width: float = 960) -> Figure:
    """One strip per party in the given order, all on one scale (square roots, so that small counts are seen)."""
    if not parties or not parties[0].years:
        raise ValueError("the strips need a party and a year")
    header = (words.party, words.year, words.cooperation, words.conflict)
    rows = tuple(_row(party, year, words) for party in parties for year in party.years)
    left = min(180.0, max(measure(party.name, 14) for party in parties) + 18)
    wide = _draw(Sheet(prefix, width), parties, words, left, 0.0)
    narrow = _draw(Sheet(f"{prefix}-narrow", 344), parties, words, 0.0, 20.0)
    return Figure(words.title, words.sentence, wide, Table(header, rows, words.title), words.notes, narrow)


def _row(party: PartyYears, year: TieYear, words: TieYearWords) -> tuple[Cell, ...]:
    if year.cooperation is None or year.conflict is None:
        return cell(party.name), cell(str(year.year)), cell(words.nothing, "▨", "unknown"), cell("")
    thin = f" ({words.thin})" if year.is_thin else ""
    return cell(party.name), cell(str(year.year)), cell(f"{year.cooperation}{thin}"), cell(str(year.conflict))


def _draw(sheet: Sheet, parties: Sequence[PartyYears], words: TieYearWords, left: float, over: float) -> str:
    row = UP + DOWN + GAP + over
    top, right = 26.0, sheet.width - 8
    years = [year.year for year in parties[0].years]
    pitch = (right - left) / len(years)
    most = max((max(y.cooperation or 0, y.conflict or 0) for party in parties for y in party.years), default=1) or 1
    parts = _years(years, left, pitch, top, sheet.width)
    for place, party in enumerate(parties):
        y = top + row * place
        room = sheet.width if over else left - 12
        parts.append(line(0, y + row, sheet.width, y + row, "line"))
        parts.append(text(0, y + (16 if over else UP + 5), shorten(party.name, 14, room), 14, font_weight="600"))
        base = y + over + UP
        parts.append(line(left, base, right, base, "edge"))
        for column, year in enumerate(party.years):
            parts.append(_bar(sheet, party, year, words, left + pitch * column, base, pitch, most))
    return sheet.render(top + row * len(parties) + 2, words.title, words.sentence, parts)


def _years(years: Sequence[int], left: float, pitch: float, top: float, width: float) -> list[str]:
    parts = [line(0, top, width, top, "edge")]
    step = next(step for step in (1, 2, 5, 10, 20) if pitch * step >= 36)
    for column, year in enumerate(years):
        if year % step == 0 or step == 1:
            parts.append(text(left + pitch * (column + 0.5), top - 8, str(year), 12, "soft", anchor="middle"))
    return parts


def _bar(
    sheet: Sheet, party: PartyYears, year: TieYear, words: TieYearWords, x: float, base: float, pitch: float, most: int
) -> str:
    says = f"{party.name}, {year.year}: "
    bar, inset = pitch * 0.7, pitch * 0.15
    if year.cooperation is None or year.conflict is None:
        return hint(says + words.nothing, rect(x + 1, base - UP / 2, pitch - 2, UP / 2 + DOWN / 2, sheet.hatch))
    says += f"{words.cooperation} {year.cooperation}, {words.conflict} {year.conflict}"
    marks = []
    if year.is_thin:
        says += f" ({words.thin})"
        marks.append(rect(x + 1, base - 7, pitch - 2, 14, sheet.hatch))
    up, down = (math.sqrt(count / most) for count in (year.cooperation, year.conflict))
    if up:
        marks.append(rect(x + inset, base - up * UP, bar, up * UP, "accent"))
    if down:
        marks.append(rect(x + inset, base, bar, down * DOWN, "no"))
    return hint(says, *(marks or [rect(x, base - 1, pitch, 2, "paper")]))
