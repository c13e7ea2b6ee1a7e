"""The words of states of knowledge and of sides, in the language of the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

STATES: dict[str, Promise] = {
    "supported": pgettext_lazy("claim", "supported"),
    "partly": pgettext_lazy("claim", "supported in part"),
    "open": pgettext_lazy("claim", "open: cannot tell"),
    "contradicted": pgettext_lazy("claim", "contradicted"),
}
GLYPHS = {"supported": "●", "partly": "◐", "open": "○", "contradicted": "✕"}

SIDES: dict[str, Promise] = {
    "for": pgettext_lazy("evidence", "for"),
    "against": pgettext_lazy("evidence", "against"),
    "beside": pgettext_lazy("evidence", "beside it"),
    "unknown": pgettext_lazy("evidence", "unknown"),
}
SIDE_GLYPHS = {"for": "+", "against": "−", "beside": "·", "unknown": "▨"}

WHEN: dict[str, Promise] = {
    "before": pgettext_lazy("evidence", "Dated up to July 2021, when the article appeared"),
    "after": pgettext_lazy("evidence", "Dated after the article"),
    "undated": pgettext_lazy("evidence", "Without a date"),
}
