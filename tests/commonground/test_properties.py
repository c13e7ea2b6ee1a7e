"""What must hold for any votes: order, names, halves, doubles and mirrors."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.commonground import LiveCommonGround, VoteMatrix, common_ground
from tests.commonground.makers import drawn, halves, labels, matrix, written

TOLERANCE = 1e-12

cast = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 9), st.sampled_from([-1, 0, 1])),
    min_size=1,
    max_size=90,
    unique_by=lambda vote: vote[:2],
)


def built(votes: list[tuple[int, int, int]]) -> VoteMatrix:
    people, statements, values = zip(*votes, strict=True)
    return VoteMatrix.from_arrays(people, statements, values)


PARTIES = {p: "north" if p % 3 else "south" for p in range(12)}


@settings(max_examples=60, deadline=None)
@given(cast, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte(votes: list[tuple[int, int, int]], random: object) -> None:
    shuffled = list(votes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types it as object
    first, second = (written(common_ground(built(v), parties=PARTIES, groups=PARTIES)) for v in (votes, shuffled))
    assert first == second


@settings(max_examples=60, deadline=None)
@given(cast, st.integers(0, 90))
def test_batches_give_the_bytes_of_all_votes_at_once(votes: list[tuple[int, int, int]], cut: int) -> None:
    live = LiveCommonGround(built(votes[:1]))
    live.result()
    live.add((str(p), str(s), v) for p, s, v in votes[1:cut])
    if votes[max(cut, 1) :]:
        live.add(built(votes[max(cut, 1) :]))
    assert written(live.result()) == written(common_ground(built(votes)))


@settings(max_examples=60, deadline=None)
@given(cast)
def test_swapping_agree_and_disagree_mirrors_every_result(votes: list[tuple[int, int, int]]) -> None:
    there = common_ground(built(votes), groups=PARTIES).to_dict()
    back = common_ground(built([(p, s, -v) for p, s, v in votes]), groups=PARTIES).to_dict()
    assert there["group_consensus"] == back["group_consensus_against"]
    assert there["common_ground"] == back["common_ground_against"]
    assert there["consensus"]["agree"] == back["consensus"]["disagree"]
    for a, b in zip(there["statements"], back["statements"], strict=True):
        assert (a["agree"], a["disagree"], a["pass"]) == (b["disagree"], b["agree"], b["pass"])
        assert a["interval"][0] == pytest.approx(1 - b["interval"][1], abs=TOLERANCE)
    assert (there["map"] is None) == (back["map"] is None)


def test_swapping_turns_the_axes_at_most_by_sign() -> None:
    votes = drawn(40, 15, seed=3)
    there, back = (common_ground(matrix(v)) for v in (votes, {pair: -v for pair, v in votes.items()}))
    assert there.map is not None
    assert back.map is not None
    # Residuals change sign, axes do not: people stand on the other side.
    assert np.allclose(there.map.axes, back.map.axes, atol=TOLERANCE)
    assert np.allclose(there.map.participants, -back.map.participants, atol=TOLERANCE)


@settings(max_examples=40, deadline=None)
@given(cast, st.permutations(range(12)))
def test_renumbered_participants_are_equal_after_relabelling(votes: list[tuple[int, int, int]], new: list[int]) -> None:
    before = common_ground(built(votes), parties=PARTIES).to_dict()
    renumbered = built([(new[p], s, v) for p, s, v in votes])
    after = common_ground(renumbered, parties={new[p]: label for p, label in PARTIES.items()}).to_dict()
    for key in ("statements", "common_ground", "common_ground_against", "consensus", "parties", "shape"):
        assert before[key] == after[key]
    if before["map"] is None:
        assert after["map"] is None
        return
    assert before["map"]["components"] == after["map"]["components"]
    for p, point in before["map"]["participants"].items():
        assert after["map"]["participants"][str(new[int(p)])] == pytest.approx(point, abs=TOLERANCE)


@settings(max_examples=40, deadline=None)
@given(cast)
def test_doubling_every_participant_changes_no_share(votes: list[tuple[int, int, int]]) -> None:
    doubled = built([*votes, *((p + 100, s, v) for p, s, v in votes)])
    once, twice = common_ground(built(votes)), common_ground(doubled)
    assert np.array_equal(once.shares.share, twice.shares.share, equal_nan=True)
    assert np.array_equal(once.totals * 2, twice.totals)
    if once.map is not None:
        assert twice.map is not None
        assert np.allclose(once.map.explained, twice.map.explained, atol=1e-9)


def test_a_statement_nobody_voted_on_changes_nothing_else() -> None:
    votes, parties = matrix(drawn(30, 10)), labels(halves(drawn(30, 10)))
    more = VoteMatrix.from_codes(
        votes.participants, [*votes.statements, "unseen"], votes.rows, votes.columns, votes.values
    )
    few, many = (common_ground(v, parties=parties, groups=parties).to_dict() for v in (votes, more))
    assert many["statements"].pop()["id"] == "unseen"
    for party in parties.values():
        many["parties"][party]["statements"].pop("unseen", None)
    many["shape"]["statements"] -= 1
    assert {key for key in few if few[key] != many[key]} == {"input_hash"}


@pytest.mark.parametrize("kind", ["text", "numbers", "numpy", "tuples"])
def test_the_type_of_identifiers_does_not_matter(kind: str) -> None:
    votes = drawn(25, 9)
    people, statements = [int(p[1:]) for p, _ in votes], [int(s) for _, s in votes]
    given_as = {
        "text": (list(map(str, people)), list(map(str, statements))),
        "numbers": (people, statements),
        "numpy": (np.array(people, np.int32), np.array(statements, np.uint8)),
        "tuples": ([(p,) for p in people], statements),
    }
    found = common_ground(VoteMatrix.from_arrays(*given_as[kind], list(votes.values()))).to_dict()
    base = common_ground(VoteMatrix.from_arrays(people, statements, list(votes.values()))).to_dict()
    if kind == "tuples":
        assert found["statements"] == base["statements"]
    else:
        assert found == base


PROGRAM = """
import sys
from tests.commonground.makers import drawn, matrix, written
from khural.commonground import common_ground
sys.stdout.write(written(common_ground(matrix(drawn(400, 350, seed=5, seen=.2)))))
"""


def test_one_thread_and_two_and_another_hash_seed_give_the_same_bytes() -> None:
    digests = set()
    for threads, seed in (("1", "0"), ("2", "1")):
        more = {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, **more},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            check=True,
        )
        digests.add(hashlib.sha256(run.stdout).hexdigest())
    assert len(digests) == 1
