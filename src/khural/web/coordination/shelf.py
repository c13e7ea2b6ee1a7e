"""Where conversations stand that belong to no dialogue here: a case of their own."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from khural.web.cases.models import Case, Dialogue, Edition, EditionStatus, Track
from khural.web.square.actions import MOST_CONSULTATIONS
from khural.web.staff.models import Membership, Role

CASE, DIALOGUE = "public-conversations", "conversations"


@transaction.atomic
def shelf() -> Edition:
    """The edition that takes the next conversation; made when it is first needed, like the case around it.

    Whoever may start cases here is its secretary.
    """
    case, _made = Case.objects.get_or_create(
        slug=CASE, defaults={"name": "Public conversations", "summary": "Conversations that were public elsewhere."}
    )
    dialogue, is_fresh = Dialogue.objects.get_or_create(
        case=case, slug=DIALOGUE, defaults={"name": "Public conversations", "host": "–", "track": Track.SOCIETY}
    )
    if is_fresh:
        secretaries = Q(is_superuser=True) | Q(memberships__role=Role.SECRETARY)
        for user in User.objects.filter(secretaries, is_active=True).distinct():
            Membership.objects.get_or_create(user=user, dialogue=dialogue, role=Role.SECRETARY)
    last = dialogue.editions.order_by("pk").last()
    if last is not None and last.rounds.count() < MOST_CONSULTATIONS:
        return last
    number = dialogue.editions.count() + 1
    return Edition.objects.create(
        dialogue=dialogue,
        slug=f"shelf-{number}",
        name=f"Public conversations {number}",
        year=timezone.localdate().year,
        track=Track.SOCIETY,
        status=EditionStatus.HELD,
    )
