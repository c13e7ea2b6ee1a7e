"""The part of a page of results that is the same for everybody, whoever the page is for."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string

from khural.web.language import current_language
from khural.web.square import presentation
from khural.web.square.models import Consultation
from khural.web.square.queries import forget, published_at, statements_shown

# Of some hundred statements the others unfold: what follows them would not be found.
AT_ONCE = 25


def body_of(consultation: Consultation) -> str:
    """The last batch as readers get it, in the page's language; empty where nothing may be shown yet."""
    number, shown = consultation.publication, statements_shown(consultation.round_id)
    return _rendered(consultation.pk, number, shown, current_language()) if number else ""


@lru_cache(maxsize=32)
def _rendered(consultation: int, number: int, shown: int, language: str) -> str:  # noqa: ARG001 - what it depends on
    """Made once per publication and language."""
    result = published_at(consultation, number)
    if result is None:
        return ""
    texts = presentation.wordings(result, language)
    rows = presentation.rows(result, texts)
    ctx = {
        "first": rows[:AT_ONCE],
        "more": rows[AT_ONCE:],
        "took_part": presentation.took_part(result),
        "as_of": presentation.as_of(result),
        "groups": presentation.groups(result, texts),
        "structure": presentation.structure_sentence(result),
        "stability": presentation.stability_sentence(result),
        "agreed": presentation.held(result.agreed, texts),
        "rejected": presentation.held(result.rejected, texts),
        "figure": presentation.map_figure(result, texts),
    }
    return render_to_string("square/result.html", ctx)


def forget_rendered() -> None:
    """Make every part anew: the numbers that name them belong to other data."""
    _rendered.cache_clear()
    forget()
