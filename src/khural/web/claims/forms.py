"""Which claims to show."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khural.web.claims.words import STATES


class ChoiceForm(forms.Form):
    """Narrow the list by state then and now; a form that is read, never sent."""

    then = forms.ChoiceField(label=_("Then"), required=False)
    now = forms.ChoiceField(label=_("Now"), required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # passed on as they came
        for name in ("then", "now"):
            self.fields[name].choices = [("", _("all")), *STATES.items()]  # type: ignore[attr-defined]  # ChoiceField's
