"""The fetch is the permission check: nothing else fetches, and everybody not permitted gets the same 404."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.http import Http404

from khural.web.cases.models import Case, Dialogue, Edition
from khural.web.rounds.models import TABLE_KINDS, Phase, Round
from khural.web.rounds.permissions import DIALOGUE_RULES, READERS, DialogueVerb, Verb, can, can_in_dialogue
from khural.web.staff.models import Membership, Role

Visitor = User | AnonymousUser


def roles_of(user: Visitor, dialogue: Dialogue) -> frozenset[str]:
    """The roles that `user` holds in `dialogue`."""
    if not user.is_authenticated:
        return frozenset()
    return frozenset(Membership.objects.filter(user=user, dialogue=dialogue).values_list("role", flat=True))


def cases_for(user: Visitor) -> QuerySet[Case]:
    """The cases in which `user` works."""
    if not user.is_authenticated:
        return Case.objects.none()
    seen_by = DIALOGUE_RULES[DialogueVerb.SEE_CASE]
    own = Membership.objects.filter(user=user, role__in=seen_by)
    return Case.objects.filter(dialogues__in=own.values("dialogue")).distinct()


def may_create_cases(user: Visitor) -> bool:
    """Whether `user` may start a case: whoever is secretary somewhere, and the first account of an installation."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or Membership.objects.filter(user=user, role=Role.SECRETARY).exists()


def dialogue_for(user: Visitor, case_slug: str, verb: DialogueVerb) -> Dialogue:
    """The first dialogue of the case in which `user` may do `verb`."""
    for dialogue in Dialogue.objects.filter(case__slug=case_slug).select_related("case"):
        if can_in_dialogue(roles_of(user, dialogue), verb):
            return dialogue
    raise Http404


def edition_for(user: Visitor, case_slug: str, edition_slug: str, verb: DialogueVerb) -> Edition:
    """The edition, for somebody who may do `verb` in its dialogue."""
    q = Edition.objects.filter(dialogue__case__slug=case_slug, slug=edition_slug).select_related("dialogue__case")
    edition = q.first()
    if edition is None or not can_in_dialogue(roles_of(user, edition.dialogue), verb):
        raise Http404
    return edition


def round_for(user: Visitor, case_slug: str, edition_slug: str, round_slug: str, verb: Verb) -> Round:
    """The round of the table, for somebody who may do `verb` in its present phase."""
    q = Round.objects.filter(edition__dialogue__case__slug=case_slug, edition__slug=edition_slug, slug=round_slug)
    q = q.filter(kind__in=TABLE_KINDS)
    found = q.select_related("edition__dialogue__case").first()
    if found is None or not can(roles_of(user, found.edition.dialogue), verb, found.phase):
        raise Http404
    return found


def sees_unpublished(user: Visitor, dialogue: Dialogue) -> bool:
    """Whether `user` sits at the table, and so knows of rounds before they are published."""
    return can(roles_of(user, dialogue), Verb.SEE_ROUND, Phase.PREPARING)


def rounds_for(user: Visitor, edition: Edition) -> list[Round]:
    """The rounds of the table at `edition` that `user` may know of: readers beside it see published ones only."""
    roles = roles_of(user, edition.dialogue)
    q = edition.rounds.filter(kind__in=TABLE_KINDS)
    if can(roles, Verb.SEE_ROUND, Phase.PREPARING):
        return list(q)
    return list(q.filter(phase=Phase.PUBLISHED)) if not roles.isdisjoint(READERS) else []
