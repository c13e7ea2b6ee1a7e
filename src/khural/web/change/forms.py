"""Forms of the ledger and of aims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khural.evidence.dates import PartialDate
from khural.web.cases.forms import DateInput
from khural.web.cases.models import Dialogue, EditionStatus, Party
from khural.web.change.words import ActKind, Direction, Family, Measure, SeenBy
from khural.web.text import CleanCharField, CleanForm, WholeNumberField

BIGGEST_FILE = 2 * 1024 * 1024
MOST_SIDES = 12
PAIR = (
    Measure.TENSION_EVENTS,
    Measure.UNDERSTANDING_SURVEY,
    Measure.TRUST_SURVEY,
    Measure.HOSTILITY_SURVEY,
)


class PartialDateField(CleanCharField):
    """A year, a month or a day, as far as the source gives it; the cleaned value is text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=10, help_text=_("Year, year-month or year-month-day: 2018, 2018-06, 2018-06-12."), **options
        )

    def to_python(self, value: Any) -> str:
        """The date as it was typed, or a refusal for a day that no calendar has."""
        text = super().to_python(value)
        try:
            return str(PartialDate.parse(text)) if text else ""
        except ValueError:
            raise ValidationError(gettext("This is no date. Write it as 2018, 2018-06 or 2018-06-12.")) from None


class ActForm(CleanForm):
    """One act, by any side, with the page it was read on."""

    actors = CleanCharField(
        label=_("By whom"),
        letters=1,
        max_length=300,
        help_text=_("State codes such as PRK or names; several are separated by semicolons."),
    )
    target = CleanCharField(label=_("Toward whom"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=ActKind)
    start = PartialDateField(label=_("Date"))
    end = PartialDateField(label=_("Until"), required=False)
    note = CleanCharField(label=_("What happened"), lines=True, required=False, max_length=1000)
    source = CleanCharField(label=_("Source"), letters=1, max_length=200, help_text=_("Who says so."))
    source_url = forms.URLField(label=_("Page"), max_length=500, assume_scheme="https")

    def clean_actors(self) -> list[str]:
        """The sides, each once."""
        sides = dict.fromkeys(part.strip() for part in self.cleaned_data["actors"].split(";") if part.strip())
        if len(sides) > MOST_SIDES:
            raise ValidationError(gettext("More than %(n)d sides: enter the act for each group.") % {"n": MOST_SIDES})
        return list(sides)

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the beginning."""
        data = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and end and PartialDate.parse(end).last_day < PartialDate.parse(start).first_day:
            self.add_error("end", ValidationError(gettext("The last day lies before the first.")))
        return data


class StrikeForm(CleanForm):
    """Why an entry no longer counts."""

    reason = CleanCharField(
        label=_("Why"), letters=1, max_length=300, help_text=_("The entry stays, with this reason.")
    )


class ActsFileForm(forms.Form):
    """A CSV file with the columns of the ledger."""

    file = forms.FileField(label=_("CSV file"))

    def clean_file(self) -> Any:
        """Not larger than can be read at once."""
        file = self.cleaned_data["file"]
        if file.size > BIGGEST_FILE:
            raise ValidationError(gettext("The file is larger than 2 MB. Nothing was stored."))
        return file


class ChoiceForm(forms.Form):
    """Which part of the ledger to show."""

    side = forms.ChoiceField(label=_("Side"), required=False)
    family = forms.ChoiceField(label=_("Kind"), required=False)
    first_year = WholeNumberField(label=_("From year"), required=False, min_value=1800, max_value=2200)
    last_year = WholeNumberField(label=_("To year"), required=False, min_value=1800, max_value=2200)

    def __init__(self, *args: Any, sides: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = [("", gettext("all")), *sides]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["family"].choices = [("", gettext("all")), *Family.choices]  # type: ignore[attr-defined]


class AimForm(CleanForm):
    """What is to change, registered beforehand."""

    words = CleanCharField(label=_("The aim in one sentence"), letters=1, max_length=300)
    owner = forms.ModelChoiceField(
        label=_("Whose aim"), queryset=Party.objects.none(), required=False, empty_label=_("the host's")
    )
    measure = forms.ChoiceField(label=_("How it is read"), choices=Measure)
    party_a = forms.ModelChoiceField(label=_("Party"), queryset=Party.objects.none(), required=False)
    party_b = forms.ModelChoiceField(
        label=_("Other party"),
        queryset=Party.objects.none(),
        required=False,
        help_text=_("For measures between two sides."),
    )
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction, widget=forms.RadioSelect)
    hoped = forms.DecimalField(
        label=_("Change hoped for"),
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=1,
        help_text=_("In per cent for events, in statements for common ground. You are told now if it could be seen."),
    )
    edition = forms.ModelChoiceField(
        label=_("Edition"), queryset=Party.objects.none(), required=False, empty_label=_("none in particular")
    )
    read_on = forms.DateField(label=_("Day of reading"), widget=DateInput(), input_formats=["%Y-%m-%d"])
    seen_by = forms.ChoiceField(label=_("Who may see it"), choices=SeenBy, initial=SeenBy.STAFF)

    def __init__(self, *args: Any, dialogue: Dialogue, **options: Any) -> None:
        super().__init__(*args, **options)
        planned = dialogue.editions.filter(is_rehearsal=False, status=EditionStatus.PLANNED)
        parties = dialogue.case.parties.all()
        querysets = {**dict.fromkeys(("owner", "party_a", "party_b"), parties), "edition": planned}
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """Each measure needs the parties that it is read on."""
        data = super().clean() or self.cleaned_data
        measure, a, b = data.get("measure"), data.get("party_a"), data.get("party_b")
        if measure in (*PAIR, Measure.ATTENDANCE) and a is None:
            self.add_error("party_a", ValidationError(gettext("This measure is read on a party: choose one.")))
        if measure in PAIR and (b is None or a == b):
            self.add_error("party_b", ValidationError(gettext("This measure is read between two sides: choose two.")))
        return data
