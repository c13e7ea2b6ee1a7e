"""Disclosure control: the only way from ballots to anything a person may see."""

from khural.publishing.auditing import Certainty, audit, turnout_of
from khural.publishing.gate import publish
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
from khural.publishing.square import OpenPolicy, PublishedOpen, publish_open, restore_open
from khural.publishing.stored import restore, restore_turnout
from khural.publishing.table import to_csv
from khural.publishing.tally import PartyTally, RoundTally, StatementTally
from khural.publishing.turnout import publish_turnout

__all__ = [
    "BANDS",
    "Band",
    "CellReason",
    "Certainty",
    "ClosedPolicy",
    "Coding",
    "OpenPolicy",
    "PartyTally",
    "PublishError",
    "Published",
    "PublishedCell",
    "PublishedOpen",
    "PublishedStatement",
    "PublishedTotal",
    "PublishedTurnout",
    "RoundTally",
    "StatementTally",
    "TotalReason",
    "audit",
    "publish",
    "publish_open",
    "publish_turnout",
    "restore",
    "restore_open",
    "restore_turnout",
    "to_csv",
    "turnout_of",
]
