"""Two people at one text: a form says which stored values its writer saw, and nothing else is ever overwritten.

A form that rewrites something carries a mark for each value it showed. When it is sent, the marks are compared with
what is stored by then, in the transaction that writes: a field that somebody else changed and its writer left alone
takes the stored value; a field that both changed stops the form, with both texts on the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khural.web.acting import accepted
from khural.web.refusals import Refused
from khural.web.text import CleanForm

FIELD = "seen"
# What a form is written by and does not hold itself: where somebody changes it, its writer looks again.
BESIDE = {
    "source": gettext_lazy("Source wording"),
    "wording": gettext_lazy("Stored translation"),
    "reviewed_by": gettext_lazy("Read and approved by"),
}
Stored = Mapping[str, Any]
F = TypeVar("F", bound=CleanForm)


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else changed too: its label, what is stored now, and the language of that text."""

    label: str
    value: str
    language: str = ""


@dataclass(frozen=True)
class Compared:
    """What came of a comparison: fields to take from what is stored, and fields that both sides changed."""

    theirs: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


def watched(form: F, stored: Stored) -> F:
    """`form`, which rewrites `stored`: field name, or one of BESIDE -> the value as it is stored now."""
    form.stored = stored
    return form


def marks(form: CleanForm) -> str:
    """What the page carries in its hidden field: name -> mark of the value that it shows."""
    stored = form.stored or {}
    return json.dumps({name: _mark(name, stored[name]) for name in _names(form, stored)}, separators=(",", ":"))


def rewritten(form: CleanForm, stored: Callable[[], Stored], act: Callable[[], object]) -> bool:
    """Do `act`, unless somebody else has changed the same field since the page was made.

    `stored` reads again, with a lock, what `watched` was given; `act` reads `form.cleaned_data` when it is called. A
    refusal becomes the form's error; the page then shows both texts, and sending it once more is a choice.
    """

    def guarded() -> None:
        with transaction.atomic():
            _catch_up(form, stored())
            act()

    return accepted(form, guarded)


def compared(form: CleanForm, seen: str, sent: QueryDict) -> Compared:
    """`sent`, typed where the values marked by `seen` were shown, beside what is stored now."""
    stored, known = form.stored or {}, _parsed(seen)
    theirs: list[str] = []
    both: list[str] = []
    for name in _names(form, stored):
        now = _mark(name, stored[name])
        mine = _mark(name, read(form, name, sent)) if name in form.fields else None
        # Without its mark nothing was seen: where nothing is stored either, nothing can be overwritten.
        before = known.get(name, _mark(name, None))
        if now not in (before, mine):
            (theirs if mine == before else both).append(name)
    return Compared(tuple(theirs), tuple(both))


def shown_beside(form: CleanForm, names: tuple[str, ...]) -> tuple[Meanwhile, ...]:
    """What is stored under these names, in words."""
    stored = form.stored or {}
    return tuple(
        Meanwhile(str(form[name].label), _in_words(form.fields[name], stored[name]), _language(form, name))
        if name in form.fields
        else Meanwhile(str(BESIDE[name]), plain(stored[name]) or "–")
        for name in names
    )


def read(form: CleanForm, name: str, sent: QueryDict) -> Any:
    """What was sent in a field as it would be stored, or, where it would be refused, as it was typed."""
    field = form.fields[name]
    raw = field.widget.value_from_datadict(sent, {}, form.add_prefix(name))
    try:
        return field.clean(raw)
    except ValidationError:
        return raw


def plain(value: Any) -> str:
    """A value as one text, the same for what is stored and for what is sent."""
    match value:
        case None | False:
            return ""
        case True:
            return "1"
        case date():
            return value.isoformat()
        case list() | tuple():
            return "\n".join(plain(one) for one in value)
        case Model():
            return str(value.pk)
        case _:
            return str(value)


def _catch_up(form: CleanForm, now: Stored) -> None:
    form.stored = now
    assert isinstance(form.data, QueryDict)
    found = compared(form, form.data.get(FIELD, ""), form.data)
    if not found.theirs and not found.both:
        return
    data = form.data.copy()
    for name in found.theirs:
        data.setlist(form.add_prefix(name), _as_sent(now[name]))
    form.data = data
    form.meanwhile = shown_beside(form, found.both)
    if found.both:
        raise Refused(_("Somebody saved this text while you were writing. Compare the two and save again."))
    form.full_clean()
    if not form.is_valid():
        raise Refused(_("Somebody saved this text while you were writing. Compare the two and save again."))


def _names(form: CleanForm, stored: Stored) -> list[str]:
    return [name for name in stored if not (name in form.fields and form.fields[name].disabled)]


def _mark(name: str, value: Any) -> str:
    return salted_hmac("khural.web.seen", f"{name}\0{plain(value)}").hexdigest()[:16]


def _parsed(seen: str) -> dict[str, str]:
    try:
        found = json.loads(seen)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}


def _as_sent(value: Any) -> list[str]:
    match value:
        case None | False:
            return []
        case True:
            return ["on"]
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return [plain(value)]


def _in_words(field: forms.Field, value: Any) -> str:
    choices = getattr(field, "choices", None)
    if choices is not None:
        return str(next((label for code, label in choices if plain(code) == plain(value)), value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return plain(value) or "–"


def _language(form: CleanForm, name: str) -> str:
    return str(form.fields[name].widget.attrs.get("lang", ""))
