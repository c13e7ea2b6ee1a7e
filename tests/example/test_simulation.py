"""Simulated ballots are repeatable, and vary as a table does."""

import hashlib
import itertools
from collections import Counter, defaultdict

import pytest

from khural.example import REHEARSAL_SEED, SimulatedBallot, delegations, simulate_ballots, statements

GOLDEN = "711de4a90a47adfb203171a8ee52bb43b349b4e8e2d5da9531bff98b0fade48b"
FLOOR = 5

Ballots = tuple[SimulatedBallot, ...]


@pytest.fixture(scope="module")
def ballots() -> Ballots:
    return simulate_ballots(statements(1), delegations(), REHEARSAL_SEED)


def answers(ballots: Ballots, statement: str) -> Counter[int]:
    return Counter(ballot.answer for ballot in ballots if ballot.statement == statement and ballot.answer is not None)


def band(counts: Counter[int]) -> str:
    voters = counts.total()
    if counts[1] >= 0.6 * voters:
        return "agree"
    return "disagree" if counts[-1] >= 0.6 * voters else "mixed"


def bands(ballots: Ballots) -> dict[str, dict[int, str]]:
    """Statement -> delegation -> band, for delegations at or over the floor."""
    cells: defaultdict[tuple[str, int], Counter[int]] = defaultdict(Counter)
    for ballot in ballots:
        if ballot.answer is not None:
            cells[ballot.statement, ballot.delegation][ballot.answer] += 1
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for (statement, delegation), counts in cells.items():
        if counts.total() >= FLOOR:
            found[statement][delegation] = band(counts)
    return dict(found)


def test_the_rehearsal_is_the_same_bytes_everywhere(ballots: Ballots) -> None:
    lines = "".join(f"{b.delegation},{b.seat},{b.statement},{b.answer}\n" for b in ballots)
    assert hashlib.sha256(lines.encode()).hexdigest() == GOLDEN


def test_another_seed_gives_other_ballots(ballots: Ballots) -> None:
    assert simulate_ballots(statements(1), delegations(), REHEARSAL_SEED + 1) != ballots


def test_a_ballot_does_not_depend_on_its_neighbours(ballots: Ballots) -> None:
    alone = simulate_ballots(reversed(statements()), reversed(delegations()), REHEARSAL_SEED)
    assert set(ballots) < set(alone)


def test_there_is_one_ballot_per_seat_and_statement(ballots: Ballots) -> None:
    places = {(ballot.delegation, ballot.seat, ballot.statement) for ballot in ballots}
    assert len(places) == len(ballots) == 31 * 30
    assert {ballot.answer for ballot in ballots} == {1, 0, -1, None}


def test_much_is_shared(ballots: Ballots) -> None:
    shared = [s.id for s in statements(1) if answers(ballots, s.id)[1] >= 0.8 * answers(ballots, s.id).total()]
    assert 8 <= len(shared) <= 15


def test_some_statements_divide_the_room(ballots: Ballots) -> None:
    counts = [answers(ballots, statement.id) for statement in statements(1)]
    assert 6 <= sum(min(count[1], count[-1]) >= 0.25 * count.total() for count in counts) <= 14


def test_some_are_mostly_passed_and_some_rejected(ballots: Ballots) -> None:
    counts = [answers(ballots, statement.id) for statement in statements(1)]
    assert 3 <= sum(count[0] > 0.5 * count.total() for count in counts) <= 7
    assert 2 <= sum(count[-1] >= 0.6 * count.total() for count in counts) <= 6


def test_delegations_of_7_and_6_show_bands_that_of_5_sometimes_and_smaller_ones_never(ballots: Ballots) -> None:
    shown = Counter(delegation for row in bands(ballots).values() for delegation in row)
    assert set(shown) == {3, 5, 7}
    assert shown[7] >= 28
    assert shown[3] >= 18
    assert 5 <= shown[5] <= 25


def test_most_party_cells_are_under_the_floor_and_all_three_bands_occur(ballots: Ballots) -> None:
    cells = [value for row in bands(ballots).values() for value in row.values()]
    assert len(cells) < 0.5 * 7 * 30
    assert min(Counter(cells)[value] for value in ("agree", "disagree", "mixed")) >= 8


def test_delegations_shown_side_by_side_sometimes_stand_on_opposite_sides(ballots: Ballots) -> None:
    opposed = [s for s, row in bands(ballots).items() if {"agree", "disagree"} <= set(row.values())]
    assert len(opposed) >= 2


def test_members_of_a_delegation_agree_with_one_another_more_than_with_the_rest() -> None:
    divided = [statement for statement in statements() if statement.leaning == "divides"]
    within: list[bool] = []
    across: list[bool] = []
    for seed in range(20):
        found: defaultdict[str, list[SimulatedBallot]] = defaultdict(list)
        for ballot in simulate_ballots(divided, delegations(), seed):
            if ballot.answer:
                found[ballot.statement].append(ballot)
        for row in found.values():
            for first, second in itertools.pairwise(row):
                (within if first.delegation == second.delegation else across).append(first.answer == second.answer)
    assert sum(within) / len(within) > sum(across) / len(across) + 0.1


def test_turnout_is_a_share_of_the_seats() -> None:
    assert {b.answer for b in simulate_ballots(statements(1), delegations(), 1, turnout=0)} == {None}
    seats = Counter(
        len(
            {
                (b.delegation, b.seat)
                for b in simulate_ballots(statements(1), delegations(), seed, 0.5)
                if b.answer is not None
            }
        )
        for seed in range(20)
    )
    assert 13 <= sum(seats.elements()) / 20 <= 18


@pytest.mark.parametrize("turnout", [-0.1, 1.1, float("nan")])
def test_a_turnout_that_is_no_share_is_refused(turnout: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        simulate_ballots(statements(1), delegations(), 1, turnout)
