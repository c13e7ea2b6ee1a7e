"""Claims on who can mediate, on ties and on standing, computed by the ranking itself."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from khural.claims.assets import AGAINST, FACTS, HOST, RELATIONS, between
from khural.claims.lines import of_facts, of_relations
from khural.claims.measured import DERIVED, evidence
from khural.claims.records import Line
from khural.claims.registry import Outcome, checks, outcome

if TYPE_CHECKING:
    from khural.mediators import Candidate, Finding
    from khural.mediators.diversity import Diversity
    from khural.mediators.standing import Standing

PARTIES = ("PRK", "KOR")
STAKEHOLDERS = ("USA", "CHN", "JPN", "RUS")
EVENTS = "icews_dyad_year"
TOP = 10


@functools.cache
def finding() -> Finding:
    """The ranking of the six with its default settings."""
    from khural.mediators import find, settings_for

    return find(PARTIES, STAKEHOLDERS, evidence(), settings_for(evidence(), source=EVENTS))


@functools.cache
def _standing() -> tuple[Standing, ...]:
    from khural.mediators.gather import yearly
    from khural.mediators.standing import standing

    settings = finding().settings
    return standing(HOST, finding().table, yearly(evidence(), EVENTS), settings.draws, settings.seed)


def _host() -> Candidate:
    return finding().candidate(HOST)


def _window() -> str:
    settings = finding().settings
    return f"{settings.first:%Y}–{settings.last:%Y}"


def _source() -> str:
    return next(note.title for note in finding().sources if note.name == EVENTS)


def _tie_lines(parties: tuple[str, ...], cordial: float) -> tuple[Line, ...]:
    year = str(finding().settings.last.year)
    return tuple(
        Line(
            "for" if tie.score is not None and tie.score >= cordial else "unknown" if tie.score is None else "against",
            f"tie {HOST}–{tie.party}, {_window()}",
            "unknown" if tie.score is None else f"{tie.score:.3f} ({tie.cooperation} : {tie.conflict})",
            year,
            "",
            DERIVED,
            _source(),
        )
        for tie in _host().ties
        if tie.party in parties
    )


@checks(2, data=(EVENTS, "population", "gdp", "military_personnel"))
def small_states() -> Outcome:
    """How many of the first ten by the weakest tie are small states."""
    ranked = finding().of("ranked")[:TOP]
    year = str(finding().settings.last.year)
    lines = tuple(
        Line(
            "for" if one.small == "yes" else "beside",
            f"{one.rank}. {one.state}, small: {one.small}",
            f"{one.suitability:.3f}",
            year,
            "",
            DERIVED,
            _source(),
        )
        for one in ranked
    )
    small = sum(one.small == "yes" for one in ranked)
    return outcome("partly" if small else "open", "small_states", lines, n=small, of=len(ranked))


@checks(3, data=(EVENTS,))
def cordial_to_all() -> Outcome:
    """The weakest tie of the host to the six; that ties are what enabled the role is not tested by it."""
    host, cordial = _host(), finding().settings.cordial
    lines = _tie_lines(finding().table, cordial)
    score = host.suitability
    numbers: dict[str, int | float | str] = {"score": score or 0.0, "rank": host.rank or 0, "party": host.weakest or ""}
    numbers |= {"worst": host.grid.high if host.grid else 0, "window": _window()}
    return outcome("partly" if score is not None else "open", "cordial_to_all", lines, **numbers)


@checks(40, data=(RELATIONS, EVENTS))
def both_koreas() -> Outcome:
    """Relations and ties with both, and the gap in one of them."""
    kinds = ("diplomatic_relations", "embassy_closed", "invitation_unanswered", "sanctions_behaviour")
    rows = [row for party in PARTIES for row in between(party, *kinds)]
    lines = of_relations(lambda kind: "for" if kind == kinds[0] else "against", rows)
    since = {party: str(between(party, kinds[0])[0].start) for party in PARTIES}
    ties = [tie.score for tie in _host().ties if tie.party in PARTIES]
    weakest = min((score for score in ties if score is not None), default=0.0)
    lines += _tie_lines(PARTIES, finding().settings.cordial)
    return outcome("partly", "both_koreas", lines, prk=since["PRK"], kor=since["KOR"], weakest=weakest)


@checks(35, data=(FACTS, EVENTS))
def third_neighbour() -> Outcome:
    """The dated steps of the third-neighbour policy, and how diversified cooperation is."""
    steps = of_facts("for", "third_neighbour_term_first_used", "national_security_concept_adopted")
    steps += of_facts("for", "foreign_policy_concept_renewed")
    found = _diversity()
    year = str(finding().settings.last.year)
    numbers = (("diversified, 0 to 1", found.spread or 0.0), ("share of neighbours", found.neighbours or 0.0))
    spread = tuple(Line("beside", what, f"{value:.2f}", year, "", DERIVED, _source()) for what, value in numbers)
    lines = (*steps, *spread, *of_facts("beside", "china_share_of_trade"))
    shares = {"spread": numbers[0][1], "near": round(100 * numbers[1][1])}
    return outcome("supported" if steps else "open", "third_neighbour", lines, n=len(steps), **shares)


@functools.cache
def _diversity() -> Diversity:
    from khural.mediators.background import neighbours
    from khural.mediators.diversity import diversity
    from khural.mediators.gather import counts
    from khural.mediators.grid import Window

    settings = finding().settings
    table = counts(evidence(), Window(EVENTS, settings.first, settings.last))
    return diversity(table, HOST, neighbours(evidence(), HOST))


@checks(41, data=(RELATIONS, EVENTS))
def trust() -> Outcome:
    """Signs for and against, and how rare a known, cordial tie to the core party is."""
    signs = of_relations(_side, between("PRK", "visit", "ambassador", *AGAINST))
    against = sum(line.side == "against" for line in signs)
    ties = [tie.score for one in finding().candidates for tie in one.ties if tie.party == "PRK"]
    known = [score for score in ties if score is not None]
    own = next(tie.score or 0.0 for tie in _host().ties if tie.party == "PRK")
    place = 1 + sum(score > own for score in known)
    year = str(finding().settings.last.year)
    rare = Line(
        "beside", "place of the tie to PRK among known ones", f"{place} of {len(known)}", year, "", DERIVED, _source()
    )
    numbers = {"n": len(signs) - against, "against": against, "place": place, "of": len(known)}
    return outcome("partly" if against else "supported", "signs", (*signs, rare), **numbers)


def _side(kind: str) -> str:
    return "against" if kind in AGAINST else "for"


@checks(51, data=(EVENTS,))
def standing_over_time() -> Outcome:
    """The share of the host in the cooperation among third states, year by year."""
    periods = [one for one in _standing() if one.share is not None and one.rank is not None]
    lines = tuple(
        Line(
            "beside",
            "share in cooperation among third states, rank",
            f"{(one.share or 0) * 100:.2f} %, {one.rank} of {one.states}",
            str(one.first.year),
            "",
            DERIVED,
            _source(),
        )
        for one in periods
    )
    first, last = periods[0], periods[-1]
    ranks = {"first": first.rank or 0, "last": last.rank or 0, "of": last.states}
    years = {"from_year": first.first.year, "to_year": last.first.year}
    return outcome("partly", "standing", lines, **ranks, **years)
