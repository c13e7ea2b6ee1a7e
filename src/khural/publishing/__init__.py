"""Disclosure control: the only way from ballots to anything a person may see."""

from khural.publishing.policy import ClosedPolicy, PublishError
from khural.publishing.published import (
    BANDS,
    Band,
    CellReason,
    Coding,
    Published,
    PublishedCell,
    PublishedStatement,
    PublishedTotal,
    PublishedTurnout,
    TotalReason,
)
from khural.publishing.tally import PartyTally, RoundTally, StatementTally

__all__ = [
    "BANDS",
    "Band",
    "CellReason",
    "ClosedPolicy",
    "Coding",
    "PartyTally",
    "PublishError",
    "Published",
    "PublishedCell",
    "PublishedStatement",
    "PublishedTotal",
    "PublishedTurnout",
    "RoundTally",
    "StatementTally",
    "TotalReason",
]
