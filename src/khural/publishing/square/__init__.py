"""Disclosure control for open consultations: cells above a floor, in batches, never exact."""

from khural.publishing.square.gate import publish_open
from khural.publishing.square.policy import OpenPolicy
from khural.publishing.square.published import OpenCell, OpenGroup, OpenMap, OpenRow, PublishedOpen
from khural.publishing.square.stored import restore_open
from khural.publishing.square.table import to_open_csv
from khural.publishing.square.tally import GroupTally, MapTally, OpenCount, OpenStatement, OpenTally, SpreadTally

__all__ = [
    "GroupTally",
    "MapTally",
    "OpenCell",
    "OpenCount",
    "OpenGroup",
    "OpenMap",
    "OpenPolicy",
    "OpenRow",
    "OpenStatement",
    "OpenTally",
    "PublishedOpen",
    "SpreadTally",
    "publish_open",
    "restore_open",
    "to_open_csv",
]
