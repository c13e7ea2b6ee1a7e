"""What a participant types: a statement to offer."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from khural.web.text import CleanCharField

SHORTEST, LONGEST = 10, 300


class OpenOfferForm(forms.Form):
    """One statement in the language of the page."""

    def __init__(self, data: QueryDict | None = None, *, language: str) -> None:
        super().__init__(data)
        self.fields["text"] = CleanCharField(
            label=_("Your statement"),
            min_length=SHORTEST,
            max_length=LONGEST,
            letters=3,
            widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "lang": language}),
            help_text=_("One idea in one sentence, 10 to 300 characters, so that others can agree or disagree."),
        )
