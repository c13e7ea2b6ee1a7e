"""Votes in, common ground out: what people share across the parties, and how surely.

    votes = read_votes("votes.csv")
    result = common_ground(votes, parties=read_labels("parties.csv", "party"))
    result.to_dict()["common_ground"][0]

Participants and statements carry any identifiers; a vote is +1 (agree), -1 (disagree) or 0 (pass).
"""

from khural.commonground.change import Change, changes
from khural.commonground.compute import common_ground
from khural.commonground.errors import VoteError, VoteFileError
from khural.commonground.labels import read_labels
from khural.commonground.live import LiveCommonGround
from khural.commonground.matrix import VoteMatrix
from khural.commonground.reading import read_votes
from khural.commonground.result import CommonGround
from khural.commonground.subgroup import subgroup
from khural.commonground.summary import summary

__all__ = [
    "Change",
    "CommonGround",
    "LiveCommonGround",
    "VoteError",
    "VoteFileError",
    "VoteMatrix",
    "changes",
    "common_ground",
    "read_labels",
    "read_votes",
    "subgroup",
    "summary",
]
