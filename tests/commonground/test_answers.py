"""What an answer may be: one group and outliers, tentative, comparable between rounds, counted and never named."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from scipy.stats import beta

from docs.crowds import BORDER, blocs, grouped, line, room
from khural.commonground import VoteMatrix, common_ground, subgroup, summary
from khural.commonground.grouping import withstanding
from khural.commonground.grouping.decide import find_groups
from khural.commonground.spread import slices


def test_one_group_and_outliers_is_an_answer_and_says_how_many() -> None:
    result = common_ground(blocs(38, 2, sure=0.95))
    assert result.groups is None
    assert result.groups_reason.code == "commonground.groups_none_one"
    assert result.groups_reason.params == {"outliers": 2, "people": 40}
    assert result.groups_reason in summary(result)


def test_outliers_belong_to_no_group_and_are_counted() -> None:
    result = common_ground(blocs(120, 100, 8, sure=0.9))
    assert result.groups is not None
    inside = {name for members in result.groups.members.values() for name in members}
    assert set(result.participants) - inside == {f"p{i}" for i in range(220, 228)}
    assert result.groups_reason.params["outliers"] == 8


def test_near_the_threshold_groups_are_tentative_and_far_from_it_they_are_not() -> None:
    border, clear = find_groups(blocs(*BORDER, sure=0.68, seed=2), 0), find_groups(blocs(20, 14), 0)
    assert border.reason.code == "commonground.groups_tentative"
    assert border.stability is not None
    assert clear.stability is not None
    assert border.stability < clear.stability
    assert clear.reason.code == "commonground.groups_shown"
    assert clear.reason.params["stability"] == clear.stability


def test_a_small_clearance_alone_makes_groups_tentative(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = blocs(20, 14)
    assert find_groups(votes, 0).reason.code == "commonground.groups_shown"
    monkeypatch.setattr(withstanding, "SURE", 1e6)
    assert find_groups(votes, 0).reason.code == "commonground.groups_tentative"


@pytest.mark.parametrize("others", [(), ((9, 1),), ((9, 1), (10, 0))])
def test_a_bound_is_the_same_whatever_the_number_of_groups(others: tuple[tuple[int, int], ...]) -> None:
    votes, labels = grouped((18, 2), (6, 4), *others)
    for result in (common_ground(votes, groups=labels), common_ground(votes, parties=labels)):
        assert result.common_ground[0].least == "B"
        assert result.common_ground[0].bound == pytest.approx(beta.ppf(0.025, 6.5, 4.5))


def test_agreement_across_the_spread_does_not_depend_on_who_else_took_part_where_all_agree() -> None:
    found = [common_ground(line(n)).spread for n in (80, 320)]
    assert found[0] is not None
    assert found[1] is not None
    agreed = [spread.across[20:].mean() for spread in found if spread is not None]
    turning = [spread.across[:10].mean() for spread in found if spread is not None]
    # More people make bounds firmer; they do not turn what divides into what is shared.
    assert agreed[1] >= agreed[0] > 0.35
    assert max(turning) < 0.2


def test_people_who_bridge_are_a_number_and_nowhere_a_name() -> None:
    for result in (room(), common_ground(line())):
        found = result.bridging
        assert found is not None
        assert 0 <= found.bridges <= found.examined <= len(result.participants)
        values = [getattr(found, field.name) for field in fields(found)]
        lengths = {size for value in values if isinstance(value, np.ndarray) for size in value.shape}
        assert len(result.participants) not in lengths
        document = str(result.to_dict()["bridging"])
        assert not any(f"'{name}'" in document for name in result.participants)
        said = [message for message in summary(result) if message.code == "commonground.summary_bridges"]
        assert [message.params for message in said] == [{"count": found.bridges, "people": found.examined}][: len(said)]


def test_people_who_vote_both_ways_are_the_ones_that_are_counted() -> None:
    names = [f"{g}{i}" for g in "ab" for i in range(8)]
    votes = [(name, f"s{j}", 1 if (name[0] == "a") == (j < 6) else -1) for name in names for j in range(12)]
    both = [("both", f"s{j}", 1 if j % 2 else -1) for j in range(12)]
    labels = {name: name[0] for name in names} | {"both": "a"}
    for cast, count in ((votes, 0), (votes + both, 1)):
        result = common_ground(VoteMatrix.from_arrays(*zip(*cast, strict=True)), parties=labels)
        assert result.bridging is not None
        assert result.bridging.bridges == count


@pytest.mark.parametrize("by", ["party", "slice", "people"])
def test_any_part_of_the_people_can_be_examined_on_its_own(by: str) -> None:
    votes = line()
    everybody = common_ground(votes)
    assert everybody.spread is not None
    order = everybody.spread.positions.argsort()
    lowest = [everybody.participants[everybody.spread.people[i]] for i in order[:26]]
    wanted = {"party": [f"p{i}" for i in range(20)], "slice": lowest, "people": ["p3", "p9", "nobody"]}[by]
    inside = common_ground(subgroup(votes, wanted), groups="off")
    kept = [i for i, name in enumerate(votes.participants) if name in set(wanted)]
    assert list(inside.participants) == [votes.participants[i] for i in kept]
    mine = np.isin(votes.rows, kept)
    agree = np.bincount(votes.columns[mine], votes.values[mine] > 0, len(votes.statements))
    assert inside.totals[:, 0].tolist() == agree.tolist()
    assert inside.totals.sum() == mine.sum()


def test_slices_stand_in_the_order_of_the_line() -> None:
    found = find_groups(line(), 0)
    result = common_ground(line())
    assert result.spread is not None
    counts = slices(result.spread, found.everybody)
    agreeing = counts[:, 0, 0] / counts[:, 0, :2].sum(axis=1)
    assert agreeing[0] < agreeing[1] < agreeing[2]
