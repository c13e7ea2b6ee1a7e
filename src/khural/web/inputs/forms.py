"""The form in which a table's answer is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khural.web.text import CleanCharField, CleanForm


class AnswerForm(CleanForm):
    """An answer in the language of the page."""

    answer = CleanCharField(
        label=_("The table's answer"),
        lines=True,
        letters=2,
        max_length=2000,
        help_text=_("Everybody who has the consultation's address can read it. It names nobody at the table."),
    )
