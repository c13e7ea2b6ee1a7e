"""A page that shows a form to somebody gives them a permit to keep that one draft, and nothing else.

The permit is signed, so a form that is sent after the session has ended can still be kept for the person to whom it was
shown: nobody without such a page can store anything, and what is stored is read by its author alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib.auth.models import User
from django.core import signing
from django.http import QueryDict

from khural.web.drafts.sealing import Typed
from khural.web.language import apart
from khural.web.seen import FIELD as SEEN
from khural.web.text import CleanForm

FIELD = "draft"
SALT = "khural.web.drafts"
# A page that stays open longer must be loaded again before its form is kept.
VALID_FOR = timedelta(days=7)
TYPED_INTO = (forms.TextInput, forms.Textarea, forms.URLInput)
NEVER = (forms.PasswordInput, forms.FileInput, forms.HiddenInput, forms.MultipleHiddenInput)
LONGEST_PATH = 300


@dataclass(frozen=True)
class Permit:
    """Whose draft of which form of which page, and the fields that may be kept."""

    user: int
    path: str
    form: str
    names: tuple[str, ...]


def permit_for(user: User, path: str, form: forms.BaseForm) -> Permit | None:
    """The permit that a page gives with a form; None for a form without free text, and beside the staff's pages."""
    if not isinstance(form, CleanForm) or not form.keeps_draft or apart(path) or len(path) > LONGEST_PATH:
        return None
    kept = {
        form.add_prefix(name): field
        for name, field in form.fields.items()
        if not field.disabled and not isinstance(field.widget, NEVER)
    }
    if not any(type(field.widget) in TYPED_INTO for field in kept.values()):
        return None
    return Permit(user.pk, path, f"{type(form).__name__}:{form.auto_id}"[:80], tuple(kept))


def sign(permit: Permit) -> str:
    """The permit as a field of the page."""
    return signing.dumps([permit.user, permit.path, permit.form, permit.names], salt=SALT, compress=True)


def permit_in(sent: QueryDict) -> Permit | None:
    """The permit that came with a form; None where there is none, or it was altered or is too old."""
    text = sent.get(FIELD, "")
    try:
        user, path, form, names = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return Permit(user, path, form, tuple(names))


def typed_in(sent: QueryDict, permit: Permit) -> Typed:
    """Of what was sent, the fields that may be kept."""
    return Typed({name: sent.getlist(name) for name in permit.names if name in sent}, sent.get(SEEN, "")[:4000])
