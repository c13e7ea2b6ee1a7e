"""The words of the agreement figure and of the exported table, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khural.figures import AgreementWords, accepted_by_all_shown
from khural.messages import MESSAGES
from khural.publishing import Published, PublishedStatement
from khural.web.findings.presentation import PartyName, Row, Wording, short_cells
from khural.web.messages import text_of

CODES = tuple(code for code in MESSAGES if code.startswith(("publishing.cell.", "publishing.total.")))


def headline(table: Iterable[Row]) -> str:
    """What the table shows, in one sentence made of published values only."""
    lines = [row.published for row in table]
    accepted = sum(accepted_by_all_shown(line) for line in lines)
    shown = sum(bool(line.shown) for line in lines)
    if not shown:
        return _totals_only(lines)
    return ngettext(
        "%(accepted)d of the %(shown)d statement on which a delegation can be shown is accepted by every delegation"
        " shown.",
        "%(accepted)d of the %(shown)d statements on which a delegation can be shown are accepted by every delegation"
        " shown.",
        shown,
    ) % {"accepted": accepted, "shown": shown}


def _totals_only(lines: list[PublishedStatement]) -> str:
    totals = sum(line.agree.about is not None for line in lines)
    return ngettext(
        "No delegation can be shown; %(totals)d statement has a total.",
        "No delegation can be shown; %(totals)d statements have a total.",
        totals,
    ) % {"totals": totals}


def figure_words(sentence: str, *, invented: bool) -> AgreementWords:
    """The words of the agreement figure."""
    notes = [
        _("Totals are rounded to 5; the lighter end of a bar is what rounding leaves open."),
        # xgettext:no-python-format
        _("▲ mostly agree, ▼ mostly disagree: at least 60 % of a delegation's votes; ◆ mixed; hatched: withheld."),
    ]
    return AgreementWords(
        title=_("Agreement by statement and delegation"),
        sentence=sentence,
        statement=_("Statement"),
        basket=_("Basket"),
        agree=_("Agree"),
        disagree=_("Disagree"),
        cells=short_cells(),
        totals={
            "about": text_of("publishing.total.about"),
            "at_least": text_of("publishing.total.at_least"),
            "at_most": text_of("publishing.total.at_most"),
        },
        hidden={
            "shown": "",
            "too_few_voters": text_of("publishing.total.too_few_voters"),
            "already_published": text_of("publishing.total.already_published"),
            "would_disclose": text_of("publishing.total.would_disclose"),
        },
        in_basket=_("%(title)s: %(basket)s"),
        basket_sentences=_(
            "%(basket)s: %(accepted)s of %(statements)s accepted by every delegation that can be shown."
        ),
        notes=(_("Invented votes of a rehearsal."), *notes) if invented else tuple(notes),
    )


def csv_words(parties: Iterable[PartyName], notice: str) -> dict[str, str]:
    """Every word of the exported table; `notice` is its first line, left out when empty."""
    words = {code: text_of(code) for code in CODES}
    words |= {"number": _("Number"), "statement": _("Statement"), "agree": _("Agree"), "disagree": _("Disagree")}
    words |= {f"party.{party.party}": party.name for party in parties}
    return words | ({"notice": notice} if notice else {})


def csv_texts(published: Published, wordings: dict[str, Wording]) -> dict[str, str]:
    """Statement -> wording, with the number of a statement that was erased since."""
    return {
        line.statement: wordings[line.statement].text if line.statement in wordings else f"({line.number})"
        for line in published.statements
    }
