"""What in the product answers the `system_requirement` of each claim: pages, commands, or the later part by name."""

from __future__ import annotations

from khural.claims.records import Answer
from khural.messages import gettext_noop

PARTS: dict[str, str] = {
    "advice": gettext_noop("advice on method by type of conflict"),
    "contacts": gettext_noop("who met whom: seating, social programme, contacts"),
    "readouts": gettext_noop("commitments, readouts and their uptake"),
    "scenarios": gettext_noop("notes on scenarios"),
    "surveys": gettext_noop("surveys inside the room"),
}
"""The parts that are not built yet, by code."""


def _page(name: str, anchor: str = "") -> Answer:
    return Answer("page", name, anchor)


def _command(name: str) -> Answer:
    return Answer("command", name)


def _later(part: str) -> Answer:
    return Answer("later", part)


_FIND = (_page("mediators"), _command("find"))
_WHY = _page("candidate")
_STATE = _page("state")
_EDITIONS = (_page("dialogue"), _page("evidence", "editions"))
_CHANGE = (_page("change"), _command("measure"))

ANSWERS: dict[int, tuple[Answer, ...]] = {
    1: (_page("library", "glossary"), _page("state", "assets")),
    2: (*_FIND, _page("state", "assets")),
    3: (*_FIND, _page("candidate", "ties"), _page("state", "assets")),
    4: (_page("state", "standing"),),
    5: (_page("acts"), *_CHANGE),
    6: (_page("candidate", "stakes"),),
    7: (_later("scenarios"),),
    8: (_later("advice"),),
    9: (_page("acts"),),
    10: (_page("change"), _page("library", "cases")),
    11: (*_CHANGE, _page("library", "cases")),
    12: (_later("surveys"),),
    13: (_page("acts", "forums"),),
    14: (_page("cases"),),
    15: _EDITIONS,
    16: (_page("edition"), _page("edition_people")),
    17: (_page("aims"), _page("library", "glossary")),
    18: (_page("library", "glossary"), _page("dialogue")),
    19: (_later("surveys"),),
    20: (_later("contacts"), _page("evidence", "editions")),
    21: (_later("contacts"),),
    22: (_page("case_edit"), _page("evidence", "editions")),
    23: _EDITIONS,
    24: (_page("change"), _later("readouts")),
    25: (_page("change"), *_EDITIONS),
    26: (_page("edition_people"), *_EDITIONS),
    27: (_page("state", "assets"), _command("claims")),
    28: (_page("state", "assets"),),
    29: (_page("state", "assets"),),
    30: (_page("state", "assets"),),
    31: (_page("state", "assets"),),
    32: (_page("state", "standing"),),
    33: (_page("state", "assets"),),
    34: (_page("state", "assets"),),
    35: (_page("state", "diversified"),),
    36: (_page("state", "network"),),
    37: (_page("state", "assets"),),
    38: (_page("state", "assets"),),
    39: (_page("candidate", "without"), _command("find")),
    40: (_page("candidate", "ties"), _command("find")),
    41: (_page("candidate", "ties"), _later("surveys")),
    42: (_page("candidate", "strip"),),
    43: (_page("state", "assets"), _page("entered_new")),
    44: (_page("candidate", "strip"),),
    45: (_page("state", "assets"),),
    46: (_page("state", "assets"),),
    47: (_page("state", "assets"), _command("claims")),
    48: (_page("state", "assets"),),
    49: (_page("state", "assets"),),
    50: (_page("library", "cases"),),
    51: (_page("state", "standing"),),
    52: (*_CHANGE, _page("aims")),
    53: (_page("cases"), _page("state", "standing")),
    54: (_page("claims"), _page("library", "sources")),
    55: (_page("state", "assets"),),
}
"""Claim -> where its requirement is met."""
