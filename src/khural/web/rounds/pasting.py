"""A pasted list becomes statements, or says by line number why it does not. Nothing here stores anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khural.web.cases.models import Basket
from khural.web.text import BOM, clean, folded, letters_in, mixed_words

MOST_LETTERS = 500
MOST_LINES = 200
NUMBERING = re.compile(r"^\s*(?:[(（]?\d{1,3}[.)、．）:]|[-–•*·])\s+|^\s*\d{1,3}[.、．)）](?=\D)")


@dataclass(frozen=True)
class Line:
    """One statement to be: the number of its line, its text, the basket named beside it, and what is unusual."""

    number: int
    text: str
    basket: Basket | None
    mixed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pasted:
    """What was understood, and one sentence for each line that was not."""

    lines: tuple[Line, ...]
    errors: tuple[str, ...]


class _WrongLineError(Exception):
    """One line that cannot become a statement; the sentence says why."""


def read_list(raw: str, baskets: Iterable[Basket], existing: Iterable[str]) -> Pasted:
    """Read one statement per line.

    Numbering before a statement ("1. ", "2)", "- ") is dropped. Cells pasted from a spreadsheet are separated by tabs:
    a number, the statement, and a basket where one is named. `existing` are the texts that the round already has.
    """
    rows = raw.lstrip(BOM).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(number, row) for number, row in enumerate(rows, start=1) if row.strip()]
    if len(filled) > MOST_LINES:
        return Pasted((), (_("%(n)d lines are more than %(most)d.") % {"n": len(filled), "most": MOST_LINES},))
    by_name = _by_name(baskets)
    seen: dict[str, str] = {folded(text): _("a statement of this round") for text in existing}
    lines: list[Line] = []
    errors: list[str] = []
    for number, row in filled:
        try:
            line = _line(number, row, by_name)
            _refuse_twin(line, seen)
        except _WrongLineError as wrong:
            errors.append(_("Line %(n)d: %(why)s") % {"n": number, "why": wrong})
        else:
            lines.append(line)
    return Pasted(tuple(lines), tuple(errors))


def _by_name(baskets: Iterable[Basket]) -> dict[str, Basket]:
    return {folded(name): basket for basket in baskets for name in (basket.name, *basket.names.values())}


def _line(number: int, row: str, baskets: dict[str, Basket]) -> Line:
    cells = [cell for cell in row.split("\t") if cell.strip()]
    if len(cells) > 1 and re.fullmatch(r"\s*\d{1,4}[.)]?\s*", cells[0]):
        cells = cells[1:]
    if len(cells) > 2:
        raise _WrongLineError(
            _("it has %(n)d cells; a number, a statement and a basket are understood.") % {"n": len(cells)}
        )
    text = _text(NUMBERING.sub("", cells[0], count=1))
    basket = _basket(cells[1], baskets) if len(cells) == 2 else None
    return Line(number, text, basket, tuple(mixed_words(text)))


def _text(raw: str) -> str:
    if len(raw) > 4 * MOST_LETTERS:
        raise _WrongLineError(_too_long(len(raw)))
    try:
        text = clean(raw)
    except ValidationError as refusal:
        raise _WrongLineError(refusal.messages[0]) from refusal
    if len(text) > MOST_LETTERS:
        raise _WrongLineError(_too_long(len(text)))
    if letters_in(text) < 2:
        raise _WrongLineError(_("it holds no words."))
    return text


def _too_long(letters: int) -> str:
    return _("it has %(n)d characters; a statement has at most %(most)d.") % {"n": letters, "most": MOST_LETTERS}


def _basket(cell: str, baskets: dict[str, Basket]) -> Basket:
    try:
        return baskets[folded(clean(cell))]
    except ValidationError as refusal:
        raise _WrongLineError(refusal.messages[0]) from refusal
    except KeyError:
        raise _WrongLineError(_("“%(name)s” is no basket of this dialogue.") % {"name": cell.strip()[:60]}) from None


def _refuse_twin(line: Line, seen: dict[str, str]) -> None:
    twin = seen.setdefault(folded(line.text), _("line %(n)d") % {"n": line.number})
    if twin != _("line %(n)d") % {"n": line.number}:
        raise _WrongLineError(_("it says the same as %(other)s.") % {"other": twin})
