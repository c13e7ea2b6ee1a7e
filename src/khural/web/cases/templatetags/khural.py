"""Template filters for what pages of this product show: names in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from khural.web.cases.models import Named

register = template.Library()


@register.filter
def named(thing: Named) -> str:
    """The name of a case, party, basket ... in the language of the page."""
    return thing.name_in(get_language() or "en")
