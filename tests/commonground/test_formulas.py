"""Every figure equals a plain reading of its formula."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import beta

from khural.commonground import common_ground
from tests.commonground import polis
from tests.commonground.makers import drawn, halves, labels, matrix

TOLERANCE = 1e-12
SIZES = ((12, 9, 0.9), (40, 25, 0.4), (60, 12, 0.7), (9, 30, 0.3))


@pytest.fixture(params=SIZES, ids=str)
def votes(request: pytest.FixtureRequest) -> dict[tuple[str, str], int]:
    people, statements, seen = request.param
    return drawn(people, statements, seed=people, seen=seen)


def ordered(votes: dict[tuple[str, str], int]) -> list[str]:
    return sorted({s for _, s in votes}, key=int)


def test_group_informed_consensus(votes: dict[tuple[str, str], int]) -> None:
    groups = halves(votes)
    found = common_ground(matrix(votes), groups=labels(groups)).to_dict()
    for key, side in (("group_consensus", 0), ("group_consensus_against", 1)):
        for s in ordered(votes):
            assert found[key][s] == pytest.approx(polis.consensus(votes, groups, s, side), rel=TOLERANCE)


@pytest.mark.parametrize("rejected", [(), ("0", "3", "5")])
def test_representative_statements(votes: dict[tuple[str, str], int], rejected: tuple[str, ...]) -> None:
    groups = halves(votes)
    found = common_ground(matrix(votes, rejected=rejected), groups=labels(groups)).to_dict()["groups"]["representative"]
    left = [s for s in ordered(votes) if s not in rejected]
    for label in groups:
        mine = [(entry["statement"], entry["direction"]) for entry in found[label]]
        assert mine == polis.representative(votes, groups, label, left)


def test_majority_consensus(votes: dict[tuple[str, str], int]) -> None:
    people = sorted({p for p, _ in votes})
    found = common_ground(matrix(votes)).to_dict()["consensus"]
    for key, side in (("agree", 0), ("disagree", 1)):
        mine = [entry["statement"] for entry in found[key]]
        assert mine == polis.majority(votes, people, ordered(votes), side)


@pytest.mark.parametrize("with_groups", [True, False])
def test_priorities(votes: dict[tuple[str, str], int], with_groups: bool) -> None:
    groups = {label: people[:3] for label, people in halves(votes).items()}
    counted = [p for people in groups.values() for p in people] if with_groups else sorted({p for p, _ in votes})
    found = common_ground(matrix(votes, meta=["2"]), groups=labels(groups) if with_groups else None).to_dict()
    by_id = {entry["id"]: entry for entry in found["statements"]}
    for s in ordered(votes):
        agree, disagree, n = polis.count(votes, counted, s)
        expected = polis.priority(agree, n - agree - disagree, n, by_id[s]["extremity"] or 0)
        assert by_id[s]["priority"] == pytest.approx(49 if s == "2" else expected, rel=TOLERANCE)
    assert len({entry["priority"] for entry in found["statements"]}) > 2


def test_projection_and_extremity(votes: dict[tuple[str, str], int]) -> None:
    found = common_ground(matrix(votes)).to_dict()
    place = found["map"]
    count = len(ordered(votes))
    for p, point in place["participants"].items():
        cast = {s: v for (q, s), v in votes.items() if q == p}
        for k in range(2):
            total = sum((v - place["means"][s]) * place["components"][s][k] for s, v in cast.items())
            assert point[k] == pytest.approx(math.sqrt(count / max(len(cast), 1)) * total, abs=TOLERANCE)
    for entry in found["statements"]:
        axes = place["components"][entry["id"]]
        expected = math.sqrt(count) * abs(1 - place["means"][entry["id"]]) * math.hypot(*axes)
        assert entry["extremity"] == pytest.approx(expected, abs=TOLERANCE)


def test_the_means_and_the_map_are_those_of_people_with_seven_votes(votes: dict[tuple[str, str], int]) -> None:
    result = common_ground(matrix(votes))
    enough = min(7, len(ordered(votes)))
    cast = {p: sum(q == p for q, _ in votes) for p, _ in votes}
    inside = {p for p, n in cast.items() if n >= enough}
    assert {p for p, is_in in zip(result.participants, result.in_map, strict=True) if is_in} == inside
    means = result.to_dict()["map"]["means"]
    for s in ordered(votes):
        values = [v for (p, t), v in votes.items() if t == s and p in inside]
        assert means[s] == pytest.approx(np.mean(values) if values else 0, abs=TOLERANCE)


def test_shares_by_party_hold_passes_apart(votes: dict[tuple[str, str], int]) -> None:
    groups = halves(votes)
    found = common_ground(matrix(votes), parties=labels(groups), floor=3).to_dict()
    for label, people in groups.items():
        for s in ordered(votes):
            agree, disagree, n = polis.count(votes, people, s)
            cell = found["parties"][label]["statements"][s]
            if agree + disagree < 3:
                assert cell == {"not_enough_votes": True}
                continue
            expected = (agree + disagree, agree, disagree, n - agree - disagree)
            assert (cell["n"], cell["agree"], cell["disagree"], cell["pass"]) == expected
            assert cell["share"] == agree / (agree + disagree)
            assert cell["interval"] == pytest.approx(beta.ppf([0.025, 0.975], agree + 0.5, disagree + 0.5), abs=1e-12)


@pytest.mark.parametrize("by", ["parties", "groups", None])
def test_common_ground_goes_by_the_least_favourable(votes: dict[tuple[str, str], int], by: str | None) -> None:
    divided = halves(votes) if by else {None: sorted({p for p, _ in votes})}
    given = {by: labels(halves(votes))} if by else {"groups": "off"}
    found = common_ground(matrix(votes), **given).to_dict()
    for key, side in (("common_ground", 0), ("common_ground_against", 1)):
        bounds = []
        for entry in found[key]:
            lows = {}
            for label, people in divided.items():
                cell = polis.count(votes, people, entry["statement"])
                lows[label] = float(beta.ppf(0.025, cell[side] + 0.5, cell[1 - side] + 0.5))
            assert entry["bound"] == pytest.approx(min(lows.values()), abs=1e-12)
            assert lows[entry["least"]] == pytest.approx(min(lows.values()), abs=1e-12)
            assert entry["among"] == (by or "everybody")
            bounds.append(entry["bound"])
        assert bounds == sorted(bounds, reverse=True)
        assert {entry["statement"] for entry in found[key]} == set(ordered(votes))
