"""Votes in, common ground out: what people share across the parties, and how surely.

    votes = read_votes("votes.csv")
    result = common_ground(votes, parties=read_labels("parties.csv", "party"))
    result.to_dict()["common_ground"][0]

Participants and statements carry any identifiers; a vote is +1 (agree), -1 (disagree) or 0 (pass). Names are loaded
when they are first used: a process that only asks for the next statement (`khural.commonground.routing`) stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khural.commonground.change import Change, changes
    from khural.commonground.compute import common_ground
    from khural.commonground.errors import VoteError, VoteFileError
    from khural.commonground.labels import read_labels
    from khural.commonground.live import LiveCommonGround
    from khural.commonground.matrix import VoteMatrix
    from khural.commonground.reading import read_votes
    from khural.commonground.result import CommonGround
    from khural.commonground.sentences import summary
    from khural.commonground.subset import subgroup

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

_HOMES = {
    "Change": "change",
    "CommonGround": "result",
    "LiveCommonGround": "live",
    "VoteError": "errors",
    "VoteFileError": "errors",
    "VoteMatrix": "matrix",
    "changes": "change",
    "common_ground": "compute",
    "read_labels": "labels",
    "read_votes": "reading",
    "subgroup": "subset",
    "summary": "sentences",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

    def __dir__() -> list[str]:
        return __all__
