"""What the check of a claim says, as frozen values.

States of knowledge use one vocabulary throughout: supported, partly, open (nobody can tell), contradicted.
"""

from __future__ import annotations

from dataclasses import dataclass

from khural.evidence.dates import PartialDate
from khural.evidence.records import Claim
from khural.messages import KhuralError, Message

PUBLISHED = PartialDate(2021, 7)
"""The month in which the article appeared."""

SIDES = ("for", "against", "beside", "unknown")
"""beside: bears on the claim without deciding it; unknown: looked for, and no source says."""


class ClaimError(KhuralError):
    """A claim that may not be shown as it stands."""


@dataclass(frozen=True)
class Line:
    """One row of data under a claim: `what` and `value` in the words of the tables (English), `date` as exact as known.

    `url` is the page it was read on, or "" where a `source` of event or statistical data is named instead.
    """

    side: str
    what: str
    value: str
    date: str
    url: str
    grade: str
    source: str = ""

    @property
    def when(self) -> str:
        """before (over by the month of the article, as far as the date is known), after, or undated."""
        if not self.date:
            return "undated"
        return "before" if PartialDate.parse(self.date).last_day <= PUBLISHED.last_day else "after"


@dataclass(frozen=True)
class Check:
    """A claim computed from data. `code` is the function that did it, `data` the tables and sources it read."""

    claim: int
    status: str
    said: Message
    lines: tuple[Line, ...]
    data: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Answer:
    """Where the product answers what a claim asks of it.

    `kind` is "page" (`name` of an address, with `anchor`), "command" (`name` of a khural command) or "later" (`name`
    of a part that is not built, a code of `khural.claims.answers.PARTS`).
    """

    kind: str
    name: str
    anchor: str = ""


@dataclass(frozen=True)
class ShownClaim:
    """A claim with everything that must stand beside it; refused when contradicted without a dated contrary source."""

    claim: Claim
    check: Check | None
    answers: tuple[Answer, ...]

    def __post_init__(self) -> None:
        if self.claim.check_status == "contradicted" and not any(line.url and line.date for line in self.contrary):
            raise ClaimError("claims.no_contrary_source", claim=self.claim.number)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The data under the claim."""
        return self.check.lines if self.check else ()

    @property
    def contrary(self) -> tuple[Line, ...]:
        """What speaks against the claim."""
        return tuple(line for line in self.lines if line.side == "against")

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that carry the check in the table, without the article itself unless nothing else was found."""
        article, *others = self.claim.sources
        return tuple(others) or (article,)

    @property
    def differs(self) -> bool:
        """Whether the computed state is another than the state that a reader of the sources wrote into the table."""
        return self.check is not None and self.check.status != self.claim.check_status
