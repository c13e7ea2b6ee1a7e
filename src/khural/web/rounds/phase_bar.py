"""The phase bar of a round, and who can do what now, read from the table of permissions."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from khural.web.rounds.models import Phase, Round
from khural.web.rounds.permissions import DELEGATE, RULES, Verb
from khural.web.staff.models import Role

LINE = (Phase.PREPARING, Phase.COLLECTING, Phase.VOTING, Phase.CLOSED, Phase.PUBLISHED)

NOTES = {
    Phase.PREPARING: _("statements are written and translated"),
    Phase.COLLECTING: _("delegates offer statements"),
    Phase.VOTING: _("delegates vote; wordings are fixed"),
    Phase.CLOSED: _("no vote counts any more; ballots are kept 24 hours at most"),
    Phase.PUBLISHED: _("results are final; ballots are deleted"),
    Phase.ENDED: _("the 24 hours passed; ballots are deleted"),
}

VERBS = {
    Verb.EDIT_STATEMENTS: pgettext_lazy("who can do what", "add and change statements"),
    Verb.TRANSLATE_STATEMENTS: pgettext_lazy("who can do what", "translate"),
    Verb.REVIEW_TRANSLATIONS: pgettext_lazy("who can do what", "review translations"),
    Verb.DECIDE_OFFERS: pgettext_lazy("who can do what", "decide offered statements"),
    Verb.OPEN_STATEMENTS: pgettext_lazy("who can do what", "open accepted statements"),
    Verb.ACCEPT_LANGUAGE: pgettext_lazy("who can do what", "accept an unreviewed language"),
    Verb.START_COLLECTING: pgettext_lazy("who can do what", "start collecting"),
    Verb.RETURN_TO_PREPARING: pgettext_lazy("who can do what", "stop collecting"),
    Verb.START_VOTING: pgettext_lazy("who can do what", "open the vote"),
    Verb.SEE_TURNOUT: pgettext_lazy("who can do what", "see how many voted, in batches"),
    Verb.CLOSE_ROUND: pgettext_lazy("who can do what", "close the round"),
    Verb.PUBLISH_ROUND: pgettext_lazy("who can do what", "publish"),
    Verb.SEE_FINDINGS: pgettext_lazy("who can do what", "read the results"),
    Verb.OFFER_STATEMENT: pgettext_lazy("who can do what", "offer statements"),
    Verb.VOTE: pgettext_lazy("who can do what", "vote"),
    Verb.SEE_OWN_VOTES: pgettext_lazy("who can do what", "look at their own votes"),
}


def phase_bar(round_: Round) -> list[tuple[str, str, str]]:
    """(label, "done", "now" or "todo", note) of each phase."""
    line: Sequence[Phase] = LINE if round_.phase != Phase.ENDED else (*LINE[:-1], Phase.ENDED)
    now = line.index(Phase(round_.phase))
    return [
        (str(capfirst(phase.label)), "done" if place < now else "now" if place == now else "todo", str(NOTES[phase]))
        for place, phase in enumerate(line)
    ]


def who_can(phase: str) -> list[tuple[str, list[str]]]:
    """(roles, what they may do in this phase), delegates first; roles with the same to do stand together."""
    roles = [(DELEGATE, pgettext_lazy("who can do what", "delegate")), *Role.choices]
    told: dict[tuple[str, ...], list[str]] = {}
    for role, label in roles:
        told.setdefault(tuple(_verbs(role, phase)), []).append(str(label))
    return [(", ".join(labels), list(verbs)) for verbs, labels in told.items() if verbs]


def _verbs(role: str, phase: str) -> list[str]:
    return [str(label) for verb, label in VERBS.items() if role in RULES[verb].roles and phase in RULES[verb].phases]
