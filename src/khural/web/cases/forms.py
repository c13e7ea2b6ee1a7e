"""Forms of cases, parties, baskets and editions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khural.web.cases.models import AttributionRule, EditionStatus, IssuingMode, PartyRole, Track
from khural.web.language import own_name
from khural.web.text import CleanCharField, CleanForm, WholeNumberField, folded

NAME = 200
PREFIX = "name_in_"


class DateInput(forms.DateInput):
    """A date picker of the browser; it speaks ISO 8601 whatever the page's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NamedForm(CleanForm):
    """A form for something with a name, and its name in each language of the dialogue's name list."""

    def __init__(self, *args: Any, others: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.others = {folded(other) for other in others}
        for code, _label in settings.LANGUAGES:
            label = own_name(code)
            field = CleanCharField(label=label, required=False, max_length=NAME)
            field.widget.attrs["lang"] = code
            self.fields[PREFIX + code] = field

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields that are not a name in another language."""
        return [field for field in self if not field.name.startswith(PREFIX)]

    @property
    def name_fields(self) -> list[forms.BoundField]:
        """The names in other languages."""
        return [field for field in self if field.name.startswith(PREFIX)]

    def names(self) -> dict[str, str]:
        """Language -> name, for those that were written."""
        codes = [code for code, _label in settings.LANGUAGES]
        return {code: self.cleaned_data[PREFIX + code] for code in codes if self.cleaned_data[PREFIX + code]}

    def warnings(self) -> list[str]:
        """Mixed alphabets, and a name that reads like another one."""
        told = super().warnings()
        if folded(str(self.cleaned_data.get("name", ""))) in self.others:
            told.append(gettext("Another name here reads the same. Both were kept; check that this is meant."))
        return told


def initial_names(names: dict[str, str]) -> dict[str, str]:
    """The initial values of the name fields."""
    return {PREFIX + code: names.get(code, "") for code, _label in settings.LANGUAGES}


class CaseForm(CleanForm):
    """A case with its first dialogue."""

    name = CleanCharField(
        label=_("Name of the case"), letters=1, max_length=NAME, help_text=_("The conflict or issue.")
    )
    summary = CleanCharField(label=_("What it is about"), lines=True, required=False, max_length=2000)
    dialogue = CleanCharField(
        label=_("Name of the dialogue"), letters=1, max_length=NAME, help_text=_("The series of meetings you host.")
    )
    host = CleanCharField(label=_("Host"), letters=1, max_length=NAME, help_text=_("Who invites."))
    track = forms.ChoiceField(label=_("Track"), choices=Track, initial=Track.MIXED)
    rule = forms.ChoiceField(
        label=_("Attribution rule"),
        choices=AttributionRule,
        initial=AttributionRule.CHATHAM_HOUSE,
        widget=forms.RadioSelect,
    )


class CaseTextForm(NamedForm):
    """Name and summary of a case."""

    name = CleanCharField(label=_("Name of the case"), letters=1, max_length=NAME)
    summary = CleanCharField(label=_("What it is about"), lines=True, required=False, max_length=2000)


class PartyForm(NamedForm):
    """A party or stakeholder."""

    name = CleanCharField(label=_("Name that this dialogue uses"), letters=1, max_length=NAME)
    role = forms.ChoiceField(label=_("Role"), choices=PartyRole, initial=PartyRole.PARTY)


class BasketForm(NamedForm):
    """A group of topics."""

    name = CleanCharField(label=_("Name of the basket"), letters=1, max_length=NAME, help_text=_("A group of topics."))


class EditionForm(NamedForm):
    """One meeting that is planned, or its rehearsal."""

    name = CleanCharField(label=_("Name of the edition"), letters=1, max_length=NAME)
    year = WholeNumberField(label=_("Year"), min_value=1900, max_value=2200)
    start = forms.DateField(label=_("First day"), required=False, widget=DateInput(), input_formats=["%Y-%m-%d"])
    end = forms.DateField(label=_("Last day"), required=False, widget=DateInput(), input_formats=["%Y-%m-%d"])
    venue = CleanCharField(label=_("Venue"), required=False, max_length=NAME)
    track = forms.ChoiceField(label=_("Track"), choices=Track, initial=Track.MIXED)
    issuing = forms.ChoiceField(
        label=_("How sealed sheets are given out"),
        choices=IssuingMode,
        initial=IssuingMode.ENVELOPE,
        widget=forms.RadioSelect,
    )
    is_rehearsal = forms.BooleanField(
        label=_("This is a rehearsal"),
        required=False,
        help_text=_(
            "Numbered delegations, invented statements, marked on every page and sheet. It is erased in one action "
            "and never mixes with a real edition."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The last day follows the first, and both lie in the year or the next."""
        data = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", ValidationError(gettext("The last day lies before the first.")))
        if start and data.get("year") and start.year != data["year"]:
            self.add_error("start", ValidationError(gettext("The first day lies in another year.")))
        return data


class EditionChangeForm(EditionForm):
    """Dates, venue and state of an edition; whether it is a rehearsal never changes."""

    status = forms.ChoiceField(label=_("State"), choices=EditionStatus)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["is_rehearsal"]


class ConfirmForm(forms.Form):
    """The one question before something that cannot be undone."""

    confirm = forms.BooleanField(
        label=_("I have read what will happen"),
        error_messages={"required": _("Tick the box to confirm that you have read what will happen.")},
    )
