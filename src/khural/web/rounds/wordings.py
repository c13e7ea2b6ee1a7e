"""A statement's wordings in the languages of its round, each with the forms to translate and to review it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khural.web.language import own_names
from khural.web.rounds.forms import ReviewForm, TranslationForm
from khural.web.rounds.models import Statement, StatementText, StatementVersion
from khural.web.seen import watched


@dataclass(frozen=True)
class Wording:
    """One language."""

    language: str
    name: str
    text: StatementText | None
    form: TranslationForm
    review: ReviewForm


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
        form = wrong[1] if wrong and wrong[0] == code else _form(version, code)
        review = reviewing[1] if reviewing and reviewing[0] == code else _review(version, code)
        form.fields["text"].widget.attrs["lang"] = code
        made.append(Wording(code, names[code], version.text_in(code), form, review))
    return made


def as_translated(version: StatementVersion, code: str) -> dict[str, str]:
    """What a translator rewrites, and what the translation is written by; empty where there is none yet."""
    text, source = version.text_in(code), version.source_text.text
    if text is None:
        return {"text": "", "translated_by": "", "reviewed_by": "", "source": source}
    return {
        "text": text.text,
        "translated_by": text.translated_by,
        "reviewed_by": text.reviewed_by,
        "source": source,
    }


def as_reviewed(version: StatementVersion, code: str) -> dict[str, str]:
    """What a reviewer signs, and for what."""
    seen = as_translated(version, code)
    return {"reviewed_by": seen["reviewed_by"], "wording": seen["text"], "source": seen["source"]}


def _form(version: StatementVersion, code: str) -> TranslationForm:
    stored = as_translated(version, code)
    return watched(TranslationForm(initial=stored, auto_id=f"id_{code}_%s"), stored)


def _review(version: StatementVersion, code: str) -> ReviewForm:
    return watched(ReviewForm(auto_id=f"id_review_{code}_%s"), as_reviewed(version, code))
