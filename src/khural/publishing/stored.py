"""Reading back a stored result. Whatever the gate cannot have written is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from khural.publishing.order import in_order
from khural.publishing.policy import ClosedPolicy, PublishError
from khural.publishing.published import (
    BANDS,
    CELL_REASONS,
    CODINGS,
    FORMAT,
    GATE_KEY,
    TOTAL_REASONS,
    Published,
    PublishedCell,
    PublishedStatement,
    PublishedTotal,
    PublishedTurnout,
)

Fields = Mapping[str, type]

_RESULT: Fields = {
    "floor": int,
    "format": str,
    "library_version": str,
    "parties": list,
    "party_view": bool,
    "round": str,
    "rounding": int,
    "seed": int,
    "share": float,
    "statements": list,
    "turnout": dict,
    "weakened": list,
}
_TURNOUT: Fields = {"about": object, "coding": object, "hour": int, "of": int}
_STATEMENT: Fields = {"agree": dict, "cells": list, "disagree": dict, "number": int, "statement": str}


def restore(text: str) -> Published:
    """The value that `Published.to_json` wrote. Raises PublishError for any text that it cannot have written."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        _refuse("it is not JSON")
    fields = _fields(content, _RESULT)
    _check_rules(fields)
    parties = [_text(party) for party in fields["parties"]]
    _refuse_unless(parties == sorted(set(parties)), "the delegations are not in order")
    rows = [_statement(row, parties, fields["party_view"]) for row in fields["statements"]]
    _check_rows(rows)
    result = Published(
        round=fields["round"],
        parties=tuple(parties),
        party_view=fields["party_view"],
        floor=fields["floor"],
        share=fields["share"],
        rounding=fields["rounding"],
        turnout=_total(fields["turnout"]),
        statements=tuple(rows),
        library_version=fields["library_version"],
        seed=fields["seed"],
        key=GATE_KEY,
    )
    # Spaces, escapes, repeated keys and numbers spelt otherwise all end here.
    _refuse_unless(result.to_json() == text, "it was rewritten by something else")
    return result


def restore_turnout(text: str) -> PublishedTurnout:
    """The value that `PublishedTurnout.to_json` wrote. Raises PublishError for any text that it cannot have written."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        _refuse("it is not JSON")
    fields = _fields(content, _TURNOUT)
    about, coding = fields["about"], fields["coding"]
    _refuse_unless((about is None) == (coding is None), "a turnout is half hidden")
    _refuse_unless(about is None or (_multiple(about) and coding in CODINGS), "a turnout was not coded")
    result = PublishedTurnout(about=about, of=fields["of"], coding=coding, hour=fields["hour"], key=GATE_KEY)
    _refuse_unless(result.to_json() == text, "it was rewritten by something else")
    return result


def _check_rules(fields: Mapping[str, Any]) -> None:
    rules = ClosedPolicy(party_view=fields["party_view"])
    _refuse_unless(fields["format"] == FORMAT, "its format is unknown")
    _refuse_unless(fields["weakened"] == [] and fields["seed"] == 0, "it was not made under the rules")
    made_under = (fields["floor"], fields["share"], fields["rounding"])
    _refuse_unless(made_under == (rules.floor, rules.share, rules.rounding), "it was not made under the rules")


def _check_rows(rows: list[PublishedStatement]) -> None:
    _refuse_unless(len({row.statement for row in rows}) == len(rows), "a statement occurs twice")
    _refuse_unless(sorted(row.number for row in rows) == list(range(1, len(rows) + 1)), "the numbers have gaps")
    _refuse_unless(in_order(rows) == tuple(rows), "the order does not follow from the values shown")


def _statement(content: object, parties: list[str], party_view: bool) -> PublishedStatement:
    fields = _fields(content, _STATEMENT)
    cells = tuple(_cell(cell) for cell in fields["cells"])
    _refuse_unless([cell.party for cell in cells] == parties, "a delegation is missing or strange")
    _refuse_unless(all((cell.reason == "no_consent") != party_view for cell in cells), "consent is contradictory")
    return PublishedStatement(
        statement=fields["statement"],
        number=fields["number"],
        agree=_total(fields["agree"]),
        disagree=_total(fields["disagree"]),
        cells=cells,
    )


def _cell(content: object) -> PublishedCell:
    fields = _fields(content, {"band": object, "party": str, "reason": str})
    band, reason = fields["band"], fields["reason"]
    _refuse_unless(
        reason in CELL_REASONS and (band in BANDS if reason == "shown" else band is None), "a cell is strange"
    )
    return PublishedCell(party=fields["party"], band=band, reason=reason)


def _total(content: object) -> PublishedTotal:
    fields = _fields(content, {"about": object, "coding": object, "of": object, "reason": str})
    about, of, coding, reason = fields["about"], fields["of"], fields["coding"], fields["reason"]
    _refuse_unless(reason in TOTAL_REASONS, "a total is strange")
    if reason == "shown":
        _refuse_unless(coding in CODINGS and _multiple(about) and _multiple(of) and about < of, "a total is strange")
    else:
        _refuse_unless(about is None and of is None and coding is None, "a total is strange")
    return PublishedTotal(about=about, of=of, coding=coding, reason=reason)


def _multiple(number: object) -> bool:
    return type(number) is int and number >= 0 and number % 5 == 0


def _fields(content: object, wanted: Fields) -> dict[str, Any]:
    if not isinstance(content, dict) or set(content) != set(wanted):
        _refuse("its fields are not those of a result")
    for name, kind in wanted.items():
        right = kind is object or type(content[name]) is kind
        _refuse_unless(right, f"the field {name} is strange")
    return content


def _text(value: object) -> str:
    if not isinstance(value, str):
        _refuse("a name is not text")
    return value


def _refuse_unless(right: bool, problem: str) -> None:
    if not right:
        _refuse(problem)


def _refuse(problem: str) -> NoReturn:
    raise PublishError("publishing.not_a_result", problem=problem)
