"""Reading back a stored batch. Whatever the gate cannot have written is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from khural.publishing.policy import PublishError
from khural.publishing.published import GATE_KEY
from khural.publishing.square.guarding import ALL
from khural.publishing.square.policy import OpenPolicy
from khural.publishing.square.published import (
    OPEN_FORMAT,
    OPEN_REASONS,
    OpenCell,
    OpenGroup,
    OpenMap,
    OpenRow,
    PublishedOpen,
    in_open_order,
)

Steps = tuple[tuple[str, int], ...]


def restore_open(text: str) -> PublishedOpen:
    """The value that `PublishedOpen.to_json` wrote. Raises PublishError for any text that it cannot have written."""
    try:
        result = _result(json.loads(text))
    except (ValueError, RecursionError):
        _refuse("it is not JSON")
    except (KeyError, TypeError, AttributeError):
        _refuse("its fields are not those of a result")
    rows = list(result.statements)
    _refuse_unless(in_open_order(rows) == tuple(rows), "the order does not follow from the values shown")
    # Spaces, escapes, repeated and strange fields all end here.
    _refuse_unless(result.to_json() == text, "it was rewritten by something else")
    return result


def _result(content: Mapping[str, Any]) -> PublishedOpen:
    rules = OpenPolicy()
    _refuse_unless(content["format"] == OPEN_FORMAT, "its format is unknown")
    made_under = (content["floor"], content["rounding"], content["weakened"])
    _refuse_unless(made_under == (rules.floor, rules.rounding, []), "it was not made under the rules")
    return PublishedOpen(
        round=_typed(content["round"], str),
        minute=_typed(content["minute"], int),
        about=_about(content["about"]),
        statements=tuple(_row(row) for row in content["statements"]),
        reason=_typed(content["reason"], str),
        groups=tuple(_group(group) for group in content["groups"]),
        stability=content["stability"],
        agreed=_steps(content["agreed"]),
        rejected=_steps(content["rejected"]),
        has_line=_typed(content["has_line"], bool),
        map=_map(content["map"]),
        structure_about=_about(content["structure_about"]),
        floor=rules.floor,
        rounding=rules.rounding,
        library_version=_typed(content["library_version"], str),
        key=GATE_KEY,
    )


def _row(content: Mapping[str, Any]) -> OpenRow:
    return OpenRow(
        _typed(content["statement"], str),
        _typed(content["number"], int),
        _cell(content["everybody"]),
        tuple(_cell(cell) for cell in content["groups"]),
        tuple(_known(lows) for lows in content.get("known", ())),
    )


def _known(lows: list[Any]) -> tuple[int, ...]:
    right = len(lows) in (0, ALL) and all(type(n) is int and n >= 0 for n in lows)
    _refuse_unless(right, "what a cell tells is strange")
    return tuple(lows)


def _cell(content: Mapping[str, Any]) -> OpenCell:
    of, agree, disagree, reason = (content[name] for name in ("of", "agree", "disagree", "reason"))
    _refuse_unless(reason in OPEN_REASONS, "a cell is strange")
    if reason == "shown":
        _refuse_unless(_about(of) is not None, "a cell is strange")
        edge = OpenPolicy().edge
        coded = all(_about(n, least=edge) is not None and n <= of - edge for n in (agree, disagree))
        _refuse_unless(coded, "a cell was not coded")
    else:
        _refuse_unless((of, agree, disagree) == (None, None, None), "a cell is half hidden")
    return OpenCell(of, agree, disagree, reason)


def _group(content: Mapping[str, Any]) -> OpenGroup:
    _refuse_unless(_about(content["about"]) is not None, "a group is strange")
    names = tuple(_typed(name, str) for name in content["representative"])
    return OpenGroup(_typed(content["label"], str), content["about"], names)


def _map(content: Mapping[str, Any] | None) -> OpenMap | None:
    if content is None:
        return None
    fields = tuple(tuple(_about(n) for n in row) for row in content["fields"])
    return OpenMap(fields, tuple(tuple(_typed(name, str) for name in end) for end in content["ends"]))


def _steps(content: list[list[Any]]) -> Steps:
    steps = tuple((_typed(name, str), _typed(percent, int)) for name, percent in content)
    _refuse_unless(all(0 <= percent <= 100 and percent % 5 == 0 for _, percent in steps), "a share was not rounded")
    return steps


def _about(number: Any, least: int = 10) -> int | None:
    if number is not None:
        right = type(number) is int and number >= least and number % 5 == 0
        _refuse_unless(right, "a number was not rounded")
        return int(number)
    return None


def _typed(value: Any, kind: Callable[..., Any]) -> Any:
    _refuse_unless(type(value) is kind, "a field is strange")
    return value


def _refuse_unless(right: bool, problem: str) -> None:
    if not right:
        _refuse(problem)


def _refuse(problem: str) -> NoReturn:
    raise PublishError("publishing.not_a_result", problem=problem)
