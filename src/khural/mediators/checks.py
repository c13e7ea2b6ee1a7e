"""Refusals of a question that cannot be asked: each names what is wrong with which state or date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khural.mediators.settings import VIEWS, Settings
from khural.messages import KhuralError

_CODE = re.compile(r"[A-Z]{3}")


class FindError(KhuralError):
    """A question about mediators that cannot be answered as it was asked."""


def check_table(
    parties: Sequence[str], stakeholders: Sequence[str], settings: Settings, entered_parties: Sequence[str] = ()
) -> None:
    """Refuse fewer than two parties, a state named twice, what is no code, and a party as a host taken out.

    One of the two may be entered by hand (an armed group); one state at least must be a party.
    """
    named = (*parties, *stakeholders)
    for code in (*named, *settings.without):
        if not _CODE.fullmatch(code):
            raise FindError("mediators.not_a_code", state=code)
    if not parties or len(parties) + len(entered_parties) < 2:
        raise FindError("mediators.too_few_parties", count=len(parties) + len(entered_parties))
    for place, code in enumerate(named):
        if code in named[:place]:
            raise FindError("mediators.state_twice", state=code)
    for code in settings.without:
        check_candidate(code, named)


def check_candidate(code: str, table: Sequence[str]) -> None:
    """Refuse somebody at the table as their own mediator."""
    if code in table:
        raise FindError("mediators.own_mediator", state=code)


def check_settings(settings: Settings) -> None:
    """Refuse settings without meaning: a window that is none or reaches the day of the ranking, numbers too low."""
    if settings.first > settings.last:
        raise FindError("mediators.window_order", first=str(settings.first), last=str(settings.last))
    if settings.last >= settings.as_of:
        raise FindError("mediators.window_late", last=str(settings.last), as_of=str(settings.as_of))
    for name, value, least in (
        ("smoothing", settings.smoothing, 0.01),
        ("floor", settings.floor, 1),
        ("top", settings.top, 1),
        ("draws", settings.draws, 1000),
    ):
        if not value >= least:
            raise FindError("mediators.setting_low", name=name, value=value, least=least)
    if settings.view not in VIEWS:
        raise FindError("mediators.view_unknown", view=settings.view, views=", ".join(VIEWS))


def check_covered(table: Sequence[str], covered: Sequence[str], settings: Settings) -> None:
    """Refuse a window whose source does not cover somebody at the table."""
    for code in table:
        if code not in covered:
            raise FindError("mediators.party_not_covered", state=code, source=settings.source)
