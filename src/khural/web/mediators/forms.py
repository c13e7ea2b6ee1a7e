"""Forms of the find pages: the controls of the ranking, whom to compare, and what is entered by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from khural.evidence.dates import PartialDate
from khural.web.cases.models import Party
from khural.web.change.forms import PartialDateField
from khural.web.language import current_language
from khural.web.library.names import name_of
from khural.web.library.state_names import state_names
from khural.web.mediators.models import AssetKind, CandidateKind
from khural.web.text import CleanCharField, CleanForm, WholeNumberField

SMOOTHINGS = (("", "5"), ("0.5", "0.5"), ("50", "50"), ("200", "200"))
"""What is sent, and what is shown: the default is sent as nothing."""

VIEWS = {
    "neutral": pgettext_lazy("view of bias", "neutral: cordial to all"),
    "pair": pgettext_lazy("view of bias", "two partial mediators, one close to each"),
    "insider": pgettext_lazy("view of bias", "partial and inside, stake disclosed"),
}
Choices = list[tuple[str, str]]


def state_choices() -> Choices:
    """Every state by name in the language of the page."""
    language = current_language()
    named = [(code, name_of(code, language)) for code in state_names()]
    return sorted(named, key=lambda choice: choice[1].casefold())


class SettingsForm(forms.Form):
    """What a reader of the ranking may move; a form that is read, never sent. Empty means the default."""

    source = forms.ChoiceField(label=_("Source"), required=False)
    first = WholeNumberField(label=_("From year"), required=False, min_value=1800, max_value=2200)
    last = WholeNumberField(label=_("To year"), required=False, min_value=1800, max_value=2200)
    smoothing = forms.ChoiceField(label=_("Smoothing"), required=False, choices=SMOOTHINGS)
    floor = WholeNumberField(label=_("Fewest events of a known tie"), required=False, min_value=1, max_value=9999)
    view = forms.ChoiceField(label=_("View of bias"), required=False, choices=list(VIEWS.items()))
    without_host = forms.BooleanField(label=_("Without the present host"), required=False)

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], has_host: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = list(sources)  # type: ignore[attr-defined]  # a ChoiceField
        if not has_host:
            del self.fields["without_host"]

    def clean(self) -> dict[str, Any]:
        """A window has both ends, in their order."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if (first is None) != (last is None):
            self.add_error("last" if last is None else "first", ValidationError(gettext("Give both years, or none.")))
        elif first is not None and last is not None and last < first:
            self.add_error("last", ValidationError(gettext("The last year lies before the first.")))
        return data


class CompareForm(forms.Form):
    """Two candidates side by side; a form that is read, never sent."""

    a = forms.ChoiceField(label=_("Candidate"))
    b = forms.ChoiceField(label=_("Beside"))

    def __init__(self, *args: Any, candidates: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("a", "b"):
            self.fields[name].choices = candidates  # type: ignore[attr-defined]  # a ChoiceField


class StatesForm(CleanForm):
    """Which state each party is, and the host; empty for a group, an organisation or a people."""

    def __init__(self, *args: Any, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", gettext("no state: ties are entered by hand")), *state_choices()]
        for party in parties:
            label = party.name_in(current_language())
            self.fields[party.code] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["host"] = forms.ChoiceField(
            label=gettext("Present host"), choices=[("", gettext("no state")), *state_choices()], required=False
        )

    def clean(self) -> dict[str, Any]:
        """No state stands for two parties, and no party is its own host."""
        data = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name, code in list(data.items()):
            if code and code in seen:
                self.add_error(name, ValidationError(gettext("This state is chosen twice.")))
            seen.add(code)
        return data


class _SourcedForm(CleanForm):
    source = CleanCharField(label=_("Source"), letters=1, max_length=200, help_text=_("Who says so."))
    source_url = forms.URLField(label=_("Page"), max_length=500, assume_scheme="https")
    note = CleanCharField(label=_("Remark"), lines=True, required=False, max_length=1000)


class TieForm(_SourcedForm):
    """The tie of a candidate to one party, counted in a source."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CandidateKind)
    candidate = CleanCharField(
        label=_("Candidate"), letters=1, max_length=200, help_text=_("A name; for a state its code, such as MNG.")
    )
    party = forms.ChoiceField(label=_("Party"))
    cooperation = WholeNumberField(label=_("Cooperative events"), min_value=0, max_value=99999)
    conflict = WholeNumberField(label=_("Conflictual events"), min_value=0, max_value=99999)
    first = PartialDateField(label=_("From"))
    last = PartialDateField(label=_("Until"))
    field_order = ["kind", "candidate", "party", "cooperation", "conflict", "first", "last"]

    def __init__(self, *args: Any, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(party.code, party.name_in(current_language())) for party in parties]
        self.fields["party"].choices = named  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A state is named by its code, and the days follow each other."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == CandidateKind.STATE and data.get("candidate"):
            data["candidate"] = data["candidate"].upper()
            if data["candidate"] not in state_names():
                self.add_error("candidate", ValidationError(gettext("No state has this code.")))
        first, last = data.get("first"), data.get("last")
        if first and last and PartialDate.parse(last).last_day < PartialDate.parse(first).first_day:
            self.add_error("last", ValidationError(gettext("The last day lies before the first.")))
        return data


class AssetForm(_SourcedForm):
    """One asset of a state, an offer it can make, or what it stands to gain."""

    state = forms.ChoiceField(label=_("State"))
    kind = forms.ChoiceField(label=_("Kind"), choices=AssetKind)
    what = CleanCharField(label=_("What"), letters=1, max_length=300)
    as_of = PartialDateField(label=_("Date"))
    field_order = ["state", "kind", "what", "as_of"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = state_choices()  # type: ignore[attr-defined]  # a ChoiceField
