"""Forms of rounds, statements, translations, offered statements and languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from khural.web.cases.forms import NAME
from khural.web.cases.models import Basket
from khural.web.language import own_names
from khural.web.rounds.pasting import MOST_LETTERS
from khural.web.text import CleanCharField, CleanForm

MOST_PASTED = 200_000


class RoundForm(CleanForm):
    """A round in an edition's next free slot."""

    name = CleanCharField(label=_("Name of the round"), letters=1, max_length=NAME)
    source_language = forms.ChoiceField(
        label=_("Language in which statements are written first"), choices=lazy(own_names, list), initial="en"
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the delegates"),
        choices=lazy(own_names, list),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A round of an edition opens in a language only when a named reader has reviewed it, or the mediator "
            "accepts in writing that nobody has. A rehearsal opens without."
        ),
    )


class BasketChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The baskets of a dialogue, named in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        """The basket's name."""
        return str(obj.name_in(translation.get_language() or "en"))


class _InBasket(CleanForm):
    def __init__(self, *args: Any, baskets: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["basket"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = baskets


def _basket_field(label: Any) -> BasketChoice:
    return BasketChoice(label=label, required=False, queryset=Basket.objects.none(), empty_label=_("no basket"))


class StatementForm(_InBasket):
    """One statement in the source language."""

    text = CleanCharField(
        label=_("Statement"),
        lines=False,
        letters=2,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One idea, one sentence, that a delegate can agree or disagree with."),
    )
    basket = _basket_field(_("Basket"))


class PasteForm(_InBasket):
    """A list of statements, one per line. What is wrong is said by line number."""

    statements = forms.CharField(
        label=_("Statements, one per line"),
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=_("From a document or a spreadsheet. Numbering is dropped; a second column may name the basket."),
    )
    basket = _basket_field(_("Basket for lines that name none"))
    # Django's own check for NUL would not name the line.
    statements.validators = [v for v in statements.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]


class WordingForm(CleanForm):
    """A wording in one language."""

    text = CleanCharField(
        label=_("Wording"), letters=2, max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class TranslationForm(WordingForm):
    """A translation and its translator."""

    translated_by = CleanCharField(label=_("Translated by"), letters=1)


class ReviewForm(CleanForm):
    """A named native reader approves a translation as it stands."""

    reviewed_by = CleanCharField(label=_("Read and approved by"), letters=1)


REASONS = (
    _("It holds more than one idea."),
    _("It names a person or says who said something."),
    _("It repeats a statement of this round."),
    _("It is a question, not a statement."),
    _("It lies outside what this round is about."),
)


def _reasons() -> list[tuple[str, str]]:
    return [("", translation.gettext("choose a reason, or write one")), *((str(r), str(r)) for r in REASONS)]


class DecisionForm(CleanForm):
    """Accept, return or reject an offered statement; the reason is chosen or written.

    A reason may quote what a delegate offered, which goes with the ballots: it is kept in no draft.
    """

    keeps_draft = False
    key = forms.RegexField(r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)
    chosen = forms.ChoiceField(label=_("Reason"), required=False, choices=lazy(_reasons, list))
    written = CleanCharField(label=_("Reason in your own words"), required=False, max_length=300)
    decision = forms.ChoiceField(choices=[(state, state) for state in ("accepted", "returned", "rejected")])

    @property
    def reason(self) -> str:
        """What was written, else what was chosen."""
        return str(self.cleaned_data["written"] or self.cleaned_data["chosen"])


class AcceptanceForm(CleanForm):
    """The mediator's acceptance of an unreviewed language, in the mediator's own words."""

    language = forms.ChoiceField(label=_("Language"), choices=())
    wording = CleanCharField(
        label=_("Your acceptance, in your own words"),
        lines=True,
        letters=10,
        max_length=1000,
        help_text=_("It is kept with the round, and delegates see the source wording beside the translation."),
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = languages
