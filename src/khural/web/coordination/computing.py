"""The results of an imported conversation: once, through the same gate as any other. Runs in the worker process."""

from __future__ import annotations

import time

from khural.polis import Conversation, unpack
from khural.publishing.square import OpenPolicy, publish_open
from khural.web.rounds.models import StatementState
from khural.web.rounds.queries import statements_of
from khural.web.square.models import Consultation
from khural.web.square.recomputing import SEED, keep
from khural.web.square.tallying import tally_of


def stored(consultation: Consultation) -> Conversation:
    """The conversation as it was brought in."""
    return unpack(bytes(consultation.imported.archive))


def publish_import(consultation: Consultation) -> bool:
    """Compute and publish an imported conversation; False where nobody voted on what is shown."""
    from khural.commonground import VoteMatrix, common_ground

    conversation = stored(consultation)
    shown = {
        conversation.statements[statement.number - 1].id: str(statement.version.pk)
        for statement in statements_of(consultation.round, StatementState.OPEN)
    }
    last = conversation.votes.last()
    kept = [
        (str(voter), shown[statement], sign)
        for statement, voter, sign in zip(last.statements, last.voters, last.signs, strict=True)
        if statement in shown
    ]
    if not kept:
        return False
    voters, versions, signs = zip(*kept, strict=True)
    votes = VoteMatrix.from_arrays(voters, versions, signs)
    found = common_ground(votes, seed=SEED)
    tally = tally_of(str(consultation.round_id), found, votes, list(shown.values()))
    # The numbers are as of the last vote, not of the day on which they were brought in.
    now = int(time.time() // 60)
    newest = max((minute for at in conversation.votes.times if 0 < (minute := at // 60_000) <= now), default=now)
    keep(consultation, publish_open(tally, OpenPolicy(), minute=newest, final=True), found)
    return True
