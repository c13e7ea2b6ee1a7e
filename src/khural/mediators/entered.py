"""Candidates and parties that no event source covers, entered by hand with their sources: marked, beside the rank."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from khural.mediators.checks import FindError
from khural.mediators.finding import Candidate, EnteredCandidate
from khural.mediators.settings import Settings
from khural.mediators.tie import EnteredTie

KINDS = ("organisation", "armed_group", "person", "state")


def checked(ties: Sequence[EnteredTie]) -> tuple[EnteredTie, ...]:
    """The ties, refused where one has no source address, a negative count, an unknown kind or stands twice."""
    seen: set[tuple[str, str]] = set()
    for tie in ties:
        where = {"candidate": tie.candidate, "party": tie.party}
        if not tie.source_url.startswith(("http://", "https://")):
            raise FindError("mediators.entered_no_source", **where)
        if tie.cooperation < 0 or tie.conflict < 0:
            raise FindError("mediators.entered_negative", **where)
        if tie.kind not in KINDS:
            raise FindError("mediators.entered_kind", kind=tie.kind, kinds=", ".join(KINDS), **where)
        if (tie.candidate, tie.party) in seen:
            raise FindError("mediators.entered_twice", **where)
        seen.add((tie.candidate, tie.party))
    return tuple(ties)


def scored(tie: EnteredTie, settings: Settings) -> EnteredTie:
    """The tie with its score, None under the floor of events."""
    events = tie.cooperation + tie.conflict
    score = tie.cooperation / (events + settings.smoothing) if events >= settings.floor else None
    return dataclasses.replace(tie, score=score)


def entered_candidates(
    ties: Sequence[EnteredTie], table: Sequence[str], ranked: Sequence[Candidate], settings: Settings
) -> tuple[EnteredCandidate, ...]:
    """The candidates entered by hand: those with a tie to somebody at the `table` who are no state of the ranking."""
    named = [tie for tie in ties if tie.party in table]
    states = {candidate.state for candidate in ranked}
    names = dict.fromkeys(tie.candidate for tie in named if tie.candidate not in states)
    return tuple(
        _entered(name, [tie for tie in named if tie.candidate == name], table, ranked, settings) for name in names
    )


def _entered(
    name: str,
    ties: Sequence[EnteredTie],
    table: Sequence[str],
    ranked: Sequence[Candidate],
    settings: Settings,
) -> EnteredCandidate:
    found = [scored(tie, settings) for tie in sorted(ties, key=lambda tie: table.index(tie.party))]
    known = {tie.party: tie.score for tie in found if tie.score is not None}
    unknown = tuple(party for party in table if party not in known)
    weakest = min(known, key=lambda party: known[party], default=None)
    score = known[weakest] if weakest is not None and not unknown else None
    above = None
    if score is not None:
        above = sum(candidate.suitability is not None and candidate.suitability > score for candidate in ranked)
    return EnteredCandidate(name, found[0].kind, tuple(found), unknown, weakest, score, above)


def entered_parties(ties: Sequence[EnteredTie], table: Sequence[str]) -> tuple[str, ...]:
    """The parties entered by hand, in order of appearance: armed groups to which states have ties."""
    return tuple(dict.fromkeys(tie.party for tie in ties if tie.party not in table))


def with_entered(
    candidates: Sequence[Candidate], ties: Sequence[EnteredTie], parties: Sequence[str], settings: Settings
) -> tuple[Candidate, ...]:
    """The candidates with their ties entered by hand, and a marked rank where all entered `parties` are known."""
    by_state: dict[str, list[EnteredTie]] = {}
    for tie in ties:
        by_state.setdefault(tie.candidate, []).append(scored(tie, settings))
    places: dict[str, int] = {}
    if parties:
        places = _places({c.state: _with(c, by_state.get(c.state, []), parties) for c in candidates})
    return tuple(
        dataclasses.replace(c, entered=tuple(by_state.get(c.state, ())), marked_rank=places.get(c.state))
        for c in candidates
    )


def _with(candidate: Candidate, ties: Sequence[EnteredTie], parties: Sequence[str]) -> float | None:
    known = {tie.party: tie.score for tie in ties if tie.score is not None and tie.party in parties}
    if candidate.suitability is None or any(party not in known for party in parties):
        return None
    return min(candidate.suitability, *known.values())


def _places(scores: Mapping[str, float | None]) -> dict[str, int]:
    known = [score for score in scores.values() if score is not None]
    return {state: 1 + sum(other > score for other in known) for state, score in scores.items() if score is not None}
