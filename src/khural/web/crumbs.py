"""Where one is: the case first, then edition and round, each with its address."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language

from khural.web.cases.models import Case, Edition, Named
from khural.web.rounds.models import Round

Crumb = tuple[str, str]


def case_crumbs(case: Case, *here: str) -> list[Crumb]:
    """The crumbs of a page of `case`; `here` are the last steps, without an address."""
    return [(_name(case), reverse("case", args=[case.slug])), *((label, "") for label in here)]


def edition_crumbs(edition: Edition, *here: str) -> list[Crumb]:
    """The crumbs of a page of `edition`."""
    case = edition.dialogue.case
    own = (_name(edition), reverse("edition", args=[case.slug, edition.slug]))
    return [*case_crumbs(case), own, *((label, "") for label in here)]


def round_crumbs(round_: Round, *here: str) -> list[Crumb]:
    """The crumbs of a page of `round_`."""
    own = (_name(round_), reverse("round", args=address(round_)))
    return [*edition_crumbs(round_.edition), own, *((label, "") for label in here)]


def address(round_: Round) -> list[str]:
    """The three parts of a round's address: case, edition, round."""
    return [round_.edition.dialogue.case.slug, round_.edition.slug, round_.slug]


def _name(thing: Named) -> str:
    return thing.name_in(get_language() or "en")
