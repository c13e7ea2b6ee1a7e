"""Writing, checking and forgetting in the staff record."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from khural.web.cases.models import Dialogue
from khural.web.record.models import ActorName, Entry
from khural.web.record.queries import SYSTEM

START = "0" * 64


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _entry_digest(entry: Entry) -> str:
    detail = json.dumps(entry.detail, sort_keys=True, ensure_ascii=False)
    at = entry.at.isoformat()
    return _digest(entry.previous, str(entry.number), at, entry.actor, entry.verb, entry.subject, detail, entry.salt)


def _actor(by: User | None) -> str:
    name = by.get_username() if by else SYSTEM
    known = ActorName.objects.filter(name=name).first()
    if known:
        return known.digest
    salt = secrets.token_hex(16)
    return ActorName.objects.create(digest=_digest(salt, name), salt=salt, name=name).digest


@transaction.atomic
def note(dialogue: Dialogue, verb: str, subject: str, *, by: User | None, **detail: Any) -> Entry:
    """Add one act to the record of `dialogue`; `by` None stands for the application itself."""
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    last = Entry.objects.filter(dialogue=dialogue).last()
    entry = Entry(
        dialogue=dialogue,
        number=last.number + 1 if last else 1,
        at=timezone.now().replace(microsecond=0),
        actor=_actor(by),
        verb=verb,
        subject=subject[:300],
        detail=detail,
        salt=secrets.token_hex(16),
        previous=last.digest if last else START,
    )
    entry.digest = _entry_digest(entry)
    entry.save()
    return entry


def first_broken(dialogue: Dialogue) -> int | None:
    """The number of the first entry that was altered or follows a missing one; None when the chain holds."""
    previous, number = START, 1
    for entry in Entry.objects.filter(dialogue=dialogue):
        if entry.number != number or entry.previous != previous or entry.digest != _entry_digest(entry):
            return entry.number
        previous, number = entry.digest, number + 1
    return None


def forget(name: str) -> None:
    """Erase a name from the record. The acts stay, by nobody in particular, and the chain still holds."""
    ActorName.objects.filter(name=name).delete()
