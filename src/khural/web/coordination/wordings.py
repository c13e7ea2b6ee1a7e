"""A statement in the languages of the participants: one form for all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from khural.web.language import own_names
from khural.web.rounds import actions
from khural.web.rounds.models import Statement, StatementState
from khural.web.rounds.pasting import MOST_LETTERS
from khural.web.text import CleanCharField, CleanForm


class WordingsForm(CleanForm):
    """The source wording, which is fixed once people may have voted on it, and one field for each other language."""

    def __init__(self, *args: Any, statement: Statement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.statement, self.version = statement, statement.version
        self.source = self.version.source_text.language
        for code, name in own_names():
            self._add(code, name)
        self.fields["translated_by"] = CleanCharField(label=_("Translated by"), required=False)

    def _add(self, code: str, name: str) -> None:
        text = self.version.text_in(code)
        widget = forms.Textarea(attrs={"rows": 2, "dir": "auto", "lang": code})
        is_source = code == self.source
        self.fields[f"text_{code}"] = CleanCharField(
            label=name,
            required=is_source,
            letters=2,
            max_length=MOST_LETTERS,
            widget=widget,
            disabled=is_source and self.is_fixed,
        )
        self.initial[f"text_{code}"] = text.text if text else ""

    @property
    def is_fixed(self) -> bool:
        """Whether people may have voted on the wording."""
        return bool(self.statement.state == StatementState.OPEN)

    def changed(self) -> dict[str, str]:
        """Language -> new text, for those that were written anew; an emptied field changes nothing."""
        data = self.cleaned_data
        texts = {code: data[f"text_{code}"] for code, _name in own_names()}
        return {code: text for code, text in texts.items() if text and text != self.initial[f"text_{code}"]}

    def clean(self) -> dict[str, Any]:
        """Whoever translated is named."""
        data = super().clean() or self.cleaned_data
        if not self.errors and set(self.changed()) - {self.source} and not data["translated_by"]:
            self.add_error("translated_by", _("Name who translated."))
        return data


def texts_of(statement: Statement) -> dict[str, str]:
    """Field -> stored text, for every language that a page can be in."""
    found = {code: statement.version.text_in(code) for code, _name in own_names()}
    return {f"text_{code}": text.text if text else "" for code, text in found.items()}


@transaction.atomic
def save(form: WordingsForm, *, by: User) -> None:
    """Store what was changed. Another source wording is a version of its own, whose translations start anew."""
    data, changed = form.cleaned_data, form.changed()
    if form.source in changed:
        source = form.version.source_text
        version = actions.reword(form.statement, text=changed.pop(form.source), revision=source.revision, by=by)
        for code, text in changed.items():
            actions.translate(version, language=code, text=text, translated_by=data["translated_by"], revision=0, by=by)
        return
    for code, text in changed.items():
        known = form.version.text_in(code)
        seen, by_whom = known.revision if known else 0, data["translated_by"]
        actions.translate(form.version, language=code, text=text, translated_by=by_whom, revision=seen, by=by)
