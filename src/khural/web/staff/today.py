"""What needs somebody now, per case: the list behind /today/."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khural.web.ballots import offers
from khural.web.cases.models import Case, Dialogue
from khural.web.people.models import Reissue
from khural.web.rounds.models import Phase, Round
from khural.web.rounds.permissions import DialogueVerb, Verb, can, can_in_dialogue
from khural.web.rounds.phases import KEEP_CLOSED
from khural.web.rounds.queries import missing_texts
from khural.web.staff.queries import cases_for, roles_of


@dataclass(frozen=True)
class Need:
    """One thing that waits for this person, and where to do it."""

    sentence: str
    url: str


def needs_of(user: User) -> list[tuple[Case, list[Need]]]:
    """Per case of `user`, what waits; a case where nothing waits stands with an empty list."""
    return [
        (case, [need for dialogue in case.dialogues.all() for need in _of_dialogue(user, dialogue)])
        for case in cases_for(user).prefetch_related("dialogues")
    ]


def _of_dialogue(user: User, dialogue: Dialogue) -> list[Need]:
    roles = roles_of(user, dialogue)
    found: list[Need] = []
    for round_ in Round.objects.filter(edition__dialogue=dialogue).select_related("edition__dialogue__case"):
        found += _of_round(round_, roles)
    if can_in_dialogue(roles, DialogueVerb.APPROVE_REISSUE):
        for reissue in Reissue.objects.filter(delegation__edition__dialogue=dialogue, approved_on=None):
            edition = reissue.delegation.edition
            sentence = _("%(delegation)s: a reissue of its sheets waits for your approval")
            url = reverse("edition_people", args=(dialogue.case.slug, edition.slug))
            found.append(Need(sentence % {"delegation": reissue.delegation.name}, url))
    return found


def _of_round(round_: Round, roles: frozenset[str]) -> list[Need]:
    where = (round_.edition.dialogue.case.slug, round_.edition.slug, round_.slug)
    found: list[Need] = []
    if can(roles, Verb.DECIDE_OFFERS, round_.phase) and (n := len(offers.shown(round_.pk))):
        sentence = ngettext("%(n)d offered statement waits for a decision", "%(n)d offered statements wait", n)
        found.append(_need(round_, sentence % {"n": n}, reverse("round_offers", args=where)))
    if can(roles, Verb.TRANSLATE_STATEMENTS, round_.phase) and (n := sum(missing_texts(round_).values())):
        sentence = ngettext("%(n)d text is not translated yet", "%(n)d texts are not translated yet", n)
        found.append(_need(round_, sentence % {"n": n}, reverse("round_statements", args=where)))
    if can(roles, Verb.PUBLISH_ROUND, round_.phase) and round_.closed_at:
        until = timezone.localtime(round_.closed_at + KEEP_CLOSED)
        sentence = _("publish before %(time)s, or the ballots are deleted without results")
        when = {"time": date_format(until, "DATETIME_FORMAT")}
        found.append(_need(round_, sentence % when, reverse("round", args=where)))
    if round_.phase == Phase.VOTING and can(roles, Verb.CLOSE_ROUND, round_.phase):
        found.append(_need(round_, _("voting is open"), reverse("round", args=where)))
    return found


def _need(round_: Round, sentence: str, url: str) -> Need:
    return Need(f"{round_.name}: {sentence}", url)
