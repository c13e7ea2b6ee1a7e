"""What somebody may do, as templates ask it: `{% if may.edit_case %}`."""

from __future__ import annotations

from khural.web.cases.models import Dialogue
from khural.web.rounds.models import Round
from khural.web.rounds.permissions import DIALOGUE_RULES, RULES, can, can_in_dialogue
from khural.web.staff.queries import Visitor, roles_of


def may_in_dialogue(user: Visitor, dialogue: Dialogue) -> dict[str, bool]:
    """Verb in lower case -> whether `user` may."""
    roles = roles_of(user, dialogue)
    return {verb.name.lower(): can_in_dialogue(roles, verb) for verb in DIALOGUE_RULES}


def may_in_round(user: Visitor, round_: Round) -> dict[str, bool]:
    """Verb in lower case -> whether `user` may, in the round's present phase; verbs of the dialogue included."""
    roles = roles_of(user, round_.edition.dialogue)
    of_dialogue = {verb.name.lower(): can_in_dialogue(roles, verb) for verb in DIALOGUE_RULES}
    return of_dialogue | {verb.name.lower(): can(roles, verb, round_.phase) for verb in RULES}
