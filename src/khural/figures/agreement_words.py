"""What a caller brings to the agreement figure: labels of statements and parties, and every word of the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khural.publishing import Coding, PublishedStatement, PublishedTotal, TotalReason

GLYPHS: Mapping[str, str] = {
    "mostly_agree": "▲",
    "mixed": "◆",
    "mostly_disagree": "▼",
    "withheld": "▨",
    "not_enough_votes": "·",
    "already_published": "↺",
    "no_consent": "–",
}


@dataclass(frozen=True)
class StatementLabel:
    """The wording of one statement version; `language` if it is not the page's."""

    statement: str
    text: str
    basket: str
    language: str = ""


@dataclass(frozen=True)
class PartyLabel:
    """A party by the name the dialogue uses, and a short form for column heads."""

    party: str
    name: str
    short: str


@dataclass(frozen=True)
class Row:
    """One published statement with its wording."""

    label: StatementLabel
    published: PublishedStatement

    def kind(self, party: str) -> str:
        """The band of `party`, or the reason why there is none."""
        for cell in self.published.cells:
            if cell.party == party:
                return cell.band or cell.reason
        return "not_enough_votes"


@dataclass(frozen=True)
class AgreementWords:
    """The words of the figure.

    `cells` names each band and each reason of an empty cell in a word or two; `totals` the coded totals, with %(about)s
    and %(of)s; `hidden` why a total is not shown. `in_basket` holds %(title)s and %(basket)s; `basket_sentences` is
    the sentence over one basket, with %(basket)s, %(statements)s and %(accepted)s: how many carry only "mostly agree"
    among the parties that are shown.
    """

    title: str
    sentence: str
    statement: str
    basket: str
    agree: str
    disagree: str
    cells: Mapping[str, str]
    totals: Mapping[Coding, str]
    hidden: Mapping[TotalReason, str]
    in_basket: str
    basket_sentences: str
    notes: tuple[str, ...] = ()

    def total(self, total: PublishedTotal) -> str:
        """A total in words: what is known of it, or why it is not shown."""
        if total.about is None or total.coding is None:
            return self.hidden[total.reason]
        return self.totals[total.coding] % {"about": total.about, "of": total.of}

    def titled(self, basket: str) -> str:
        """The title of one basket's figure."""
        return self.in_basket % {"title": self.title, "basket": basket}

    def basket_sentence(self, basket: str, rows: Sequence[Row]) -> str:
        """The sentence above one basket's figure."""
        accepted = sum(accepted_by_all_shown(row.published) for row in rows)
        return self.basket_sentences % {"basket": basket, "statements": len(rows), "accepted": accepted}


def accepted_by_all_shown(row: PublishedStatement) -> bool:
    """Every party that is shown mostly agrees, and at least one is shown."""
    return bool(row.shown) and all(cell.band == "mostly_agree" for cell in row.shown)
