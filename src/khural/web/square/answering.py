"""What a participant writes. Nothing of it stands in the staff record or in a log."""

from __future__ import annotations

from django.utils.translation import gettext as _

from khural.web.ballots.square import offers, store
from khural.web.refusals import Refused
from khural.web.rounds.models import Kind, Phase, StatementState
from khural.web.square.models import Consultation
from khural.web.square.participants import Participant


def is_open(consultation: int) -> bool:
    """Whether the consultation takes votes and offers at this moment, asked inside their transactions."""
    q = Consultation.objects.filter(pk=consultation, frozen_at=None)
    return q.filter(round__kind=Kind.OPEN, round__phase=Phase.VOTING).exists()


# The same question as `is_open`, and whether the statement is one that is voted on, asked by the vote itself.
OPEN_BATCH = f"""SELECT consultation.batch FROM square_consultation consultation
JOIN rounds_round round ON round.id = consultation.round_id
JOIN rounds_statementversion version ON version.id = %s
JOIN rounds_statement statement ON statement.id = version.statement_id AND statement.round_id = round.id
WHERE consultation.id = %s AND consultation.frozen_at IS NULL
AND round.kind = '{Kind.OPEN}' AND round.phase = '{Phase.VOTING}' AND statement.state = '{StatementState.OPEN}'"""  # noqa: S608 - constants of ours


def open_batch(consultation: int, version: int) -> store.OpenBatch:
    """The batch in which an answer to this statement counts now."""
    return store.OpenBatch(OPEN_BATCH, [version, consultation])


def answer(participant: Participant, *, version: int, answer: int | None) -> dict[int, int] | None:
    """Set one answer, or take it back with None: all own answers after it, by statement version.

    None when it came too late, or from somebody who is not let in. Repeating it changes nothing.
    """
    consultation = participant.consultation
    batch = open_batch(consultation.pk, version)
    member = participant.member_hash
    return store.vote_and_own(
        consultation.round_id, version, participant.voter, answer, batch=batch, member_hash=member
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
