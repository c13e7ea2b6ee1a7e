"""What would have to be learned: per candidate the one tie whose knowledge would move the rank most.

Value of information as sensitivity, not prediction: the rank is computed again over what the tie could turn out to
be. For an unknown tie that is the middle 90 % of the known ties to the same party; for a known one its interval.
Private by default: a list of questions says whom a host thinks of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from khural.mediators.finding import Candidate, Finding, Question
from khural.mediators.tie import Tie
from khural.messages import Message

EDGES = (0.05, 0.95)


def learn(finding: Finding) -> tuple[Question, ...]:
    """One question per candidate, those that can move most first: unknown ties, and uncertain ones of the ranked."""
    known = {party: _known_scores(finding, party) for party in finding.table}
    ranked = [(c.state, c.suitability) for c in finding.candidates if c.suitability is not None]
    found = []
    for candidate in finding.candidates:
        others = sorted(score for state, score in ranked if state != candidate.state)
        asked = _asked(candidate, known, others, str(finding.settings.first.year))
        if asked is not None:
            found.append(asked)
    return tuple(sorted(found, key=lambda q: (-q.spread, q.best, q.state)))


def _known_scores(finding: Finding, party: str) -> tuple[float, ...]:
    ties = (tie for candidate in finding.candidates for tie in candidate.ties if tie.party == party)
    return tuple(sorted(tie.score for tie in ties if tie.score is not None))


def _asked(
    candidate: Candidate, known: Mapping[str, Sequence[float]], others: Sequence[float], since: str
) -> Question | None:
    if candidate.standing == "unknown":
        ties = [tie for tie in candidate.ties if tie.status == "thin" and known[tie.party]]
        basis = "distribution"
    elif candidate.standing == "ranked":
        ties = [tie for tie in candidate.ties if tie.interval is not None]
        basis = "interval"
    else:
        return None
    questions = [_question(candidate, tie, basis, known, others, since) for tie in ties]
    return max(questions, key=lambda question: question.spread, default=None)


def _question(
    candidate: Candidate,
    tie: Tie,
    basis: str,
    known: Mapping[str, Sequence[float]],
    others: Sequence[float],
    since: str,
) -> Question:
    rest = [_standing_in(other, known) for other in candidate.ties if other.party != tie.party]
    low, high = (tie.interval.low, tie.interval.high) if tie.interval else _edges(known[tie.party])
    best, worst = (1 + _above(others, min([*rest, value])) for value in (high, low))
    code = "mediators.ask_unknown" if basis == "distribution" else "mediators.ask_uncertain"
    params: dict[str, str | int | float] = {"state": candidate.state, "party": tie.party, "since": since}
    return Question(candidate.state, tie.party, basis, best, worst, Message(code, params))


def _standing_in(tie: Tie, known: Mapping[str, Sequence[float]]) -> float:
    """The score of a known tie; the middle of the known ties to that party in place of an unknown one."""
    if tie.score is not None:
        return tie.score
    return median(known[tie.party]) if known[tie.party] else 0.0


def _edges(scores: Sequence[float]) -> tuple[float, float]:
    last = len(scores) - 1
    low, high = (scores[round(edge * last)] for edge in EDGES)
    return low, high


def _above(scores: Sequence[float], value: float) -> int:
    return sum(score > value for score in scores)
