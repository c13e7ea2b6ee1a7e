"""What goes into the gate: counts of answers per statement and party, and how many seats each party has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PartyTally:
    """The answers of one party to one statement, in persons."""

    party: str
    agree: int
    disagree: int
    passed: int

    @property
    def voters(self) -> int:
        """Members who answered; a pass is an answer, silence is none."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class StatementTally:
    """One statement version and the answers to it; a party that is missing here did not answer."""

    statement: str
    parties: tuple[PartyTally, ...]


@dataclass(frozen=True)
class RoundTally:
    """A closed round. The order of `statements` is the statement order that breaks ties; other orders mean nothing.

    `seats` are (party, seats); `voters` counts the credentials that answered anything at all.
    """

    round: str
    seats: tuple[tuple[str, int], ...]
    statements: tuple[StatementTally, ...]
    voters: int
