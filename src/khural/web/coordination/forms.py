"""Forms of the coordinator's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from khural.web.cases.forms import NAME, PREFIX, DateInput, NamedForm
from khural.web.language import own_names
from khural.web.rounds.forms import REASONS, BasketChoice
from khural.web.rounds.pasting import MOST_LETTERS
from khural.web.square.actions import MOST_CODES
from khural.web.square.models import Joining
from khural.web.text import CleanCharField, CleanForm, WholeNumberField

PARTS = 4


class ConsultationForm(NamedForm):
    """What a consultation says and how people join."""

    names_title = _("Its name in other languages")
    names_hint = _("Where a language is left empty, people read the name as it was first written.")

    name = CleanCharField(label=_("Name of the consultation"), letters=1, max_length=NAME)
    about = CleanCharField(
        label=_("What it is about"),
        lines=True,
        required=False,
        max_length=2000,
        help_text=_("Everybody who has the address can read this."),
    )
    source_language = forms.ChoiceField(
        label=_("Language in which statements are written first"), choices=lazy(own_names, list), initial="en"
    )
    joining = forms.ChoiceField(
        label=_("How people join"), choices=Joining, initial=Joining.LINK, widget=forms.RadioSelect
    )
    takes_offers = forms.BooleanField(label=_("Participants may offer statements"), required=False, initial=True)


class SettingsForm(ConsultationForm):
    """What may be changed while people take part."""

    is_embeddable = forms.BooleanField(
        label=_("Other sites may show the results in a frame"),
        required=False,
        help_text=_("Whoever reads them there is known to that site too."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["name"], self.fields["source_language"]

    def own_data(self) -> dict[str, Any]:
        """What was typed, without the names."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(PREFIX)}


class LinkForm(CleanForm):
    """A link to hand round."""

    label = CleanCharField(label=_("For whom"), letters=1, max_length=NAME)
    per_hour = WholeNumberField(
        label=_("At most this many may join in an hour"), min_value=1, max_value=100_000, initial=1000
    )


class CodesForm(CleanForm):
    """A batch of printed codes."""

    label = CleanCharField(label=_("For whom"), letters=1, max_length=NAME)
    size = WholeNumberField(label=_("How many codes"), min_value=1, max_value=MOST_CODES, initial=30)


def reasons() -> list[tuple[str, str]]:
    """(English, in the page's language): the English is stored, so that each author reads it in their own."""
    with translation.override("en"):
        english = [str(reason) for reason in REASONS]
    here = [str(reason) for reason in REASONS]
    return [("", translation.gettext("choose a reason, or write one")), *zip(english, here, strict=True)]


class ReasonForm(CleanForm):
    """A reason from the list, or in one's own words."""

    chosen = forms.ChoiceField(label=_("Reason"), required=False, choices=lazy(reasons, list))
    written = CleanCharField(label=_("Reason in your own words"), required=False, max_length=300)

    @property
    def reason(self) -> str:
        """What was written, else what was chosen."""
        return str(self.cleaned_data["written"] or self.cleaned_data["chosen"])


class DecisionForm(ReasonForm):
    """What becomes of an offered statement; `into` where it repeats another.

    A reason may quote what was offered, which goes with the ballots: it is kept in no draft.
    """

    keeps_draft = False
    key = forms.RegexField(r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        required=False, choices=[(act, act) for act in ("accepted", "returned", "rejected")], widget=forms.HiddenInput
    )
    into = WholeNumberField(required=False, min_value=1, max_value=32_767, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """One of the buttons was pressed."""
        data = super().clean() or self.cleaned_data
        if not data.get("decision") and not data.get("into"):
            self.add_error(None, translation.gettext("Choose what becomes of the statement."))
        return data


class SplitForm(CleanForm):
    """The ideas that one statement holds, two at least."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for n in range(1, PARTS + 1):
            self.fields[f"part_{n}"] = CleanCharField(
                label=translation.gettext("Idea %(n)d") % {"n": n},
                required=n <= 2,
                letters=2,
                max_length=MOST_LETTERS,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )

    @property
    def parts(self) -> list[str]:
        """What was written."""
        return [text for text in (self.cleaned_data[f"part_{n}"] for n in range(1, PARTS + 1)) if text]


class MergeForm(CleanForm):
    """The number of the statement into which another is merged."""

    into = WholeNumberField(label=_("Number of the other statement"), min_value=1, max_value=32_767)


class DeletionForm(CleanForm):
    """The announced day."""

    on = forms.DateField(
        label=_("Day on which the ballots are deleted"), widget=DateInput(), input_formats=["%Y-%m-%d"]
    )


class EditionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Editions, named in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        """The dialogue's and the edition's name."""
        language = translation.get_language() or "en"
        return f"{obj.dialogue.name_in(language)}: {obj.name_in(language)}"


class HandForm(CleanForm):
    """To which edition and basket chosen findings go."""

    def __init__(
        self, *args: Any, editions: Any, baskets: Any, versions: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["edition"] = EditionChoice(
            label=translation.gettext("To which table"), queryset=editions, empty_label=None
        )
        self.fields["basket"] = BasketChoice(
            label=translation.gettext("Basket"),
            queryset=baskets,
            required=False,
            empty_label=translation.gettext("no basket"),
        )
        self.fields["note"] = CleanCharField(
            label=translation.gettext("A word to the table"), lines=True, required=False, max_length=1000
        )
        self.fields["versions"] = forms.MultipleChoiceField(
            label=translation.gettext("Findings"),
            choices=versions,
            error_messages={"required": translation.gettext("Choose at least one finding.")},
        )

    def clean(self) -> dict[str, Any]:
        """The basket is one of the table's own."""
        data = super().clean() or self.cleaned_data
        edition, basket = data.get("edition"), data.get("basket")
        if edition and basket and basket.dialogue_id != edition.dialogue_id:
            self.add_error("basket", translation.gettext("This basket belongs to another dialogue."))
        return data
