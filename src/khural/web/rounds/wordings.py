"""A statement's wordings in the languages of its round, each with the forms to translate and to review it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khural.web.language import own_names
from khural.web.rounds.forms import ReviewForm, TranslationForm
from khural.web.rounds.models import Statement, StatementText


@dataclass(frozen=True)
class Wording:
    """One language. `conflict`: the stored text where somebody saved while this form was being filled in."""

    language: str
    name: str
    text: StatementText | None
    form: TranslationForm
    review: ReviewForm
    conflict: bool = False


def wordings(
    statement: Statement,
    languages: Iterable[str],
    wrong: tuple[str, TranslationForm] | None = None,
    reviewing: tuple[str, ReviewForm] | None = None,
) -> list[Wording]:
    """The source first, then the other languages in the round's order, with a form that was refused in its place."""
    version = statement.version
    names = dict(own_names())
    source = version.source_text.language
    made = []
    for code in dict.fromkeys([source, *languages]):
        text = version.text_in(code)
        form = wrong[1] if wrong and wrong[0] == code else _form(code, text)
        review = reviewing[1] if reviewing and reviewing[0] == code else _review(code, text)
        conflict = form.is_bound and bool(form.non_field_errors())
        if conflict:
            _catch_up(form, text)
        form.fields["text"].widget.attrs["lang"] = code
        made.append(Wording(code, names[code], text, form, review, conflict))
    return made


def _form(code: str, text: StatementText | None) -> TranslationForm:
    initial = {"text": text.text, "translated_by": text.translated_by} if text else {}
    revision = text.revision if text else 0
    return TranslationForm(initial={**initial, "revision": revision}, auto_id=f"id_{code}_%s")


def _review(code: str, text: StatementText | None) -> ReviewForm:
    return ReviewForm(initial={"revision": text.revision if text else 0}, auto_id=f"id_review_{code}_%s")


def _catch_up(form: TranslationForm, text: StatementText | None) -> None:
    # Both versions stand on the page now, so that saving once more is a choice and no accident.
    form.data = {**dict(form.data.items()), "revision": str(text.revision if text else 0)}
