"""Makes the demonstration's data, once; a reset makes it anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from khural.web.ballots import store
from khural.web.ballots.square import store as square
from khural.web.cases.models import Case, Dialogue, Edition
from khural.web.demo import envelopes, korea, rehearsal, youth
from khural.web.installation import check_data
from khural.web.record.models import ActorName
from khural.web.staff.installation import Kind, claim
from khural.web.staff.models import Installation, Invitation, Membership, Role

ROLES = (Role.SECRETARY, Role.MEDIATOR, Role.INTERPRETER, Role.TRACK_COORDINATOR, Role.OBSERVER)
USERNAMES = {role: f"demo-{role.value}" for role in ROLES}


@dataclass(frozen=True)
class Loaded:
    """What a run of the loader did: `is_fresh` when it made the data."""

    is_fresh: bool


def is_loaded() -> bool:
    """Whether the example is there, whole."""
    return Installation.objects.filter(kind=Installation.Kind.DEMONSTRATION).exists() and envelopes.path().is_file()


def load() -> Loaded:
    """Make the demonstration's data unless it is there. An interrupted run is thrown away and made anew.

    Raises ImproperlyConfigured, with one sentence, beside real data and under settings that are not the demo's.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Only the settings of the demonstration load it.")
    claim(Kind.DEMONSTRATION)
    check_data()
    if is_loaded():
        return Loaded(is_fresh=False)
    _empty()
    # The sheets come last: they are the sign that everything before them is there.
    dialogue = _people_and_case()
    sheets = rehearsal.make(dialogue)
    youth.make(Edition.objects.get(dialogue=dialogue, slug=rehearsal.SLUG))
    envelopes.keep(sheets)
    return Loaded(is_fresh=True)


def reset() -> Loaded:
    """Throw everything of the demonstration away, what visitors made included, and make it anew."""
    if is_loaded():
        check_data()
        envelopes.forget()
    return load()


def _empty() -> None:
    for edition in Edition.objects.all():
        rounds = list(edition.rounds.values_list("pk", flat=True))
        store.delete_edition(edition.pk, rounds)
        square.delete_rounds(rounds)
    with transaction.atomic():
        # Attendance holds on to its party, so editions go before cases.
        Edition.objects.all().delete()
        for model in (Case, Invitation, User, Session, ActorName):
            model.objects.all().delete()


@transaction.atomic
def _people_and_case() -> Dialogue:
    dialogue = korea.make()
    for role, name in USERNAMES.items():
        user = User(username=name)
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, dialogue=dialogue, role=role)
    return dialogue
