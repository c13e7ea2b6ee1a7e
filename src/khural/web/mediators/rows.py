"""The ranking as rows of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khural.web.mediators.models import CandidateKind
from khural.web.mediators.naming import Names
from khural.web.mediators.words import EVENTS, STAKES, VARIANTS, YES_NO

if TYPE_CHECKING:
    from khural.mediators import Candidate, EnteredCandidate, Finding, Flag, Interval, Pair, RankInterval, Tie, Variant
    from khural.mediators import Question as Learned

NONE = "–"


def score_of(score: float | None) -> str:
    """A score with three decimals, or a dash where it is not known."""
    return NONE if score is None else f"{score:.3f}"


def scores_of(interval: Interval | None) -> str:
    """An interval of a score."""
    return "" if interval is None else f"{interval.low:.3f}–{interval.high:.3f}"


def ranks_of(interval: RankInterval | None) -> str:
    """A range of ranks."""
    if interval is None:
        return NONE
    return str(interval.low) if interval.low == interval.high else f"{interval.low}–{interval.high}"


def counts_of(tie: Tie) -> str:
    """Cooperative and conflictual events, side by side."""
    return NONE if tie.cooperation is None else f"{tie.cooperation} : {tie.conflict}"


def stakes_of(flags: Iterable[Flag], names: Names) -> str:
    """The known stakes in words, with the year of their evidence; one that may have ended since says so."""
    return "; ".join(_stake(flag, names) for flag in flags if "yes" in (flag.value, flag.last_known))


def _stake(flag: Flag, names: Names) -> str:
    party = f"({names.of(flag.party)})" if flag.party else ""
    told = " ".join(part for part in (str(STAKES[flag.kind]), party, str(flag.year or "")) if part)
    return told if flag.value == "yes" else _("%(stake)s, unknown since") % {"stake": told}


@dataclass(frozen=True)
class CandidateRow:
    """One ranked candidate."""

    code: str
    name: str
    rank: str
    ranks: str
    worst: str
    unrankable: int
    score: str
    interval: str
    weakest: str
    counts: str
    volume: str
    small: str
    stakes: str
    unknown: int
    is_host: bool
    marked: str


def ranked_rows(finding: Finding, names: Names, host: str) -> list[CandidateRow]:
    """The candidates cordial to all, best first."""
    return [_ranked(candidate, names, host) for candidate in finding.of("ranked")]


def _ranked(candidate: Candidate, names: Names, host: str) -> CandidateRow:
    weakest = next(tie for tie in candidate.ties if tie.party == candidate.weakest)
    return CandidateRow(
        code=candidate.state.lower(),
        name=names.of(candidate.state),
        rank=str(candidate.rank),
        ranks=ranks_of(candidate.rank_interval),
        worst=ranks_of(candidate.grid),
        unrankable=candidate.unrankable,
        score=score_of(candidate.suitability),
        interval=scores_of(candidate.interval),
        weakest=names.of(weakest.party),
        counts=counts_of(weakest),
        volume=f"{candidate.volume_rank} ({ranks_of(candidate.volume_rank_interval)})",
        small=str(YES_NO[candidate.small]),
        stakes=stakes_of(candidate.flags, names),
        unknown=sum(flag.value == "unknown" for flag in candidate.flags),
        is_host=candidate.state == host,
        marked=str(candidate.marked_rank or ""),
    )


@dataclass(frozen=True)
class UnrankedRow:
    """A candidate that is not cordial to all, or has an unknown tie."""

    code: str
    name: str
    ties: str


def not_cordial_rows(finding: Finding, names: Names) -> list[UnrankedRow]:
    """Candidates with a known tie under the line, and which."""
    line = finding.settings.cordial
    return [
        _unranked(one, names, [tie for tie in one.ties if tie.score is not None and tie.score < line])
        for one in finding.of("not_cordial")
    ]


def unknown_rows(finding: Finding, names: Names) -> list[UnrankedRow]:
    """Candidates with a tie too thin to know, and which."""
    return [_unranked(one, names, [tie for tie in one.ties if tie.status == "thin"]) for one in finding.of("unknown")]


def _unranked(candidate: Candidate, names: Names, ties: list[Tie]) -> UnrankedRow:
    told = (f"{names.of(tie.party)} {counts_of(tie)}" for tie in ties)
    return UnrankedRow(candidate.state.lower(), names.of(candidate.state), "; ".join(told))


@dataclass(frozen=True)
class QuestionRow:
    """What an envoy would have to ask, and how far the answer can move the rank."""

    code: str
    name: str
    question: str
    best: int
    worst: int


def question_rows(learned: Iterable[Learned], names: Names) -> list[QuestionRow]:
    """The questions that can move most first."""
    return [
        QuestionRow(one.state.lower(), names.of(one.state), names.told(one.question), one.best, one.worst)
        for one in learned
    ]


@dataclass(frozen=True)
class PairRow:
    """Two partial mediators, each close to one party."""

    rank: int
    a: str
    b: str
    side_a: str
    side_b: str
    score: str
    gap: str


def pair_rows(pairs: Iterable[Pair], names: Names) -> list[PairRow]:
    """The pairs, best first."""
    return [
        PairRow(
            pair.rank,
            names.of(pair.a),
            names.of(pair.b),
            names.of(pair.side_a),
            names.of(pair.side_b),
            f"{pair.score:.3f}",
            f"{pair.gap:.3f}",
        )
        for pair in pairs
    ]


@dataclass(frozen=True)
class EnteredRow:
    """A candidate entered by hand, beside the ranking and never in it."""

    name: str
    kind: str
    score: str
    weakest: str
    unknown: str
    above: str
    pages: tuple[tuple[str, str], ...]


def entered_rows(entered: Iterable[EnteredCandidate], names: Names) -> list[EnteredRow]:
    """Candidates entered by hand with their pages."""
    return [
        EnteredRow(
            name=one.name,
            kind=str(CandidateKind(one.kind).label),
            score=score_of(one.suitability),
            weakest=names.of(one.weakest) if one.weakest else NONE,
            unknown=", ".join(names.of(party) for party in names.ordered(one.unknown)),
            above=NONE if one.above is None else str(one.above),
            pages=tuple((tie.source_url, tie.source) for tie in one.ties),
        )
        for one in entered
    ]


def grid_rows(finding: Finding, state: str, names: Names) -> list[tuple[str, str, str]]:
    """(what was moved, to what, rank) for every other setting."""
    return [
        (str(VARIANTS[one.kind]), _moved(one, names), str(one.ranks.get(state, NONE)))
        for one in sorted(finding.grid, key=lambda one: (list(VARIANTS).index(one.kind), one.first, one.value))
    ]


def _moved(one: Variant, names: Names) -> str:
    if one.kind in ("window", "source"):
        return f"{one.source}, {one.first:%Y-%m} – {one.last:%Y-%m}, {VARIANTS['smoothing']} {one.value}"
    return names.of(one.value) if one.kind == "without" else str(EVENTS.get(one.value, one.value))


def insider_rows(finding: Finding, names: Names) -> list[PairRow]:
    """States inside the setting with their side, best tie first."""
    return [
        PairRow(view.rank or 0, names.of(view.state), "", names.of(view.side or ""), "", score_of(view.score), "")
        for view in finding.insiders
    ]
