"""What a view does with an act: who acts, and where a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, QueryDict

from khural.web.refusals import Refused
from khural.web.text import CleanForm


def actor(request: HttpRequest) -> User:
    """The staff member who acts; the 404 of everybody else for a visitor who is nobody."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing; None where the page is only being looked at."""
    return request.POST if request.method == "POST" else None


def accepted(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do `act`. A refusal becomes the form's error, beside what was typed, and nothing has changed."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal.sentence))
        return False
    return True


def done(request: HttpRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do `act` of a single button and say on the next page how it went."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
        return False
    messages.success(request, sentence)
    return True


def say(request: HttpRequest, form: CleanForm, sentence: str) -> None:
    """Say on the next page what was stored, and what is unusual about it."""
    messages.success(request, sentence)
    for warning in form.warnings():
        messages.warning(request, warning)


def status_of(form: forms.Form) -> int:
    """200; 400 for a field that must be corrected, 409 where everything was well typed and the act was refused."""
    if not form.errors:
        return 200
    return 409 if set(form.errors) == {NON_FIELD_ERRORS} else 400
