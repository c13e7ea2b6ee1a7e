"""The agreement of a closed round: statement by party in bands, totals as rounded ranges, in the published order.

Everything drawn derives from `Published` alone, so order, colour and length can tell no more than the gate let out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khural.figures.agreement_drawing import draw_narrow, draw_wide
from khural.figures.agreement_words import GLYPHS, AgreementWords, PartyLabel, Row, StatementLabel
from khural.figures.figure import Cell, Figure, Table, cell
from khural.figures.svg import Sheet
from khural.publishing import Published

PAGE = 900


@dataclass(frozen=True)
class _Round:
    """The published rows a figure shows, and the parties that have a column (none without a party view)."""

    rows: tuple[Row, ...]
    parties: tuple[PartyLabel, ...]


def agreement(
    published: Published,
    statements: Sequence[StatementLabel],
    parties: Sequence[PartyLabel],
    words: AgreementWords,
    prefix: str,
    width: float = 1080,
) -> Figure:
    """All statements of `published` in its order; parties in the order given, which the dialogue has fixed.

    Raises ValueError if a published statement or party has no label.
    """
    return _figure(_joined(published, statements, parties), words, prefix, width)


def agreement_by_basket(
    published: Published,
    statements: Sequence[StatementLabel],
    parties: Sequence[PartyLabel],
    words: AgreementWords,
    prefix: str,
    width: float = 1080,
) -> tuple[Figure, ...]:
    """One figure per basket, baskets in the order in which `statements` first names them, published order within."""
    whole = _joined(published, statements, parties)
    figures = []
    for place, basket in enumerate(dict.fromkeys(label.basket for label in statements)):
        rows = tuple(row for row in whole.rows if row.label.basket == basket)
        if rows:
            own = replace(words, title=words.titled(basket), sentence=words.basket_sentence(basket, rows))
            figures.append(_figure(_Round(rows, whole.parties), own, f"{prefix}-{place}", width))
    return tuple(figures)


def _joined(published: Published, statements: Sequence[StatementLabel], parties: Sequence[PartyLabel]) -> _Round:
    labels = {label.statement: label for label in statements}
    missing = [row.statement for row in published.statements if row.statement not in labels]
    missing += sorted(set(published.parties) - {party.party for party in parties})
    if missing:
        raise ValueError(f"no label for {', '.join(missing)}")
    shown = [party for party in parties if party.party in published.parties] if published.party_view else []
    return _Round(tuple(Row(labels[row.statement], row) for row in published.statements), tuple(shown))


def _figure(shown: _Round, words: AgreementWords, prefix: str, width: float) -> Figure:
    header = (words.statement, words.basket, words.agree, words.disagree, *(party.name for party in shown.parties))
    table = Table(
        header,
        tuple(_cells(row, shown.parties, words) for row in shown.rows),
        words.title,
        {p.name: p.short for p in shown.parties},
    )
    wide, height = draw_wide(shown.rows, shown.parties, words, Sheet(prefix, width))
    narrow, _ = draw_narrow(shown.rows, shown.parties, words, Sheet(f"{prefix}-narrow", 344))
    return Figure(words.title, words.sentence, wide, table, words.notes, narrow, tall=height > PAGE)


def _cells(row: Row, parties: Sequence[PartyLabel], words: AgreementWords) -> tuple[Cell, ...]:
    kinds = [row.kind(party.party) for party in parties]
    return (
        cell(row.label.text, language=row.label.language),
        cell(row.label.basket),
        cell(words.total(row.published.agree), kind="total"),
        cell(words.total(row.published.disagree), kind="total"),
        *(cell(words.cells[kind], GLYPHS[kind], kind) for kind in kinds),
    )
