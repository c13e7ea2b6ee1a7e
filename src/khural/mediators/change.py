"""The smallest change in one tie that moves a candidate across the border of the top k."""

from __future__ import annotations

import math
from collections.abc import Sequence

from khural.mediators.finding import Candidate, SmallestChange
from khural.mediators.tie import Tie


def smallest_change(
    candidate: Candidate, ranked: Sequence[Candidate], smoothing: float, top: int
) -> SmallestChange | None:
    """The fewest events in one tie that move `candidate` out of the top `top` of `ranked`, or into it.

    Out: conflict added to, or cooperation taken from, the tie that needs least. In: the weakest tie alone is mended.
    None where nobody can take or leave the place, or no single tie is enough.
    """
    others = sorted((_score(c) for c in ranked if c.state != candidate.state), reverse=True)
    if candidate.rank is None or len(others) < top:
        return None
    if candidate.rank <= top:
        return _out(candidate, others[top - 1], smoothing)
    return _into(candidate, others[top - 1], smoothing)


def _score(candidate: Candidate) -> float:
    assert candidate.suitability is not None
    return candidate.suitability


def _out(candidate: Candidate, line: float, smoothing: float) -> SmallestChange | None:
    found = [change for tie in candidate.ties if (change := _worsened(tie, line, smoothing)) is not None]
    return min(found, key=_fewest, default=None)


def _fewest(change: SmallestChange) -> tuple[int, str]:
    counts = [n for n in (change.conflict, change.cooperation) if n is not None]
    return min(counts), change.party


def _worsened(tie: Tie, line: float, smoothing: float) -> SmallestChange | None:
    """How much conflict more, or cooperation less, brings the tie below `line`."""
    assert tie.cooperation is not None
    assert tie.conflict is not None
    c, f = tie.cooperation, tie.conflict
    if line <= 0:
        return None
    more = max(math.floor(c / line - c - smoothing) - f + 1, 0)
    less = None
    if line < 1:
        kept = math.ceil(line * (f + smoothing) / (1 - line)) - 1
        less = c - kept if 0 <= kept < c else None
    return SmallestChange("out", tie.party, more, less)


def _into(candidate: Candidate, line: float, smoothing: float) -> SmallestChange | None:
    below = [tie for tie in candidate.ties if tie.score is not None and tie.score <= line]
    if len(below) != 1 or line >= 1:
        return None
    tie = below[0]
    assert tie.cooperation is not None
    assert tie.conflict is not None
    more = math.floor(line * (tie.conflict + smoothing) / (1 - line)) - tie.cooperation + 1
    less = None
    if line > 0:
        kept = math.ceil(tie.cooperation / line - tie.cooperation - smoothing) - 1
        less = tie.conflict - kept if 0 <= kept < tie.conflict else None
    return SmallestChange("in", tie.party, less, more)
