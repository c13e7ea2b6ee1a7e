"""What every page of a coordinator has: where one is, and what leads on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khural.web.crumbs import Crumb, edition_crumbs
from khural.web.square.models import Consultation


def address(consultation: Consultation) -> list[str]:
    """The three parts of a consultation's address on staff pages: case, edition, consultation."""
    edition = consultation.round.edition
    return [edition.dialogue.case.slug, edition.slug, consultation.slug]


def context(consultation: Consultation, *here: str, **more: Any) -> dict[str, Any]:
    """The context of a page of `consultation`; `here` are the last crumbs."""
    return more | {
        "consultation": consultation,
        "round": consultation.round,
        "address": address(consultation),
        "rehearsal": consultation.round.is_rehearsal,
        "back": reverse("consultation", args=address(consultation)),
        "crumbs": crumbs(consultation, *here),
    }


def crumbs(consultation: Consultation, *here: str) -> list[Crumb]:
    """Case, edition, the square of the edition, the consultation."""
    case, edition, _square = address(consultation)
    name = consultation.round.name_in(get_language() or "en")
    own = (name, reverse("consultation", args=address(consultation)))
    around = (_("Open consultations"), reverse("consultations", args=[case, edition]))
    return [*edition_crumbs(consultation.round.edition), around, own, *((label, "") for label in here)]
