"""What the votes of everybody in a small room say, in a few compiled passes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from khural.commonground.agreement import Ranking, Shares
from khural.commonground.bounds import KNOWN, SMALL, both_bounds
from khural.commonground.compiled.settling import Map, settle, weigh
from khural.commonground.compiled.survey import (
    AGAINST,
    BOUND_AGAINST,
    BOUND_FOR,
    ELIGIBLE,
    FOR,
    LOW,
    LOW_AGAINST,
    MEANS,
    SHARE,
    SIDES,
    Asked,
    Filled,
    survey,
)
from khural.commonground.components import of_settled
from khural.commonground.counts import AGREE, DISAGREE, FloatArray
from khural.commonground.dense import FLAT, LEAST, SIGN_TIE, Centred, Selected, Settled, leading
from khural.commonground.everybody import Everybody
from khural.commonground.informed import SHOWN, Z90, Majorities, MajorityEntry
from khural.commonground.matrix import VoteMatrix, read_only
from khural.commonground.opinionmap import FEWEST_VOTES, Mapped, mapped, no_map
from khural.commonground.priority import FAVOUR

LABELS = (None,)


def everybody(votes: VoteMatrix) -> Everybody:
    """As `everybody.everybody`, for few people or few statements."""
    found = _surveyed(votes)
    (wholes, figures), n = found.filled[:2], found.eligible
    placed, extremity = _mapped(votes, found)
    priority = np.empty(len(votes.statements))
    weigh(votes.totals, wholes, extremity, FAVOUR, priority)
    least = read_only(np.zeros(n, np.int64))
    return Everybody(
        shares=Shares(*map(read_only, (wholes[SIDES], *figures[SHARE : LOW_AGAINST + 1]))),
        eligible=read_only(wholes[ELIGIBLE, :n]),
        mapped=placed,
        extremity=read_only(extremity),
        priority=read_only(priority),
        consensus=_leaders(found),
        ranked=(
            Ranking(read_only(wholes[FOR, :n]), read_only(figures[BOUND_FOR, :n]), least, LABELS),
            Ranking(read_only(wholes[AGAINST, :n]), read_only(figures[BOUND_AGAINST, :n]), least, LABELS),
        ),
    )


class _Surveyed(NamedTuple):
    """What was asked and found: how many statements may be listed, how many lead, and the residuals."""

    asked: Asked
    filled: Filled
    eligible: int
    leading: tuple[int, int]
    chosen: Selected
    few: Centred


def _surveyed(votes: VoteMatrix) -> _Surveyed:
    p, s = len(votes.participants), len(votes.statements)
    listed = votes.outside(votes.rejected | votes.meta)
    kept = votes.outside(votes.rejected) if votes.meta else listed
    asked = Asked(votes.table, votes.starts, votes.totals, listed, kept, KNOWN, SMALL, FEWEST_VOTES, Z90)
    filled = Filled(
        wholes=np.empty((5, s), np.int64),
        figures=np.empty((7, s)),
        leaders=np.empty((2, SHOWN, 3), np.int64),
        tests=np.empty((2, SHOWN, 2)),
        use=np.empty(p, np.bool_),
        on_map=np.empty(s, np.bool_),
        order=np.arange(p),
        rest=np.empty((p, s)),
    )
    found = survey(asked, filled, False)
    if found[0] < 0:
        filled.figures[[LOW, LOW_AGAINST]] = both_bounds(votes.totals[:, AGREE], votes.totals[:, DISAGREE])
        found = survey(asked, filled, True)
    n, agreed, rejected, people, mapped, total = found
    few = Centred(filled.figures[MEANS], filled.rest, filled.order, total)
    return _Surveyed(asked, filled, n, (agreed, rejected), Selected(filled.use, filled.on_map, people, mapped), few)


def _mapped(votes: VoteMatrix, found: _Surveyed) -> tuple[Mapped, FloatArray]:
    """The map and the extremity of statements."""
    p, s, few, use = len(votes.participants), len(votes.statements), found.few, found.chosen.use
    if few.total <= FLAT:
        return no_map(use), np.full(s, np.nan)
    made = Map(np.empty((2, s)), np.empty((p, 2)), np.empty((s, 2)), np.empty(s))
    axes = leading(votes.table, few, found.chosen)
    strength = np.array(axes.strength or [np.nan, np.nan])
    limits = SIGN_TIE, LEAST, FLAT
    settle(found.asked, found.filled, found.chosen.mapped, axes.vectors, axes.points, strength, limits, made)
    components = of_settled(Settled(made.axes, made.people, strength.tolist()), few, axes.is_unclear)
    return mapped(components, use, made.people, made.statements), made.extremity


def _leaders(found: _Surveyed) -> Majorities:
    """The statements most people agree with, and those most people reject."""
    leaders, tests = found.filled.leaders.tolist(), found.filled.tests.tolist()
    agreed, rejected = (
        tuple([MajorityEntry(s, votes, n, p, test) for (s, votes, n), (p, test) in zip(*rows, strict=False)][:count])
        for *rows, count in zip(leaders, tests, found.leading, strict=True)
    )
    return agreed, rejected
