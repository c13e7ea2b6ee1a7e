"""Groups are shown where they are, and nowhere else. Counts small enough for a suite; benchmarks/groups.py has more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from khural.commonground import VoteMatrix, common_ground, read_votes, subgroup
from khural.commonground.grouping.decide import Finding, find_groups
from khural.commonground.grouping.stability import adjusted_rand
from tests.commonground.makers import written
from tests.commonground.planted import (
    alike,
    blocs,
    blocs_on,
    cast,
    continuum,
    continuum_on,
    fewer,
    items,
    lines,
    logistic,
    shuffled,
    sorted_by_oracle,
)

CONVERSATIONS = (
    *("bg2050-volunteers", "brexit-consensus", "london.youth.policing", "scoop-hivemind.biodiversity"),
    *("ssis.land-bank-farmland.2rumnecbeh.2021-08-01", "vtaiwan.uberx"),
)
SMALL = CONVERSATIONS[:4]
BLOCS = blocs([20, 14], 30, np.random.default_rng(1))[0]
CROWD = continuum(40, 30, np.random.default_rng(2))


def right(found: Finding, truth: np.ndarray) -> bool:
    """The right number of groups, and at least 9 in 10 of what chance leaves to find."""
    return found.codes is not None and found.k == len(set(truth.tolist())) and alike(found.codes, truth) >= 0.9


@pytest.mark.reference
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_no_real_conversation_has_clear_groups(reference: Path, name: str) -> None:
    found = find_groups(read_votes(reference / "data/polis" / name / "votes.csv"), 0)
    assert found.codes is None
    assert found.reason.code in {"commonground.groups_none_continuum", "commonground.groups_none_unclear"}
    assert found.dimensions.count >= 1


@pytest.mark.reference
@pytest.mark.parametrize("name", SMALL)
def test_shuffled_conversations_and_continua_on_their_masks_show_no_groups(reference: Path, name: str) -> None:
    votes = read_votes(reference / "data/polis" / name / "votes.csv")
    drawn = [shuffled(votes, np.random.default_rng([3, i])) for i in range(6)]
    drawn += [continuum_on(votes, np.random.default_rng([4, i]), d=1 + i % 2) for i in range(6)]
    assert sum(find_groups(v, 0).codes is not None for v in drawn) <= 1


@pytest.mark.reference
@pytest.mark.parametrize("name", SMALL)
def test_blocs_planted_on_real_masks_are_found(reference: Path, name: str) -> None:
    votes, truth = blocs_on(read_votes(reference / "data/polis" / name / "votes.csv"), np.random.default_rng(5))
    found = find_groups(votes, 0)
    assert found.k == 2
    assert found.codes is not None
    inside = found.codes >= 0
    assert alike(found.codes[inside], truth[inside]) >= 0.9


@pytest.mark.parametrize(
    ("sizes", "statements", "seen", "strong", "least"),
    [
        ([12, 12], 30, 1.0, 0.8, 17),
        ([40, 40, 40], 30, 1.0, 0.9, 10),
        ([40, 40, 40], 30, 0.6, 0.9, 10),
        ([80, 20], 30, 1.0, 0.8, 10),
        ([80, 20], 30, 0.6, 0.9, 10),
    ],
)
def test_planted_blocs_are_found(sizes: list[int], statements: int, seen: float, strong: float, least: int) -> None:
    tries = 20 if sum(sizes) < 30 else 10
    made = [blocs(sizes, statements, np.random.default_rng([6, i]), seen, strong) for i in range(tries)]
    assert sum(right(find_groups(votes, 0), truth) for votes, truth in made) >= least


def test_small_rooms_with_four_votes_in_ten_missing_get_the_right_number() -> None:
    made = [blocs([12, 12], 30, np.random.default_rng([7, i]), 0.6)[0] for i in range(20)]
    assert sum(find_groups(votes, 0).k == 2 for votes in made) >= 15


def test_people_are_sorted_nearly_as_well_as_by_somebody_who_knows_the_lines() -> None:
    likeness, oracle = [], []
    for i in range(6):
        votes, truth = blocs([40, 40, 40], 30, np.random.default_rng([18, i]))
        known = lines([40, 40, 40], 30, np.random.default_rng([18, i]))
        found = find_groups(votes, 0)
        if found.k == 3:
            likeness.append(adjusted_rand(found.codes + 1, truth))
            oracle.append(adjusted_rand(sorted_by_oracle(votes, known, [40, 40, 40]), truth))
    assert len(likeness) >= 5
    assert np.mean(likeness) >= np.mean(oracle) - 0.03


@pytest.mark.parametrize("kind", ["normal", "exponential"])
def test_rooms_of_24_with_missing_votes_hardly_ever_show_groups(kind: str) -> None:
    drawn = [continuum(24, 30, np.random.default_rng([19, i]), kind, seen=0.6) for i in range(24)]
    assert sum(find_groups(votes, 0).codes is not None for votes in drawn) <= 3


@pytest.mark.parametrize("kind", ["normal", "exponential", "uniform"])
def test_rooms_of_24_without_a_gap_hardly_ever_show_groups(kind: str) -> None:
    drawn = [continuum(24, 30, np.random.default_rng([8, i]), kind) for i in range(20)]
    assert sum(find_groups(votes, 0).codes is not None for votes in drawn) <= 3


def test_a_steep_but_even_crowd_shows_no_groups() -> None:
    """Statements that turn steeply leave a gap in scores, and none in positions."""
    drawn = [continuum(100, 30, np.random.default_rng([16, i]), "uniform", seen=0.6, slope=3.0) for i in range(12)]
    assert sum(find_groups(votes, 0).codes is not None for votes in drawn) <= 1


def test_blocs_that_are_not_alike_inside_are_found_by_the_gap_between_them() -> None:
    found = []
    for i in range(6):
        random = np.random.default_rng([17, i])
        truth = np.repeat([0, 1], [120, 80])
        positions = np.where(truth == 0, -1.2, 1.2) + 0.4 * random.standard_normal(200)
        intercepts, slopes = items(200, 1, random)
        votes = cast(logistic(intercepts + positions[:, None] @ slopes.T), random, 0.7)
        found.append(right(find_groups(votes, 0), truth))
    assert sum(found) >= 5


def test_clear_groups_stay_when_votes_are_lost() -> None:
    held = []
    for i in range(10):
        random = np.random.default_rng([9, i])
        votes, _ = blocs([15, 15], 30, random)
        whole = find_groups(votes, 0)
        if whole.reason.code == "commonground.groups_shown":
            again = find_groups(fewer(votes, random), 0)
            held.append(0.0 if again.codes is None else alike(whole.codes, again.codes))
    assert len(held) >= 6
    assert np.mean(held) >= 0.95


def test_one_person_is_no_group_and_the_rest_of_one_is_none() -> None:
    random = np.random.default_rng(10)
    votes, _ = blocs([38, 2], 40, random, strong=0.95)
    found = find_groups(votes, 0)
    assert found.codes is None
    assert found.reason.code in {"commonground.groups_none_one", "commonground.groups_none_chance"}


def test_a_few_outliers_belong_to_no_group() -> None:
    votes, truth = blocs([30, 30, 2], 60, np.random.default_rng(11), strong=0.95)
    found = find_groups(votes, 0)
    assert found.codes is not None
    assert found.k == 2
    assert alike(found.codes[truth < 2], truth[truth < 2]) == 1.0


def test_groups_are_named_by_size_and_described() -> None:
    result = common_ground(BLOCS)
    assert result.groups is not None
    assert result.groups.labels == ("A", "B")
    assert [len(result.groups.members[label]) for label in "AB"] == [20, 14]
    assert result.groups.stability is not None
    assert result.groups.stability > 0.9
    assert result.group_consensus is not None
    assert all(result.groups.representative[label] for label in "AB")


def test_the_order_of_rows_changes_no_byte_of_groups_spread_and_bridging() -> None:
    for votes in (BLOCS, CROWD):
        order = np.random.default_rng(12).permutation(len(votes.values))
        again = VoteMatrix.from_arrays(
            [votes.participants[i] for i in votes.rows[order]],
            [votes.statements[i] for i in votes.columns[order]],
            votes.values[order],
        )
        assert written(common_ground(votes)) == written(common_ground(again))


def test_renumbered_participants_are_equal_after_relabelling() -> None:
    new = [f"q{i:05d}" for i in np.random.default_rng(13).permutation(len(BLOCS.participants))]
    votes = VoteMatrix.from_arrays(
        [new[i] for i in BLOCS.rows], [BLOCS.statements[i] for i in BLOCS.columns], BLOCS.values
    )
    before, after = common_ground(BLOCS), common_ground(votes)
    assert before.groups is not None
    assert after.groups is not None
    back = dict(zip(new, BLOCS.participants, strict=True))
    for label, members in before.groups.members.items():
        assert sorted(back[name] for name in after.groups.members[label]) == sorted(members)
    one, other = before.to_dict(), after.to_dict()
    assert one["bridging"] == other["bridging"]
    assert one["spread"]["statements"] == other["spread"]["statements"]


PROGRAM = """
import sys
import numpy as np
from khural.commonground import common_ground
from tests.commonground.makers import written
from tests.commonground.planted import blocs, continuum
random = np.random.default_rng(1)
for votes in (blocs([60, 60, 60], 150, random, 0.5)[0], continuum(300, 200, random, seen=0.3)):
    sys.stdout.write(written(common_ground(votes)))
"""


def test_one_thread_and_two_give_the_same_bytes() -> None:
    found = set()
    for threads in ("1", "2"):
        more = {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, **more},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            check=True,
        )
        found.add(run.stdout)
    assert len(found) == 1


def test_a_crowd_is_sampled_and_everybody_assigned() -> None:
    votes, truth = blocs([1800, 900], 40, np.random.default_rng(14), 0.5, 0.9)
    found = find_groups(votes, 0)
    assert len(found.ballots.people) == 2000
    assert found.codes is not None
    assert len(set(found.codes.tolist()) - {-1}) == 2
    inside = found.codes >= 0
    assert inside.mean() > 0.95
    assert adjusted_rand(found.codes[inside], truth[inside]) >= 0.97


@pytest.mark.parametrize(
    ("people", "statements", "votes"),
    [
        ([], [], []),
        ("a", "1", [1]),
        ("a" * 9, "123456789", [1] * 9),
        ("abcdefghij", "1" * 10, [1, -1] * 5),
        ([p for p in "abcdefghij" for _ in "12345678"], list("12345678") * 10, [1] * 80),
        ([p for p in "abcdefghij" for _ in "12345678"], list("12345678") * 10, [0] * 80),
        ([p for p in "abcdefghij" for _ in "12345678"], list("12345678") * 10, [1, -1, 1, 1, 0, -1, 1, -1] * 10),
    ],
    ids=["no vote", "one vote", "one person", "one statement", "unanimous", "all pass", "all the same person"],
)
def test_degenerate_votes_get_an_answer_and_a_reason(people: str, statements: str, votes: list[int]) -> None:
    result = common_ground(VoteMatrix.from_arrays(list(people), list(statements), votes))
    assert result.groups is None
    assert result.spread is None
    assert result.groups_reason.code in {"commonground.groups_none_few", "commonground.groups_none_chance"}
    written(result)


def test_a_group_can_be_examined_on_its_own() -> None:
    result = common_ground(BLOCS)
    assert result.groups is not None
    inside = common_ground(subgroup(BLOCS, result.groups.members["A"]))
    assert inside.participants == result.groups.members["A"]
    assert inside.groups is None
    assert int(inside.totals.sum()) == int(result.groups.counts[0].sum())


def test_the_index_of_likeness_agrees_with_counting_pairs() -> None:
    random = np.random.default_rng(15)
    first, second = random.integers(0, 3, 40), random.integers(0, 4, 40)
    assert adjusted_rand(first, second) == pytest.approx(alike(first, second))
    assert adjusted_rand(first, first) == 1.0
