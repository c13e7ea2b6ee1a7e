"""What was published of a round, for the delegates who voted in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khural.publishing import Published, PublishedStatement
from khural.web.cases.models import Edition
from khural.web.findings.publication import published
from khural.web.people.queries import delegations_of
from khural.web.rounds.permissions import Verb
from khural.web.voting.queries import Card, cards
from khural.web.voting.requests import not_found, voter
from khural.web.voting.sessions import VoterSession
from khural.web.voting.views.ballots import round_for
from khural.web.voting.wording import told


@dataclass(frozen=True)
class Row:
    """One published statement in words."""

    number: int
    card: Card
    agree: str
    disagree: str
    parties: tuple[tuple[str, str], ...]


@require_safe
@voter
def findings(request: HttpRequest, session: VoterSession, slug: str) -> HttpResponse:
    """The agreement table, in the published order; every value comes from the gate."""
    round_ = round_for(session, slug, Verb.SEE_FINDINGS)
    result = published(round_)
    if result is None:
        raise not_found()
    ctx = {
        "session": session,
        "round": round_,
        "rows": _rows(result, round_.edition),
        "notes": [told(message) for message in result.messages],
        "turnout": told(result.turnout.message),
    }
    return render(request, "voting/findings.html", ctx)


def _rows(result: Published, edition: Edition) -> list[Row]:
    language = get_language() or "en"
    names = {str(delegation.pk): delegation.name_in(language) for delegation in delegations_of(edition)}
    by_version = {card.version: card for card in cards((int(s.statement) for s in result.statements), language)}
    return [
        _row(statement, by_version[int(statement.statement)], names, party_view=result.party_view)
        for statement in result.statements
        if int(statement.statement) in by_version
    ]


def _row(statement: PublishedStatement, card: Card, names: dict[str, str], *, party_view: bool) -> Row:
    # The dialogue's fixed order of delegations, not that of the stored cells.
    cells = {cell.party: told(cell.message) for cell in statement.cells}
    shown = tuple((name, cells[party]) for party, name in names.items() if party in cells) if party_view else ()
    return Row(statement.number, card, told(statement.agree.message), told(statement.disagree.message), shown)
