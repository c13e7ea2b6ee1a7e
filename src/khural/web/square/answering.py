"""What a participant writes. Nothing of it stands in the staff record or in a log."""

from __future__ import annotations

from django.utils.translation import gettext as _

from khural.web.ballots.square import offers, store
from khural.web.refusals import Refused
from khural.web.rounds.models import Kind, Phase
from khural.web.square.models import Consultation
from khural.web.square.participants import Participant


def is_open(consultation: int) -> bool:
    """Whether the consultation takes votes and offers at this moment, asked inside their transactions."""
    q = Consultation.objects.filter(pk=consultation, frozen_at=None)
    return q.filter(round__kind=Kind.OPEN, round__phase=Phase.VOTING).exists()


def answer(participant: Participant, *, version: int, answer: int | None) -> bool:
    """Set one answer, or take it back with None; False when it came too late. Repeating it changes nothing."""
    consultation = participant.consultation
    return store.vote(
        consultation.round_id,
        version,
        participant.voter,
        answer,
        batch=consultation.publication,
        still_open=lambda: is_open(consultation.pk),
    )


def offer_statement(participant: Participant, *, text: str, language: str) -> None:
    """Offer a statement to the coordinator. Raises Refused when none is taken."""
    consultation = participant.consultation
    if not consultation.takes_offers:
        raise Refused(_("This round takes no statements now."))
    kept = offers.offer(
        consultation.round_id,
        participant.author_hash,
        language=language,
        text=text,
        still_open=lambda: is_open(consultation.pk),
    )
    if not kept:
        full = consultation.is_open
        raise Refused(
            _("You have offered ten statements, and no more are taken. Take one back first.")
            if full
            else _("This round takes no statements now.")
        )


def take_back_offer(participant: Participant, *, key: str) -> None:
    """Delete an own offer. Raises Refused when it is no longer one's own."""
    if not offers.take_back(key, participant.consultation.round_id, participant.author_hash):
        raise Refused(_("This statement has been decided meanwhile and is no longer yours."))
