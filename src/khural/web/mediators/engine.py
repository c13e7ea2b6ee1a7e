"""The ranking of a case, computed when a page asks and kept while nothing it rests on has changed.

Numeric engines are loaded inside these functions: a web process starts and votes without them.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings as site

import khural
from khural.figures import TieYear
from khural.web.mediators.question import Question

if TYPE_CHECKING:
    from khural.evidence.store import Evidence
    from khural.evidence.tables import DyadCounts
    from khural.mediators import EnteredTie, Finding, Settings
    from khural.mediators import Question as Learned
    from khural.mediators.counts import Whole
    from khural.mediators.why import Profile, Why

KEPT = 64
"""Answers kept per process; each is some hundred kilobytes."""


@dataclass(frozen=True)
class Choice:
    """What the reader moved; None and "" leave the default."""

    source: str = ""
    first: int | None = None
    last: int | None = None
    smoothing: float | None = None
    floor: int | None = None
    view: str = "neutral"
    without_host: bool = False


@dataclass(frozen=True)
class Asked:
    """A question with the reader's choice, on a day, of one state of the evidence."""

    question: Question
    choice: Choice
    as_of: date
    version: str


def asked(question: Question, choice: Choice, as_of: date) -> Asked:
    """The question as it is asked now."""
    return Asked(question, choice, as_of, evidence_version())


def evidence_version() -> str:
    """What the answers rest on: the pack of this version and the installation's own sources, as they lie there now."""
    from khural.evidence.store import fingerprint

    return f"{khural.__version__} {fingerprint(folder())}"


def folder() -> Path | None:
    """Where `khural data build` put the installation's own tables; None where it has not."""
    from khural.evidence.manifest import FILE
    from khural.evidence.store import TABLES

    found = Path(site.DATA) / "evidence"
    return found if (found / TABLES / FILE).is_file() else None


@functools.lru_cache(maxsize=4)
def _evidence(as_of: date, _version: str) -> Evidence:
    from khural.evidence.store import open_evidence

    return open_evidence(as_of, folder())


def sources_on_offer(as_of: date) -> tuple[tuple[str, str], ...]:
    """(name, title) of the sources that hold counts of events between states, the default first."""
    from khural.mediators.gather import PREFERRED, count_sources, note

    evidence = _evidence(as_of, evidence_version())
    names = sorted(count_sources(evidence), key=lambda name: name != PREFERRED)
    return tuple((name, note(evidence, name).title) for name in names)


@functools.lru_cache(maxsize=KEPT)
def finding(ask: Asked) -> Finding:
    """The ranking. FindError or EvidenceError where the question cannot be asked as it was."""
    from khural.mediators import find

    evidence = _evidence(ask.as_of, ask.version)
    question = ask.question
    return find(question.parties, question.stakeholders, evidence, _settings(ask, evidence), entered=_ties(question))


def _settings(ask: Asked, evidence: Evidence) -> Settings:
    from khural.mediators import settings_for

    choice = ask.choice
    window = None
    if choice.first is not None and choice.last is not None:
        window = (date(choice.first, 1, 1), date(choice.last, 12, 31))
    return settings_for(
        evidence,
        source=choice.source or None,
        window=window,
        smoothing=choice.smoothing,
        floor=choice.floor,
        view=choice.view,
        without=(ask.question.host,) if choice.without_host and ask.question.host else (),
    )


def _ties(question: Question) -> tuple[EnteredTie, ...]:
    from khural.mediators import EnteredTie

    return tuple(EnteredTie(*tie) for tie in question.ties)


@functools.lru_cache(maxsize=KEPT)
def why(ask: Asked, state: str) -> Why:
    """Everything on one candidate; FindError for a party, and for a state that is no candidate."""
    from khural.mediators import explain

    return explain(finding(ask), _evidence(ask.as_of, ask.version), state)


@functools.lru_cache(maxsize=KEPT)
def profile(ask: Asked, state: str) -> Profile:
    """What a state would bring, whether it is a candidate or sits at the table."""
    from khural.mediators.why import profile as profile_of

    return profile_of(_evidence(ask.as_of, ask.version), state, finding(ask))


@functools.lru_cache(maxsize=KEPT)
def learned(ask: Asked) -> tuple[Learned, ...]:
    """The questions whose answers would move the ranking most."""
    from khural.mediators import learn

    return learn(finding(ask))


@functools.lru_cache(maxsize=KEPT)
def tie_years(ask: Asked, state: str) -> tuple[tuple[str, tuple[TieYear, ...]], ...]:
    """(party, years) of the counts between `state` and each party, in the source of the ranking."""
    from khural.mediators.gather import yearly

    found = finding(ask)
    periods = yearly(_evidence(ask.as_of, ask.version), found.settings.source)
    return tuple(
        (party, tuple(_year(one, state, party, found.settings.floor) for one in periods)) for party in found.table
    )


def _year(period: DyadCounts, state: str, party: str, floor: int) -> TieYear:
    place = {code: row for row, code in enumerate(period.states)}
    a, b = place.get(state), place.get(party)
    if a is None or b is None or not (period.observed[a] and period.observed[b]):
        return TieYear(period.first.year, None, None)
    cooperation = _both(a, b, period.verbal_cooperation, period.material_cooperation)
    conflict = _both(a, b, period.verbal_conflict, period.material_conflict)
    return TieYear(period.first.year, cooperation, conflict, cooperation + conflict < floor)


def _both(a: int, b: int, *tables: Whole) -> int:
    return sum(int(table[a, b]) + int(table[b, a]) for table in tables)
