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
from khural.web.record.models import ActorName, Entry, Head
from khural.web.record.queries import SYSTEM

START = "0" * 64


def _digest(*parts: Any) -> str:
    # As JSON, so that no text can be moved from one part into the next.
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _entry_digest(entry: Entry) -> str:
    at = entry.at.isoformat()
    return _digest(entry.previous, entry.number, at, entry.actor, entry.verb, entry.subject, entry.detail, entry.salt)


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
    Head.objects.update_or_create(dialogue=dialogue, defaults={"number": entry.number, "digest": entry.digest})
    return entry


def first_broken(dialogue: Dialogue) -> int | None:
    """The number of the first entry that was altered, is missing or follows a missing one; None if the chain holds."""
    previous, number = START, 1
    for entry in Entry.objects.filter(dialogue=dialogue):
        if entry.number != number or entry.previous != previous or entry.digest != _entry_digest(entry):
            return entry.number
        previous, number = entry.digest, number + 1
    head = Head.objects.filter(dialogue=dialogue).values_list("number", "digest").first()
    return None if (head or (0, START)) == (number - 1, previous) else number


def forget(name: str) -> bool:
    """Erase a name from the record. The acts stay, by nobody in particular, and the chain still holds.

    False where no record names it.
    """
    deleted, _rows = ActorName.objects.filter(name=name).delete()
    return deleted > 0
