"""Editions on a time line with the state of every party: filled came, ring stayed away, hatched unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.lettering import measure, shorten, wrap
from khural.figures.presence import GLYPHS, STATES, State, StateWords, presence_mark
from khural.figures.svg import Sheet, hint, line, rect, text


@dataclass(frozen=True)
class PartyAttendance:
    """One party: its full name, the short name the drawing uses, and its state per edition label.

    An edition that is not in `states` is unknown, never absent.
    """

    name: str
    short: str
    states: Mapping[str, State]

    def at(self, edition: str) -> State:
        """The state at `edition`."""
        return self.states.get(edition, "unknown")


@dataclass(frozen=True)
class AttendanceWords:
    """The words of the figure."""

    title: str
    sentence: str
    party: str
    states: StateWords
    notes: tuple[str, ...] = ()


def attendance_timeline(
    editions: Sequence[str],
    parties: Sequence[PartyAttendance],
    words: AttendanceWords,
    prefix: str,
    width: float = 960,
) -> Figure:
    """A row per party in the given order, a column per edition; on a phone the other way round."""
    table = Table((words.party, *editions), tuple(_row(editions, party, words) for party in parties), words.title)
    wide = _wide(editions, parties, words, Sheet(prefix, width))
    narrow = _narrow(editions, parties, words, Sheet(f"{prefix}-narrow", 344))
    return Figure(words.title, words.sentence, wide, table, words.notes, narrow)


def _row(editions: Sequence[str], party: PartyAttendance, words: AttendanceWords) -> tuple[Cell, ...]:
    states = [party.at(edition) for edition in editions]
    return (cell(party.name), *(cell(words.states[state], GLYPHS[state], state) for state in states))


def _says(edition: str, party: PartyAttendance, words: AttendanceWords) -> str:
    return f"{party.name}, {edition}: {words.states[party.at(edition)]}"


def _wide(editions: Sequence[str], parties: Sequence[PartyAttendance], words: AttendanceWords, sheet: Sheet) -> str:
    left = min(220.0, max((measure(party.short, 14) for party in parties), default=0) + 16)
    pitch, row, top = (sheet.width - left) / max(len(editions), 1), 46.0, 30.0
    bottom = top + row * len(parties)
    parts = [line(0, top, sheet.width, top, "edge")]
    for place, edition in enumerate(editions):
        x = left + pitch * (place + 0.5)
        if place % 2:
            parts.append(rect(x - pitch / 2, top, pitch, bottom - top, "hair", fill_opacity=0.45))
        parts.append(text(x, 18, shorten(edition, 13, pitch), 13, "soft", anchor="middle"))
    for place, party in enumerate(parties):
        y = top + row * (place + 0.5)
        parts.append(text(0, y + 5, shorten(party.short, 14, left - 10), 14))
        parts.append(line(0, y + row / 2, sheet.width, y + row / 2, "hair"))
        for column, edition in enumerate(editions):
            x = left + pitch * (column + 0.5)
            parts.append(_marked(sheet, edition, party, words, x, y, pitch))
    return sheet.render(bottom + 2, words.title, words.sentence, parts)


def _marked(
    sheet: Sheet, edition: str, party: PartyAttendance, words: AttendanceWords, x: float, y: float, pitch: float
) -> str:
    state = party.at(edition)
    if state in ("attended", "not_held", "unknown"):
        return hint(_says(edition, party, words), presence_mark(sheet, state, x, y, 9))
    label = text(x, y + 18, shorten(words.states[state], 11, pitch + 2), 11, "soft", anchor="middle")
    return hint(_says(edition, party, words), presence_mark(sheet, state, x, y - 5, 8), label)


def _narrow(editions: Sequence[str], parties: Sequence[PartyAttendance], words: AttendanceWords, sheet: Sheet) -> str:
    left, row, top = 48.0, 34.0, 40.0
    pitch = (sheet.width - left) / max(len(parties), 1)
    parts = []
    for place, party in enumerate(parties):
        x = left + pitch * (place + 0.5)
        lines = wrap(party.short, 12, pitch - 4, 2)
        parts += [
            text(x, 30 - 14 * (len(lines) - 1 - i), words_, 12, anchor="middle") for i, words_ in enumerate(lines)
        ]
    for place, edition in enumerate(editions):
        y = top + row * (place + 0.5)
        parts.append(line(0, y - row / 2, sheet.width, y - row / 2, "hair"))
        parts.append(text(0, y + 5, shorten(edition, 14, left), 14, "soft"))
        for column, party in enumerate(parties):
            mark = presence_mark(sheet, party.at(edition), left + pitch * (column + 0.5), y, 8)
            parts.append(hint(_says(edition, party, words), mark))
    bottom = top + row * len(editions)
    key, height = _key(sheet, editions, parties, words, bottom + 14)
    return sheet.render(bottom + 14 + height, words.title, words.sentence, [*parts, *key])


def _key(
    sheet: Sheet, editions: Sequence[str], parties: Sequence[PartyAttendance], words: AttendanceWords, top: float
) -> tuple[list[str], float]:
    """A phone has no room for a word beside every mark: the marks that occur, named once, two to a line."""
    seen = {party.at(edition) for party in parties for edition in editions}
    parts = []
    shown = [state for state in STATES if state in seen]
    for place, state in enumerate(shown):
        x, y = (place % 2) * sheet.width / 2, top + 24 * (place // 2) + 12
        parts.append(presence_mark(sheet, state, x + 9, y, 7))
        parts.append(text(x + 24, y + 5, shorten(words.states[state], 13, sheet.width / 2 - 28), 13, "soft"))
    return parts, 24.0 * ((len(shown) + 1) // 2) + 4
