"""What needs somebody now, per case: the list behind /today/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from khural.web.ballots import offers
from khural.web.cases.models import Case, Dialogue
from khural.web.change.queries import due_aims
from khural.web.coordination.queries import waiting_in
from khural.web.inputs.queries import owed_by
from khural.web.language import zone_of
from khural.web.people.models import Reissue
from khural.web.record.queries import latest
from khural.web.record.words import RENEWED
from khural.web.rounds.models import TABLE_KINDS, Round, Statement
from khural.web.rounds.permissions import DialogueVerb, Verb, can, can_in_dialogue
from khural.web.rounds.phases import KEEP_CLOSED
from khural.web.rounds.queries import IN_PLAY
from khural.web.square.phases import ending_soon, unpublished
from khural.web.staff.queries import cases_for, roles_of

# For how long everybody at a dialogue reads that somebody's second factor was replaced.
TOLD = timedelta(days=14)


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
    q = Round.objects.filter(edition__dialogue=dialogue, kind__in=TABLE_KINDS)
    rounds = list(q.select_related("edition__dialogue__case"))
    untranslated = _untranslated([each for each in rounds if can(roles, Verb.TRANSLATE_STATEMENTS, each.phase)])
    found = _renewed(dialogue) if can_in_dialogue(roles, DialogueVerb.SEE_CASE) else []
    found += [need for each in rounds for need in _of_round(each, roles, untranslated.get(each.pk, 0))]
    if can_in_dialogue(roles, DialogueVerb.APPROVE_REISSUE):
        found += _reissues(dialogue)
    if can_in_dialogue(roles, DialogueVerb.READ_AIMS) and (due := due_aims(dialogue, timezone.localdate())):
        sentence = ngettext("%(n)d registered aim is to be read", "%(n)d registered aims are to be read", len(due))
        found.append(Need(sentence % {"n": len(due)}, reverse("aims", args=(dialogue.case.slug,))))
    if can_in_dialogue(roles, DialogueVerb.RUN_CONSULTATIONS):
        found += _offered_in_squares(dialogue)
        found += _ending_squares(dialogue)
        found += _unpublished_squares(dialogue)
    if can_in_dialogue(roles, DialogueVerb.ANSWER_INPUTS):
        found += _answers_owed(dialogue)
    return found


def _renewed(dialogue: Dialogue) -> list[Need]:
    sentence = _("%(name)s got a new second factor on the server on %(day)s. If that surprises anybody, ask at once.")
    acts = [act for act in latest(dialogue, RENEWED, timezone.now() - TOLD) if act.who]
    where = reverse("case", args=(dialogue.case.slug,))
    return [Need(sentence % {"name": act.who, "day": date_format(timezone.localtime(act.at))}, where) for act in acts]


def _offered_in_squares(dialogue: Dialogue) -> list[Need]:
    found = []
    for waiting in waiting_in(dialogue):
        round_ = waiting.consultation.round
        sentence = ngettext("%(n)d offered statement waits for a decision", "%(n)d offered statements wait", waiting.n)
        where = (round_.edition.dialogue.case.slug, round_.edition.slug, waiting.consultation.slug)
        found.append(_need(round_, sentence % {"n": waiting.n}, reverse("consultation_queue", args=where)))
    return found


def _ending_squares(dialogue: Dialogue) -> list[Need]:
    found = []
    for ending in ending_soon(dialogue):
        round_ = ending.round
        sentence = _("it closes by itself on %(day)s, and its ballots are deleted that day")
        where = (round_.edition.dialogue.case.slug, round_.edition.slug, ending.slug)
        found.append(
            _need(
                round_,
                sentence % {"day": date_format(ending.delete_on or timezone.localdate())},
                reverse("consultation", args=where),
            )
        )
    return found


def _unpublished_squares(dialogue: Dialogue) -> list[Need]:
    found = []
    for closed in unpublished(dialogue):
        where = (dialogue.case.slug, closed.round.edition.slug, closed.slug)
        url = reverse("consultation_preview", args=where)
        found.append(_need(closed.round, _("its results are not published yet"), url))
    return found


def _answers_owed(dialogue: Dialogue) -> list[Need]:
    found = []
    for owed in owed_by(dialogue):
        sentence = ngettext(
            "%(n)d finding waits for the table's answer", "%(n)d findings wait for the table's answer", owed.n
        )
        where = (owed.edition.dialogue.case.slug, owed.edition.slug)
        found.append(_need(owed.round, sentence % {"n": owed.n}, reverse("edition_inputs", args=where)))
    return found


def _untranslated(rounds: list[Round]) -> dict[int, int]:
    """Round -> how many texts its statements in play lack; three queries, however many rounds."""
    languages = {each.pk: each.languages for each in rounds}
    missing = dict.fromkeys(languages, 0)
    q = Statement.objects.filter(round__in=rounds, state__in=IN_PLAY).prefetch_related("versions__texts")
    for statement in q if rounds else ():
        version = statement.version
        missing[statement.round_id] += sum(version.text_in(code) is None for code in languages[statement.round_id])
    return missing


def _reissues(dialogue: Dialogue) -> list[Need]:
    found = []
    q = Reissue.objects.filter(delegation__edition__dialogue=dialogue, approved_on=None)
    for reissue in q.select_related("delegation__edition__dialogue__case"):
        edition = reissue.delegation.edition
        sentence = _("%(delegation)s: a reissue of its sheets waits for your approval")
        url = reverse("edition_people", args=(edition.dialogue.case.slug, edition.slug))
        found.append(Need(sentence % {"delegation": reissue.delegation.name_in(_language())}, url))
    return found


def _of_round(round_: Round, roles: frozenset[str], untranslated: int) -> list[Need]:
    where = (round_.edition.dialogue.case.slug, round_.edition.slug, round_.slug)
    found: list[Need] = []
    if can(roles, Verb.DECIDE_OFFERS, round_.phase) and (n := len(offers.shown(round_.pk))):
        sentence = ngettext("%(n)d offered statement waits for a decision", "%(n)d offered statements wait", n)
        found.append(_need(round_, sentence % {"n": n}, reverse("round_offers", args=where)))
    if untranslated:
        n = untranslated
        sentence = ngettext("%(n)d text is not translated yet", "%(n)d texts are not translated yet", n)
        found.append(_need(round_, sentence % {"n": n}, reverse("round_statements", args=where)))
    if can(roles, Verb.PUBLISH_ROUND, round_.phase) and round_.closed_at:
        until = timezone.localtime(round_.closed_at + KEEP_CLOSED)
        sentence = _("publish before %(time)s (%(zone)s), or the ballots are deleted without results")
        when = {"time": date_format(until, "DATETIME_FORMAT"), "zone": zone_of(until)}
        found.append(_need(round_, sentence % when, reverse("round", args=where)))
    if can(roles, Verb.CLOSE_ROUND, round_.phase):
        found.append(_need(round_, _("voting is open"), reverse("round", args=where)))
    return found


def _need(round_: Round, sentence: str, url: str) -> Need:
    return Need(f"{round_.name_in(_language())}: {sentence}", url)


def _language() -> str:
    return get_language() or "en"
