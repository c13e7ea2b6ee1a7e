"""Keeping and forgetting drafts."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from khural.web.drafts.models import Draft
from khural.web.drafts.permits import Permit
from khural.web.drafts.sealing import Typed, seal

KEPT_FOR = timedelta(days=30)
MOST_DRAFTS = 100
# The longest list that can be pasted, in letters of four bytes each, with something around it.
MOST_BYTES = 900_000


@transaction.atomic
def keep(permit: Permit, typed: Typed) -> bool:
    """Keep what was typed in place of the draft before; False where it is too long, or its author has no account.

    Nobody has more than MOST_DRAFTS: the oldest go.
    """
    if not User.objects.filter(pk=permit.user, is_active=True).exists():
        return False
    if sum(len(value.encode()) for values in typed.fields.values() for value in values) > MOST_BYTES:
        return False
    fields = {"body": seal(typed), "kept_at": timezone.now()}
    Draft.objects.update_or_create(user_id=permit.user, path=permit.path, form=permit.form, defaults=fields)
    oldest = Draft.objects.filter(user=permit.user).order_by("-kept_at").values_list("pk", flat=True)[MOST_DRAFTS:]
    Draft.objects.filter(pk__in=list(oldest)).delete()
    return True


def forget(permit: Permit) -> None:
    """Delete the draft of a form that was sent, or that its author does not want."""
    Draft.objects.filter(user=permit.user, path=permit.path, form=permit.form).delete()


def forget_under(path: str) -> None:
    """Delete everybody's drafts of pages under `path`, which is being erased."""
    Draft.objects.filter(path__startswith=path).delete()


def forget_old() -> None:
    """Delete drafts that nobody has touched for KEPT_FOR."""
    old = Draft.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR)
    # Asked first: deleting nothing would hold the one writer of an SQLite file too.
    if old.exists():
        old.delete()
