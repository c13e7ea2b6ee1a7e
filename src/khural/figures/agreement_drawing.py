"""The two drawings of an agreement figure: a tile grid for wide pages, a block per statement for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from khural.figures.agreement_marks import swatch, tile, total_bars
from khural.figures.agreement_words import AgreementWords, PartyLabel, Row
from khural.figures.lettering import shorten, wrap
from khural.figures.svg import Sheet, line, text

TOTAL = 218.0
NARROW_TILES = 7


def draw_wide(
    rows: Sequence[Row], parties: Sequence[PartyLabel], words: AgreementWords, sheet: Sheet
) -> tuple[str, float]:
    """Statement, totals, one column per party; the drawing and its height."""
    reading = 0.37 * sheet.width if parties else 0.6 * sheet.width
    tiles = reading + TOTAL + 24
    pitch = min(96.0, (sheet.width - tiles) / max(len(parties), 1))
    parts = _heads(parties, words, reading, tiles, pitch)
    y, scale = 46.0, _scale(rows)
    for row in rows:
        lines = wrap(row.label.text, 15, reading - 20, 3)
        height = max(48.0, 20 * len(lines) + 30)
        parts += [line(0, y, sheet.width, y, "line"), *_wording(row, lines, y + 21)]
        parts.append(text(0, y + 21 + 20 * len(lines) - 2, row.label.basket, 12, "soft"))
        parts.append(total_bars(row, words, reading, y + height / 2 - 20, TOTAL, scale))
        for place, party in enumerate(parties):
            left = tiles + pitch * place
            parts.append(tile(sheet, row, party, words, left + 2, y + 4, pitch - 4, height - 8, named=False))
        y += height
    return sheet.render(y + 1, words.title, words.sentence, [*parts, line(0, y, sheet.width, y, "line")]), y + 1


def _heads(
    parties: Sequence[PartyLabel], words: AgreementWords, reading: float, tiles: float, pitch: float
) -> list[str]:
    heads = [text(0, 36, shorten(words.statement, 13, reading - 20), 13, "soft", font_weight="600")]
    for place, (word, colour) in enumerate(((words.agree, "yes"), (words.disagree, "no"))):
        y = 18 + 18.0 * place
        heads.append(swatch(reading, y - 9, colour))
        heads.append(text(reading + 16, y, shorten(word, 13, TOTAL - 16), 13, "soft", font_weight="600"))
    for place, party in enumerate(parties):
        x = tiles + pitch * (place + 0.5)
        lines = wrap(party.short, 13, pitch - 6, 2)
        for number, words_ in enumerate(lines):
            y = 36 - 16.0 * (len(lines) - 1 - number)
            heads.append(text(x, y, words_, 13, "soft", anchor="middle", font_weight="600"))
    return heads


def draw_narrow(
    rows: Sequence[Row], parties: Sequence[PartyLabel], words: AgreementWords, sheet: Sheet
) -> tuple[str, float]:
    """For each statement its wording, its totals, and a row of tiles with the parties' short names in them."""
    parts: list[str] = []
    y, scale = 0.0, _scale(rows)
    across = min(NARROW_TILES, max(len(parties), 1))
    pitch = sheet.width / across
    for row in rows:
        lines = wrap(row.label.text, 16, sheet.width, 5)
        parts += [line(0, y + 1, sheet.width, y + 1, "line"), *_wording(row, lines, y + 26, 16, 22)]
        y += 26 + 22.0 * len(lines)
        parts.append(text(0, y - 2, row.label.basket, 13, "soft"))
        parts.append(total_bars(row, words, 0, y + 6, sheet.width, scale))
        y += 54
        for place, party in enumerate(parties):
            left, top = pitch * (place % across), y + 50.0 * (place // across)
            parts.append(tile(sheet, row, party, words, left + 1, top, pitch - 2, 46, named=True))
        y += 50.0 * -(-len(parties) // across) + 14
    return sheet.render(y, words.title, words.sentence, parts), y


def _wording(row: Row, lines: Sequence[str], y: float, size: float = 15, leading: float = 20) -> list[str]:
    language = {"lang": row.label.language}
    return [text(0, y + leading * n, words, size, _class="f-serif", **language) for n, words in enumerate(lines)]


def _scale(rows: Sequence[Row]) -> int:
    totals = [total.of or 0 for row in rows for total in (row.published.agree, row.published.disagree)]
    return max(totals, default=0) or 1
