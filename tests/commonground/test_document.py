"""The JSON of a result follows its documented schema, key by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khural.commonground import VoteMatrix, common_ground, read_labels, read_votes
from khural.messages import MESSAGES
from tests.commonground.makers import drawn, halves, labels, matrix
from tests.commonground.schema import faults

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/reference/commonground.schema.json").read_text(encoding="utf-8"))
EXAMPLE = ROOT / "examples/commonground"
NOBODY = VoteMatrix.from_arrays([], [], [])
VOTES = drawn(20, 8, seen=0.95)
SPECIFIED = (
    *("schema", "library", "seed", "input_hash", "shape", "statements", "group_consensus", "group_consensus_against"),
    *("groups", "groups_reason", "spread", "consensus", "parties", "common_ground", "bridging", "map", "messages"),
)

RESULTS = {
    "plain": lambda: common_ground(matrix(VOTES)),
    "parties": lambda: common_ground(matrix(VOTES), parties=labels(halves(VOTES)), floor=4),
    "groups": lambda: common_ground(matrix(VOTES, rejected=["1"], meta=["2"]), groups=labels(halves(VOTES))),
    "off": lambda: common_ground(matrix(VOTES), groups="off", seed=7),
    "nobody": lambda: common_ground(NOBODY, parties={"a": "x"}, groups={"a": "x"}),
    "example": lambda: common_ground(
        read_votes(EXAMPLE / "votes.csv"), parties=read_labels(EXAMPLE / "parties.csv", "party")
    ),
}


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_follows_the_schema(name: str) -> None:
    found = json.loads(json.dumps(RESULTS[name]().to_dict(), allow_nan=False))
    assert faults(found, SCHEMA, SCHEMA) == []


def test_every_specified_key_is_there_and_described() -> None:
    assert set(SPECIFIED) <= set(RESULTS["plain"]().to_dict())
    assert set(RESULTS["plain"]().to_dict()) == set(SCHEMA["properties"])


@pytest.mark.reference
@pytest.mark.parametrize("name", ["bg2050-volunteers", "vtaiwan.uberx"])
def test_real_conversations_follow_the_schema(reference: Path, name: str) -> None:
    folder = reference / "data/polis" / name
    groups = read_labels(folder / "participants-votes.csv", "group")
    found = common_ground(read_votes(folder / "votes.csv"), parties=groups, groups=groups, floor=5).to_dict()
    assert faults(json.loads(json.dumps(found, allow_nan=False)), SCHEMA, SCHEMA) == []


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda d: d.pop("map"), "$"),
        (lambda d: d.update(extra=1), "$"),
        (lambda d: d["shape"].update(votes=True), "$.shape.votes"),
        (lambda d: d["statements"][0].update(share=1.5), "share"),
        (lambda d: d["common_ground"][0].update(among="nobody"), "among"),
    ],
)
def test_the_schema_refuses_what_it_does_not_describe(change: Any, at: str) -> None:
    found = RESULTS["plain"]().to_dict()
    change(found)
    assert any(at in fault for fault in faults(found, SCHEMA, SCHEMA))


def test_what_was_not_examined_is_null_and_said() -> None:
    found = RESULTS["off"]().to_dict()
    assert found["groups"] is found["spread"] is found["bridging"] is found["group_consensus"] is None
    codes = {message["code"] for message in found["messages"]}
    assert {"commonground.spread_not_examined", "commonground.bridging_not_examined"} <= codes


def test_groups_say_whether_they_were_off_fixed_or_carried_by_nobody() -> None:
    reasons = {name: RESULTS[name]().groups_reason.code.removeprefix("commonground.") for name in RESULTS}
    assert reasons["off"] == "groups_off"
    assert reasons["groups"] == "groups_fixed"
    assert reasons["nobody"] == "groups_without_people"


def test_every_message_has_a_text() -> None:
    for make in RESULTS.values():
        for message in make().to_dict()["messages"]:
            assert message["code"] in MESSAGES
            assert message["text"]
            assert "%(" not in message["text"]


def test_arrays_of_a_result_cannot_be_written_to() -> None:
    result = RESULTS["groups"]()
    assert result.map is not None
    assert result.groups is not None
    arrays = (result.totals, result.priority, result.extremity, result.in_map, result.shares.low, result.map.axes)
    for array in (*arrays, result.map.participants, result.groups.counts, matrix(VOTES).values):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
