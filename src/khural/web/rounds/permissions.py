"""Who may do what in which phase: the table that docs/roles.md prints and the tests walk through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from khural.web.rounds.models import Phase
from khural.web.staff.models import Role

DELEGATE = "delegate"


class Verb(StrEnum):
    """An act in a round. Names are those of the buttons and of the staff record."""

    SEE_ROUND = "see round"
    EDIT_STATEMENTS = "edit statements"
    TRANSLATE_STATEMENTS = "translate statements"
    REVIEW_TRANSLATIONS = "review translations"
    DECIDE_OFFERS = "decide offered statements"
    OPEN_STATEMENTS = "open statements"
    ACCEPT_LANGUAGE = "accept an unreviewed language"
    START_COLLECTING = "start collecting"
    RETURN_TO_PREPARING = "return to preparing"
    START_VOTING = "start voting"
    SEE_TURNOUT = "see turnout"
    CLOSE_ROUND = "close round"
    PUBLISH_ROUND = "publish round"
    SEE_FINDINGS = "see findings"
    OFFER_STATEMENT = "offer a statement"
    VOTE = "vote"
    SEE_OWN_VOTES = "see own votes"


@dataclass(frozen=True)
class Rule:
    """The roles that may act, and the phases in which they may."""

    roles: frozenset[str]
    phases: frozenset[Phase]


TABLE = (Role.SECRETARY, Role.MEDIATOR, Role.FACILITATOR, Role.INTERPRETER, Role.TRACK_COORDINATOR)
READERS = (*TABLE, Role.EVALUATOR, Role.OBSERVER)
BEFORE_VOTING = (Phase.PREPARING, Phase.COLLECTING)
OPEN = (*BEFORE_VOTING, Phase.VOTING)
ALL = tuple(Phase)


def _rule(roles: Iterable[str], phases: Iterable[Phase]) -> Rule:
    return Rule(frozenset(roles), frozenset(phases))


RULES: dict[Verb, Rule] = {
    Verb.SEE_ROUND: _rule(TABLE, ALL),
    Verb.EDIT_STATEMENTS: _rule((Role.SECRETARY, Role.FACILITATOR), OPEN),
    Verb.TRANSLATE_STATEMENTS: _rule((Role.SECRETARY, Role.FACILITATOR, Role.INTERPRETER), OPEN),
    Verb.REVIEW_TRANSLATIONS: _rule((Role.INTERPRETER,), OPEN),
    Verb.DECIDE_OFFERS: _rule((Role.SECRETARY, Role.FACILITATOR), (Phase.COLLECTING, Phase.VOTING)),
    Verb.OPEN_STATEMENTS: _rule((Role.SECRETARY, Role.FACILITATOR), (Phase.VOTING,)),
    Verb.ACCEPT_LANGUAGE: _rule((Role.MEDIATOR,), OPEN),
    Verb.START_COLLECTING: _rule((Role.SECRETARY, Role.MEDIATOR), (Phase.PREPARING,)),
    Verb.RETURN_TO_PREPARING: _rule((Role.SECRETARY, Role.MEDIATOR), (Phase.COLLECTING,)),
    Verb.START_VOTING: _rule((Role.SECRETARY, Role.MEDIATOR), (Phase.PREPARING, Phase.COLLECTING)),
    Verb.SEE_TURNOUT: _rule((Role.SECRETARY, Role.MEDIATOR, Role.FACILITATOR), (Phase.VOTING, Phase.CLOSED)),
    Verb.CLOSE_ROUND: _rule((Role.SECRETARY, Role.MEDIATOR), (Phase.VOTING,)),
    Verb.PUBLISH_ROUND: _rule((Role.SECRETARY, Role.MEDIATOR), (Phase.CLOSED,)),
    Verb.SEE_FINDINGS: _rule((*READERS, DELEGATE), (Phase.PUBLISHED,)),
    Verb.OFFER_STATEMENT: _rule((DELEGATE,), (Phase.COLLECTING, Phase.VOTING)),
    Verb.VOTE: _rule((DELEGATE,), (Phase.VOTING,)),
    Verb.SEE_OWN_VOTES: _rule((DELEGATE,), (Phase.VOTING, Phase.CLOSED)),
}


class DialogueVerb(StrEnum):
    """An act on a dialogue, whatever the phase of its rounds."""

    SEE_CASE = "see case"
    EDIT_CASE = "edit case"
    SEE_PEOPLE = "see people"
    EDIT_PEOPLE = "edit people"
    PRINT_SHEETS = "print sheets"
    RECORD_CONSENT = "record a party's consent"
    REQUEST_REISSUE = "request a reissue"
    APPROVE_REISSUE = "approve a reissue"
    ERASE_REHEARSAL = "erase a rehearsal"
    SEE_RECORD = "see record"
    INVITE_STAFF = "invite staff"
    ENTER_ACTS = "enter acts"
    REGISTER_AIMS = "register aims"
    READ_AIMS = "read aims"
    SEE_CONSULTATIONS = "see open consultations"
    RUN_CONSULTATIONS = "run open consultations"
    ANSWER_INPUTS = "answer what a side track handed over"
    ENTER_TIES = "enter candidates, ties and assets"
    SEE_QUESTIONS = "see what would have to be learned"


DIALOGUE_RULES: dict[DialogueVerb, frozenset[str]] = {
    DialogueVerb.SEE_CASE: frozenset(role for role in Role if role != Role.PRESS),
    DialogueVerb.EDIT_CASE: frozenset({Role.SECRETARY}),
    DialogueVerb.SEE_PEOPLE: frozenset({Role.SECRETARY, Role.MEDIATOR, Role.FACILITATOR, Role.SEATING_OFFICER}),
    DialogueVerb.EDIT_PEOPLE: frozenset({Role.SECRETARY}),
    DialogueVerb.PRINT_SHEETS: frozenset({Role.SECRETARY}),
    DialogueVerb.RECORD_CONSENT: frozenset({Role.SECRETARY}),
    DialogueVerb.REQUEST_REISSUE: frozenset({Role.SECRETARY}),
    DialogueVerb.APPROVE_REISSUE: frozenset({Role.MEDIATOR}),
    DialogueVerb.ERASE_REHEARSAL: frozenset({Role.SECRETARY}),
    DialogueVerb.SEE_RECORD: frozenset({Role.SECRETARY, Role.MEDIATOR}),
    DialogueVerb.INVITE_STAFF: frozenset({Role.SECRETARY}),
    DialogueVerb.ENTER_ACTS: frozenset({Role.SECRETARY, Role.MEDIATOR}),
    DialogueVerb.REGISTER_AIMS: frozenset({Role.SECRETARY, Role.MEDIATOR}),
    DialogueVerb.READ_AIMS: frozenset({Role.SECRETARY, Role.MEDIATOR, Role.EVALUATOR}),
    DialogueVerb.SEE_CONSULTATIONS: frozenset(TABLE),
    DialogueVerb.RUN_CONSULTATIONS: frozenset({Role.SECRETARY, Role.TRACK_COORDINATOR}),
    DialogueVerb.ANSWER_INPUTS: frozenset({Role.SECRETARY, Role.MEDIATOR}),
    DialogueVerb.ENTER_TIES: frozenset({Role.SECRETARY, Role.MEDIATOR}),
    DialogueVerb.SEE_QUESTIONS: frozenset({Role.SECRETARY, Role.MEDIATOR, Role.FACILITATOR}),
}


def can(roles: Iterable[str], verb: Verb, phase: str) -> bool:
    """Whether somebody with `roles` may do `verb` while the round is in `phase`."""
    rule = RULES[verb]
    return phase in rule.phases and not rule.roles.isdisjoint(roles)


def can_in_dialogue(roles: Iterable[str], verb: DialogueVerb) -> bool:
    """Whether somebody with `roles` may do `verb` in their dialogue."""
    return not DIALOGUE_RULES[verb].isdisjoint(roles)
