"""Forms of delegations, attendance, consent and sheets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khural.web.cases.forms import ConfirmForm, DateInput
from khural.web.cases.models import Party
from khural.web.language import own_names
from khural.web.people.models import Attendance
from khural.web.text import CleanCharField, CleanForm, WholeNumberField

MOST_SEATS = 60


def _languages() -> list[tuple[str, str]]:
    return [("", gettext("the language of the phone")), *own_names()]


class SeatsForm(CleanForm):
    """How many of a delegation vote."""

    seats = WholeNumberField(
        label=_("Seats with a vote"),
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_(
            "One sealed sheet is printed for each. A delegation of fewer than five is never shown by itself; "
            "the vote of a delegation of one can be read in the files until publication."
        ),
    )


class DelegationForm(SeatsForm):
    """The delegation of one party."""

    party = forms.ModelChoiceField(label=_("Party"), queryset=Party.objects.none(), empty_label=None)
    field_order = ("party", "seats")

    def __init__(self, *args: Any, parties: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parties


class AttendanceForm(CleanForm):
    """Where a party stands on coming, and who told us."""

    state = forms.ChoiceField(label=_("Attendance"), choices=Attendance)
    told_by = CleanCharField(label=_("Who told us, and how"), required=False)


class ConsentForm(CleanForm):
    """A party's word on the party view: who told us, when."""

    told_by = CleanCharField(label=_("Who told us"), letters=1, help_text=_("Name and office of the person."))
    on = forms.DateField(label=_("On which day"), widget=DateInput(), input_formats=["%Y-%m-%d"])


class ReissueForm(CleanForm):
    """Why a delegation's sheets are drawn anew."""

    reason = CleanCharField(
        label=_("Reason"), letters=3, max_length=300, help_text=_("All parties see that there was a reissue.")
    )


class PrintForm(ConfirmForm):
    """Printing sheets: once, in the language in which the link opens."""

    language = forms.ChoiceField(
        label=_("The link on the sheets opens in"), required=False, choices=lazy(_languages, list)
    )
