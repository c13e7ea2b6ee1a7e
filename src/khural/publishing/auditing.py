"""The exact inference before each publication: what would be proved by what is about to be shown?

The reader of this audit is the strongest there is without two colluders: knows the rules, the seats and who voted on
what (not how), and may be a delegate with a vote of their own. Statements are independent of each other: a band and a
total are shown once for each statement version of an edition, flags depend on who voted alone, and the order is
checked to follow from the values shown. So the audit of a series is the audit of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from khural.publishing.coding import interval
from khural.publishing.inference import VOTES, Kind, answer, certain, questions, worlds
from khural.publishing.order import in_order
from khural.publishing.policy import PublishError, majority
from khural.publishing.published import Published, PublishedStatement
from khural.publishing.tally import RoundTally

Turnout = Mapping[str, Mapping[str, int]]
"""Statement -> party -> members who answered."""


@dataclass(frozen=True)
class Certainty:
    """A vote that is proved: all members of `party` (but the insider) voted `vote` on `statement`.

    `insider` is (party, own vote) of the delegate who can prove it, or None if everybody can.
    """

    statement: str
    party: str
    vote: str
    insider: tuple[str, str] | None


def turnout_of(tally: RoundTally) -> dict[str, dict[str, int]]:
    """Who answered what, as somebody in the room could have noted it."""
    return {row.statement: {part.party: part.voters for part in row.parties} for row in tally.statements}


def audit(
    published: Published, seats: tuple[tuple[str, int], ...], insiders: int = 0, turnout: Turnout | None = None
) -> tuple[Certainty, ...]:
    """Every vote that `published` proves, to nobody in particular (`insiders` 0) or to one delegate (1).

    `turnout`: who answered what; without it, every seat is taken to have answered. An insider may have cast any vote
    that fits what is published. Raises PublishError where no answers at all give what is published.
    """
    if in_order(list(published.statements)) != published.statements:
        raise PublishError("publishing.not_a_result", problem="the order does not follow from the values shown")
    found: list[Certainty] = []
    for row in published.statements:
        voters = dict(seats) if turnout is None else turnout.get(row.statement, {})
        found.extend(_audit_row(row, voters, published, insiders))
    return tuple(found)


def _audit_row(
    row: PublishedStatement, voters: Mapping[str, int], published: Published, insiders: int
) -> list[Certainty]:
    share = Fraction(published.share).limit_denominator(1000)
    counted = [(voters.get(cell.party, 0), cell) for cell in row.cells]
    present = sorted((Kind(n, majority(n, share), cell.band or ""), cell.party) for n, cell in counted if n > 0)
    if not present:
        return []
    kinds = tuple(kind for kind, _ in present)
    everybody = sum(kind.voters for kind in kinds)
    totals = [np.array([interval(total, everybody, published.rounding)]) for total in (row.agree, row.disagree)]
    if not answer(worlds(kinds, 0), *totals).any():
        raise PublishError("publishing.impossible", statement=row.statement)
    asked = questions(len(kinds), insiders)
    answers = answer(worlds(kinds, insiders), *totals)[:, 0, 0]
    names = [party for _, party in present]
    found = []
    for run in np.flatnonzero(certain(answers)):
        vote = int(np.flatnonzero(answers[3 * run : 3 * run + 3])[0])
        question = asked[3 * run + vote]
        insider = None if question.insider is None else (names[question.insider], VOTES[question.known or 0])
        found.append(Certainty(row.statement, names[question.party], VOTES[vote], insider))
    return found
