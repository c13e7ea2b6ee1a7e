"""The dialogue beside the Six-Party Talks and other forums on the same measures: meetings, gaps, the core seat.

The measures are counts and dates that sources give. A forum of which one meeting is known has no gap, and a core
party's seat that no source shows is unknown: neither present nor absent.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from khural.evidence.facts import editions, forums, six_party_rounds
from khural.evidence.records import ForumFact, SixPartyRound

CORE = "PRK"
DIALOGUE = "Ulaanbaatar Dialogue"
SIX_PARTY = "Six-Party Talks"


@dataclass(frozen=True)
class Forum:
    """One forum. `meetings` are those that sources date, None where they count none; `span` is the first and last date.

    `longest_gap` is in days between starts, None if fewer than two are dated. `attended` of `known` meetings had the
    core party in its seat; `unknown` have no source for it. `state` is the core party's state at a forum that is one
    row of the table, else "". `is_derived`: its attendance follows from the format and is not counted by a source.
    """

    name: str
    hosts: tuple[str, ...]
    meetings: int | None
    span: tuple[str, str]
    longest_gap: int | None
    attended: int
    known: int
    unknown: int
    state: str
    source_urls: tuple[str, ...]
    note: str
    is_derived: bool = False


def compared() -> tuple[Forum, ...]:
    """The dialogue, the Six-Party Talks, then every other forum in table order."""
    return (_dialogue(), _six_party(), *(_other(fact) for fact in forums() if fact.grade != "NF"))


def _gap(starts: list[date]) -> int | None:
    pairs = itertools.pairwise(sorted(starts))
    return max(((later - earlier).days for earlier, later in pairs), default=None)


def _dialogue() -> Forum:
    held = [fact for fact in editions() if fact.held == "yes"]
    starts = [fact.start.first_day for fact in held if fact.start and fact.start.month]
    states = [fact.dprk_status for fact in held]
    known = [state for state in states if state != "unknown"]
    return Forum(
        name=DIALOGUE,
        hosts=("MNG",),
        meetings=len(held),
        span=(str(held[0].start or held[0].year), str(held[-1].start or held[-1].year)),
        longest_gap=_gap(starts),
        attended=known.count("attended"),
        known=len(known),
        unknown=len(states) - len(known),
        state="",
        source_urls=tuple(dict.fromkeys(fact.source_url for fact in held if fact.source_url)),
        note="",
    )


def _six_party() -> Forum:
    sessions = [row for row in six_party_rounds() if row.phase != "result" and row.round != "end"]
    starts = [row.start.first_day for row in sessions]
    return Forum(
        name=SIX_PARTY,
        hosts=("CHN",),
        meetings=len(sessions),
        span=(str(sessions[0].start), str(_last(sessions))),
        longest_gap=_gap(starts),
        # The six sat together at every session by the format itself: without the core party there was no session.
        attended=len(sessions),
        known=len(sessions),
        unknown=0,
        state="",
        source_urls=tuple(dict.fromkeys(row.source_url for row in sessions if row.source_url)),
        note=next((row.result or "" for row in six_party_rounds() if row.round == "end"), ""),
        is_derived=True,
    )


def _last(sessions: list[SixPartyRound]) -> str:
    return str(max(sessions, key=lambda row: row.end.last_day).end)


def _other(fact: ForumFact) -> Forum:
    known = fact.dprk_status != "unknown"
    dates = (str(fact.start or ""), str(fact.end or fact.start or ""))
    return Forum(
        name=fact.forum,
        hosts=fact.hosts,
        meetings=1 if fact.start and fact.start.day and fact.start == (fact.end or fact.start) else None,
        span=dates,
        longest_gap=None,
        attended=int(fact.dprk_status == "attended"),
        known=int(known),
        unknown=int(not known),
        state=fact.dprk_status,
        source_urls=tuple(dict.fromkeys([*([fact.source_url] if fact.source_url else []), *fact.sources])),
        note=fact.facts or "",
    )
