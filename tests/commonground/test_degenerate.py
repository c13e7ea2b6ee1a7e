"""Votes that hardly are votes get an answer, and the answer says what is missing."""

from __future__ import annotations

import json

import numpy as np
import pytest

from khural.commonground import CommonGround, LiveCommonGround, VoteError, VoteMatrix, common_ground
from khural.commonground.components import components
from khural.commonground.dense import Selected
from tests.commonground.makers import drawn, halves, labels, matrix

MEANINGLESS = "commonground.map_meaningless"

CASES: dict[str, list[tuple[str, str, int]]] = {
    "no vote": [],
    "one vote": [("a", "1", 1)],
    "one participant": [("a", str(s), 1 - s % 3) for s in range(9)],
    "one statement": [(str(p), "1", p % 3 - 1) for p in range(9)],
    "unanimous": [(str(p), str(s), 1) for p in range(9) for s in range(9)],
    "all pass": [(str(p), str(s), 0) for p in range(9) for s in range(9)],
    "everybody the same person": [(str(p), str(s), s % 3 - 1) for p in range(9) for s in range(9)],
    "two people, two statements": [("a", "1", 1), ("a", "2", -1), ("b", "1", -1), ("b", "2", 1)],
    "nobody with seven votes": [(str(p), str((p + k) % 20), 1 - 2 * (p % 2)) for p in range(20) for k in range(3)],
}
WITHOUT_MAP = {name for name in CASES if not name.startswith("two people")}


def answered(name: str) -> CommonGround:
    people, statements, values = ([vote[i] for vote in CASES[name]] for i in range(3))
    sides = {p: "left" if i % 2 else "right" for i, p in enumerate(dict.fromkeys(people))}
    votes = VoteMatrix.from_arrays(people, statements, values)
    return common_ground(votes, parties=sides, groups=sides)


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_given(name: str) -> None:
    found = answered(name).to_dict()
    assert found["shape"]["votes"] == len(CASES[name])
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    codes = {message["code"] for message in found["messages"]}
    assert (found["map"] is None) == (MEANINGLESS in codes) == (name in WITHOUT_MAP)
    assert ("commonground.no_votes" in codes) == (name == "no vote")


def test_unanimity_is_common_ground_of_everybody() -> None:
    found = answered("unanimous").to_dict()
    assert {entry["share"] for entry in found["statements"]} == {1.0}
    assert len(found["consensus"]["agree"]) == 5
    assert found["consensus"]["disagree"] == []


def test_a_pass_is_not_a_disagreement() -> None:
    found = answered("all pass").to_dict()
    assert {(e["n"], e["pass"], e["share"]) for e in found["statements"]} == {(0, 9, None)}
    assert found["consensus"] == {"agree": [], "disagree": []}
    assert found["parties"]["left"]["statements"]["0"] == {"not_enough_votes": True}


def test_two_people_make_one_axis_and_are_told_so() -> None:
    result = answered("two people, two statements")
    assert result.map is not None
    assert "commonground.map_flat" in {message.code for message in result.messages}
    assert not result.map.axes[1].any()
    assert result.map.explained.tolist() == pytest.approx([1, 0])


def test_equally_strong_axes_are_said_and_span_their_plane() -> None:
    # Two independent splits of equal size: any rotation of the two axes is as good.
    people = [f"{a}{b}{k}" for a in "01" for b in "01" for k in range(2)]
    votes = [(p, f"{axis}-{k}", 1 if p[axis] == "1" else -1) for p in people for axis in (0, 1) for k in range(4)]
    people, statements, values = ([vote[i] for vote in votes] for i in range(3))
    result = common_ground(VoteMatrix.from_arrays(people, statements, values))
    assert "commonground.axes_equal" in {message.code for message in result.messages}
    assert result.map is not None
    assert np.allclose(result.map.axes @ result.map.axes.T, np.eye(2), atol=1e-12)
    assert result.map.explained.tolist() == pytest.approx([0.5, 0.5])


def test_a_second_axis_as_strong_as_the_third_is_said() -> None:
    # Three independent even splits of eight people, the first asked twice as often.
    people = [f"{a}{b}{c}" for a in "01" for b in "01" for c in "01"]
    asked = {0: 8, 1: 4, 2: 4}
    votes = [
        (p, f"{axis}-{k}", 1 if p[axis] == "1" else -1) for p in people for axis in asked for k in range(asked[axis])
    ]
    result = common_ground(VoteMatrix.from_arrays(*([vote[i] for vote in votes] for i in range(3))))
    assert "commonground.map_plane_unclear" in {message.code for message in result.messages}


def test_the_sign_of_an_axis_ties_to_the_lowest_statement() -> None:
    votes = VoteMatrix.from_arrays("aabb", "1212", [-1, 1, 1, -1])
    everything = Selected(np.ones(2, bool), np.ones(2, bool), 2, 2)
    found = components(votes, everything)
    assert found is not None
    assert found.vectors[0] == pytest.approx([0.5**0.5, -(0.5**0.5)])


def test_a_later_vote_replaces_an_earlier_one_and_is_counted() -> None:
    votes = VoteMatrix.from_arrays("aaba", "1112", [1, -1, 1, 0])
    result = common_ground(votes)
    assert votes.repeated == 1
    assert result.totals.tolist() == [[1, 1, 0], [0, 0, 1]]
    assert ("commonground.repeated", 1) in [(m.code, m.params.get("count")) for m in result.messages]


def test_a_later_batch_replaces_an_earlier_vote() -> None:
    live = LiveCommonGround(VoteMatrix.from_arrays("ab", "11", [1, 1]))
    live.add([("a", "1", -1)])
    assert live.result().totals.tolist() == [[1, 1, 0]]
    assert live.votes.repeated == 1


def test_two_votes_do_not_top_two_hundred() -> None:
    votes = [(f"a{i}", "few", 1) for i in range(2)] + [(f"b{i}", "many", 1 if i % 20 else -1) for i in range(200)]
    result = common_ground(VoteMatrix.from_arrays(*([vote[i] for vote in votes] for i in range(3))))
    assert [result.statements[entry.statement] for entry in result.common_ground] == ["many", "few"]


def test_a_party_with_too_few_votes_is_the_least_favourable() -> None:
    votes = [(f"a{i}", s, 1) for i in range(9) for s in "12"] + [(f"b{i}", "1", 1) for i in range(9)]
    parties = {p: p[0] for p, _, _ in votes}
    result = common_ground(VoteMatrix.from_arrays(*([v[i] for v in votes] for i in range(3))), parties=parties, floor=5)
    found = [(result.statements[entry.statement], entry.least) for entry in result.common_ground]
    assert found == [("1", "a"), ("2", "b")]
    assert result.common_ground[1].bound < 0.01


def test_rejected_statements_are_counted_and_listed_nowhere() -> None:
    votes = drawn(40, 12, seed=2)
    best = common_ground(matrix(votes)).to_dict()["common_ground"][0]["statement"]
    sides = labels(halves(votes))
    found = common_ground(matrix(votes, rejected=[best]), parties=sides, groups=sides).to_dict()
    listed = [*found["common_ground"], *found["common_ground_against"], *found["consensus"]["agree"]]
    for entries in found["groups"]["representative"].values():
        listed += entries
    assert best not in {entry["statement"] for entry in listed}
    assert best in found["group_consensus"]
    assert best not in found["map"]["components"]
    entry = next(e for e in found["statements"] if e["id"] == best)
    assert (entry["rejected"], entry["priority"], entry["extremity"]) == (True, None, None)
    assert entry["agree"] > 0


def test_labels_of_strangers_are_said_and_passed_over() -> None:
    result = common_ground(VoteMatrix.from_arrays("ab", "11", [1, 1]), parties={"a": "x", "z": "y"})
    assert result.parties is not None
    assert result.parties.labels == ("x",)
    assert ("commonground.labels_unknown", 1) in [(m.code, m.params.get("count")) for m in result.messages]


def test_labels_that_look_alike_are_said_and_kept_apart() -> None:
    result = common_ground(VoteMatrix.from_arrays("ab", "11", [1, 1]), parties={"a": "Side", "b": "side"})
    assert result.parties is not None
    assert len(result.parties.labels) == 2
    assert "commonground.labels_alike" in {message.code for message in result.messages}


@pytest.mark.parametrize("vote", [2, -2, 1.0, 0.9999, True, "1", float("nan"), float("inf"), None])
def test_a_vote_that_is_not_minus_one_zero_or_one_is_refused(vote: object) -> None:
    with pytest.raises(VoteError) as refusal:
        VoteMatrix.from_arrays(["a"], ["1"], [vote])  # type: ignore[list-item]  # the fault is the point
    assert refusal.value.message.code == "commonground.vote_array"


@pytest.mark.parametrize(
    ("people", "statements", "votes", "code"),
    [
        (["a"], ["1", "2"], [1], "batch_shape"),
        ([1, "1"], ["1", "1"], [1, 1], "id_alike"),
        ([""], ["1"], [1], "id_form_array"),
        (["a\0"], ["1"], [1], "id_form_array"),
        (["\ud800"], ["1"], [1], "id_form_array"),
        (["a"], ["1"], np.array([3]), "vote_array"),
        (["a"], ["1"], np.array([1.0]), "vote_array"),
    ],
)
def test_arrays_that_cannot_be_votes_are_refused(
    people: list[str], statements: list[str], votes: list[int], code: str
) -> None:
    with pytest.raises(VoteError) as refusal:
        VoteMatrix.from_arrays(people, statements, votes)
    assert refusal.value.message.code == f"commonground.{code}"


def test_settings_that_make_no_sense_are_refused() -> None:
    votes = VoteMatrix.from_arrays("a", "1", [1])
    with pytest.raises(VoteError, match="least number"):
        common_ground(votes, floor=0)
    with pytest.raises(VoteError, match="groups"):
        common_ground(votes, groups="on")  # type: ignore[arg-type]  # the fault is the point
