"""The vocabulary of the find pages in the language of the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from khural.web.mediators.models import AssetKind

YES_NO: dict[str, Promise] = {
    "yes": pgettext_lazy("stake", "yes"),
    "no": pgettext_lazy("stake", "no"),
    "unknown": pgettext_lazy("evidence", "unknown"),
}
GLYPHS = {"yes": "●", "no": "○", "unknown": "▨"}

STANDINGS: dict[str, Promise] = {
    "ranked": pgettext_lazy("candidate", "cordial to all"),
    "not_cordial": pgettext_lazy("candidate", "not cordial to all"),
    "unknown": pgettext_lazy("candidate", "cannot be ranked: a tie is unknown"),
    "missing": pgettext_lazy("candidate", "not in the source: missing, not zero"),
}

STAKES: dict[str, Promise] = {
    "party": _("sits at the table"),
    "defence_pact": _("defence pact"),
    "rivalry": _("rivalry"),
    "dispute": _("militarized dispute"),
    "sanctions": _("sanctions"),
    "troops": _("troops or bases"),
    "trade_dependence": _("trade dependence"),
}

VARIANTS: dict[str, Promise] = {
    "smoothing": _("smoothing"),
    "window": _("other years"),
    "source": _("other source"),
    "events": _("one class of events"),
    "without": _("a party left out"),
    "volume": _("weighted by volume"),
}

CUTS: dict[str, Promise] = {
    "party": pgettext_lazy("left out", "without the tie to %(what)s"),
    "events": pgettext_lazy("left out", "without %(what)s events"),
    "source": pgettext_lazy("left out", "from %(what)s instead"),
}
EVENTS: dict[str, Promise] = {
    "verbal": pgettext_lazy("events", "verbal"),
    "material": pgettext_lazy("events", "material"),
}

RESOURCES: dict[str, Promise] = {
    "culture": pgettext_lazy("soft power", "culture"),
    "political_values": pgettext_lazy("soft power", "political values"),
    "foreign_policy": pgettext_lazy("soft power", "foreign policy"),
    "beside": pgettext_lazy("soft power", "beside the three"),
}

VENUE: dict[str, Promise] = {
    "distance": _("distance"),
    "hotels": _("hotels that met the standard"),
    "summits_hosted": _("summit hosted"),
    "visas": _("visas"),
    "sanctions": _("sanctions on gifts and travel"),
}

DEEDS: dict[str, Promise] = {
    "mediator": pgettext_lazy("deed", "mediator"),
    "host": pgettext_lazy("deed", "host"),
    "protecting_power": pgettext_lazy("deed", "protecting power"),
    "nnsc_member": pgettext_lazy("deed", "member of the armistice commission"),
}


def asset_kind(kind: str) -> str:
    """The name of a kind of asset."""
    return str(AssetKind(kind).label)
