"""From `Published` to rows in the reader's language, for page, projector, print, CSV and the voter's page alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext

from khural.publishing import Published, PublishedCell, PublishedStatement, PublishedTotal
from khural.web.messages import translated

GLYPHS = {
    "mostly_agree": "▲",
    "mixed": "◆",
    "mostly_disagree": "▼",
    "withheld": "",
    "not_enough_votes": "",
    "already_published": "",
    "no_consent": "",
}


def short_cells() -> dict[str, str]:
    """Each band, and each reason for an empty cell, in a word or two."""
    return {
        "mostly_agree": pgettext("band", "agree"),
        "mixed": pgettext("band", "mixed"),
        "mostly_disagree": pgettext("band", "disagree"),
        "withheld": pgettext("band", "withheld"),
        "not_enough_votes": pgettext("band", "too few votes"),
        "already_published": pgettext("band", "shown before"),
        "no_consent": pgettext("band", "no consent"),
    }


@dataclass(frozen=True)
class Wording:
    """One statement version for readers of the language `wanted`; `original` is empty where `text` is the source."""

    version: str
    text: str
    language: str
    basket: str
    wanted: str
    original: str = ""
    original_language: str = ""
    is_reviewed: bool = True

    @property
    def is_missing(self) -> bool:
        """Whether nobody has translated it, so that the source stands in its place."""
        return self.language != self.wanted


@dataclass(frozen=True)
class PartyName:
    """A delegation under the name the dialogue uses; `party` is the key under which results know it."""

    party: str
    name: str
    short: str


@dataclass(frozen=True)
class CellView:
    """One delegation on one statement: `kind` is the band or why there is none, `short` the same in a word."""

    party: PartyName
    kind: str
    text: str
    short: str
    glyph: str


@dataclass(frozen=True)
class Row:
    """One line of the agreement table."""

    number: int
    wording: Wording
    agree: str
    disagree: str
    cells: tuple[CellView, ...]
    published: PublishedStatement

    @property
    def is_divided(self) -> bool:
        """Published values show both sides: delegations on either side, one mixed, or totals that are close."""
        bands = {cell.band for cell in self.published.shown}
        return "mixed" in bands or {"mostly_agree", "mostly_disagree"} <= bands or is_split(self.published)

    @property
    def is_unanswered(self) -> bool:
        """Too few answered for any total."""
        return self.published.agree.reason == self.published.disagree.reason == "too_few_voters"

    @property
    def is_opaque(self) -> bool:
        """Neither a total nor a delegation is shown."""
        return self.published.agree.about is None and self.published.disagree.about is None and not self.published.shown


def rows(published: Published, wordings: Mapping[str, Wording], parties: Iterable[PartyName]) -> tuple[Row, ...]:
    """The agreement table in the published order; delegations in the order given, which the dialogue has fixed.

    A statement without a wording is left out: it was erased after publication.
    """
    columns = [party for party in parties if party.party in published.parties] if published.party_view else []
    return tuple(
        _row(statement, wordings[statement.statement], columns)
        for statement in published.statements
        if statement.statement in wordings
    )


def _row(statement: PublishedStatement, wording: Wording, columns: list[PartyName]) -> Row:
    by_party = {cell.party: cell for cell in statement.cells}
    return Row(
        number=statement.number,
        wording=wording,
        agree=translated(statement.agree.message),
        disagree=translated(statement.disagree.message),
        cells=tuple(_cell(party, by_party[party.party]) for party in columns),
        published=statement,
    )


def _cell(party: PartyName, cell: PublishedCell) -> CellView:
    kind = cell.band or cell.reason
    return CellView(party, kind, translated(cell.message), short_cells()[kind], GLYPHS[kind])


def is_split(statement: PublishedStatement) -> bool:
    """Whether both published totals may be a third or more of those who answered."""
    return all(_least_share(total) >= 1 / 3 for total in (statement.agree, statement.disagree))


def _least_share(total: PublishedTotal) -> float:
    if not total.about or not total.of or total.coding == "at_most":
        return 0.0
    return total.about / total.of


def by_basket(table: Iterable[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Baskets with their rows: baskets in statement order, rows in the published order."""
    lines = tuple(table)
    names = dict.fromkeys(row.wording.basket for row in sorted(lines, key=lambda row: row.number))
    return tuple((name, tuple(row for row in lines if row.wording.basket == name)) for name in names)


def counts(table: Iterable[Row]) -> dict[str, int]:
    """How often each band or reason stands in the cells of the table, and `all`."""
    kinds = [cell.kind for row in table for cell in row.cells]
    return {kind: kinds.count(kind) for kind in GLYPHS} | {"all": len(kinds)}
