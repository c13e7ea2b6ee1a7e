"""What a voter writes. Nobody is named as acting, and nothing of it stands in the staff record or in a log."""

from __future__ import annotations

from enum import Enum, auto

from django.utils.translation import gettext as _

from khural.web.ballots import offers, store
from khural.web.refusals import Refused
from khural.web.rounds.models import Phase, Round
from khural.web.rounds.permissions import DELEGATE, Verb, can
from khural.web.voting.sessions import VoterSession

OVER = {Phase.CLOSED, Phase.PUBLISHED, Phase.ENDED}


class Outcome(Enum):
    """What became of an answer."""

    SAVED = auto()
    TOO_LATE = auto()
    UNKNOWN = auto()


def answer(session: VoterSession, round_: Round, *, version: int, answer: int | None) -> Outcome:
    """Set one answer, or take it back with None. Repeating it changes nothing."""
    if round_.phase in OVER:
        return Outcome.TOO_LATE
    if not can((DELEGATE,), Verb.VOTE, round_.phase):
        return Outcome.UNKNOWN
    if store.vote(round_.pk, version, session.ballot_hash(round_.slot), answer):
        return Outcome.SAVED
    return Outcome.TOO_LATE if store.is_stamped(round_.pk) else Outcome.UNKNOWN


def offer_statement(session: VoterSession, round_: Round, *, text: str, basket: int | None, language: str) -> None:
    """Offer a statement to the secretariat. Raises Refused when the round does not take one."""
    if not can((DELEGATE,), Verb.OFFER_STATEMENT, round_.phase):
        raise Refused(_("This round takes no statements now."))
    kept = offers.offer(
        round_.pk,
        round_.edition_id,
        round_.slot,
        session.author_hash(round_.slot),
        language=language,
        basket=basket,
        text=text,
    )
    if not kept:
        raise Refused(_("You have offered ten statements, and no more are taken. Take one back first."))


def take_back_offer(session: VoterSession, round_: Round, *, key: str) -> None:
    """Delete an own offer. Raises Refused when it is no longer one's own."""
    if not can((DELEGATE,), Verb.OFFER_STATEMENT, round_.phase):
        raise Refused(_("This round takes no statements now."))
    if not offers.take_back(key, round_.pk, session.author_hash(round_.slot)):
        raise Refused(_("This statement has been decided meanwhile and is no longer yours."))
