"""The figures of the find pages with their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from khural.figures import Figure, PartyYears, PlanePoint, PlaneWords, TieYearWords, plane, tie_years
from khural.web.mediators.naming import Names
from khural.web.mediators.rows import ranks_of

if TYPE_CHECKING:
    from khural.mediators import Candidate, Finding

MARKED = 3


def plane_figure(finding: Finding, names: Names, host: str) -> Figure | None:
    """Ranked candidates by weakest tie and volume; the first ones and the host are marked. None without any."""
    ranked = finding.of("ranked")
    if not ranked:
        return None
    points = [_point(candidate, names, host) for candidate in ranked]
    return plane(points, finding.settings.cordial, _words(finding, names, host), "plane")


def _point(candidate: Candidate, names: Names, host: str) -> PlanePoint:
    low, high = (candidate.interval.low, candidate.interval.high) if candidate.interval else (0.0, 0.0)
    return PlanePoint(
        name=names.of(candidate.state),
        score=candidate.suitability or 0.0,
        low=low,
        high=high,
        events=min(tie.events or 0 for tie in candidate.ties),
        rank=str(candidate.rank),
        ranks=ranks_of(candidate.rank_interval),
        is_marked=candidate.state == host or (candidate.rank or 0) <= MARKED,
    )


def _words(finding: Finding, names: Names, host: str) -> PlaneWords:
    return PlaneWords(
        title=_("Weakest tie and volume"),
        sentence=headline(finding, names, host),
        candidate=_("Candidate"),
        rank=_("Rank"),
        ranks=_("Ranks, 90 %"),
        score=_("Weakest tie"),
        interval=_("90 % interval"),
        events=_("Events of the thinnest tie"),
        cordial=_("cordial"),
        notes=(
            _("Height: share of cooperation in the least cordial tie. To the right: more events are known."),
            _("Bars: 90 % of what the counts could have been."),
            _("Few events to the left: little is known, and little news is often good news."),
        ),
    )


def headline(finding: Finding, names: Names, host: str) -> str:
    """Who is first, and the host's place; a place is never said without the worst it takes under other settings."""
    found = [one for one in finding.of("ranked") if one.rank == 1 or one.state == host]
    told = [_place(one, names) for one in found[:MARKED]]
    return " ".join(told) or _("No state has known, cordial ties to all.")


def _place(candidate: Candidate, names: Names) -> str:
    words = _("%(state)s: rank %(rank)d by the weakest tie, %(reach)s under other settings.")
    reach = ranks_of(candidate.grid)
    return words % {"state": names.of(candidate.state), "rank": candidate.rank, "reach": reach}


def years_figure(parties: Sequence[PartyYears], name: str, floor: int) -> Figure | None:
    """The ties of one candidate to each party, year by year; None where the source has no years."""
    if not parties or not parties[0].years:
        return None
    unknown = sum(year.is_thin or year.cooperation is None for party in parties for year in party.years)
    cells = sum(len(party.years) for party in parties)
    sentence = _("%(state)s and each party, year by year: %(unknown)d of %(cells)d years are too thin to know.")
    words = TieYearWords(
        title=_("Events between %(state)s and each party") % {"state": name},
        sentence=sentence % {"state": name, "unknown": unknown, "cells": cells},
        party=_("Party"),
        year=_("Year"),
        cooperation=_("Cooperation"),
        conflict=_("Conflict"),
        thin=_("too thin to know"),
        nothing=pgettext("evidence", "unknown"),
        notes=(
            _("Up: cooperation; down: conflict; square roots, one scale for all parties."),
            ngettext(
                "Hatched: fewer than %(n)d event, or not in the source.",
                "Hatched: fewer than %(n)d events, or not in the source.",
                floor,
            )
            % {"n": floor},
        ),
    )
    return tie_years(parties, words, "years")
