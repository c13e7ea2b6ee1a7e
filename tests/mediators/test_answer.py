"""Standing, intervals, grid and views of a small invented conflict."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest

from khural.mediators.answer import answer
from khural.mediators.finding import Candidate
from khural.mediators.grid import Window, thirds
from khural.mediators.resampling import week_blocks
from tests.mediators.tables import FIRST, LAST, Counts, counts, peace, reading, settings

PARTIES = ("AAA", "BBB")


def found(table: Counts | None = None, **moved: object) -> dict[str, Candidate]:
    result = answer(PARTIES, (), reading(table or peace()), settings(**moved))
    return {candidate.state: candidate for candidate in result.candidates}


def test_each_state_stands_where_its_ties_put_it() -> None:
    standing = {state: candidate.standing for state, candidate in found().items()}
    assert standing == {
        "CCC": "ranked",
        "DDD": "not_cordial",
        "EEE": "unknown",
        "FFF": "not_cordial",
        "GGG": "unknown",
    }


def test_a_thin_tie_shows_its_counts_and_no_score() -> None:
    tie = found()["EEE"].ties[1]
    assert (tie.status, tie.cooperation, tie.conflict, tie.score) == ("thin", 2, 0, None)
    assert found()["EEE"].thin == ("BBB",)


def test_the_floor_is_the_users_to_move() -> None:
    assert found(floor=2)["EEE"].standing == "not_cordial"
    assert found(floor=200)["CCC"].standing == "unknown"


def test_a_known_tie_under_the_line_keeps_a_state_out_of_cordial_to_all() -> None:
    candidate = found()["FFF"]
    assert candidate.weakest == "AAA"
    assert candidate.suitability == pytest.approx(5 / 60)
    assert candidate.rank == 3


def test_a_host_taken_out_is_gone_and_the_others_move_up() -> None:
    after = found(without=("CCC",))
    assert "CCC" not in after
    assert after["DDD"].rank == 1


def test_intervals_contain_the_score_and_the_same_seed_gives_the_same_interval() -> None:
    first, again, other = found()["CCC"], found()["CCC"], found(seed=1)["CCC"]
    assert first == again
    assert first.interval is not None
    assert first.suitability is not None
    assert first.interval.low < first.suitability < first.interval.high
    assert first.interval != other.interval


def test_the_order_of_the_sources_rows_does_not_matter() -> None:
    events = {("AAA", "CCC"): (9, 1, 1, 1), ("BBB", "CCC"): (8, 2, 0, 0), ("BBB", "DDD"): (9, 0, 2, 0)}
    one = answer(PARTIES, (), reading(counts(events)), settings())
    two = answer(PARTIES, (), reading(counts(dict(reversed(events.items())))), settings())
    assert one == two


def test_weeks_are_drawn_whole() -> None:
    weeks = np.zeros((12, 2, 1, 1), dtype=np.int64)
    weeks[3] = 60
    sums = week_blocks(weeks, 400, 0)
    assert sums.shape == (2, 400, 1, 1)
    assert set(np.unique(sums)) <= {60 * times for times in range(13)}
    assert (sums[0] == sums[1]).all()
    assert sums.mean() == pytest.approx(60, rel=0.2)


def test_weekly_tables_give_wider_intervals_when_events_come_in_clusters() -> None:
    table = counts({("AAA", "CCC"): (60, 0, 40, 0), ("BBB", "CCC"): (90, 0, 9, 0)})
    calm = counts({("AAA", "CCC"): (6, 0, 0, 0), ("BBB", "CCC"): (9, 0, 1, 0)})
    storm = counts({("AAA", "CCC"): (6, 0, 40, 0), ("BBB", "CCC"): (9, 0, 0, 0)})
    plain = answer(PARTIES, (), reading(table), settings())
    weekly = answer(PARTIES, (), reading(table, weeks=(*[calm] * 9, storm)), settings())
    assert (plain.resampling, weekly.resampling) == ("poisson", "week_blocks")

    def width(result: object) -> float:
        interval = result.candidates[0].interval  # type: ignore[attr-defined]
        return float(interval.high - interval.low)

    assert width(weekly) > 1.5 * width(plain)


def test_the_grid_moves_one_setting_at_a_time() -> None:
    other = Window("invented", FIRST.replace(year=2006), LAST.replace(year=2009))
    foreign = Window("elsewhere", FIRST, LAST)
    result = answer(PARTIES, (), reading(peace(), others={other: peace(), foreign: peace()}), settings())
    kinds = [variant.kind for variant in result.grid]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "smoothing": 4,
        "window": 4,
        "source": 4,
        "events": 2,
        "without": 2,
        "volume": 1,
    }
    worst = next(c for c in result.candidates if c.state == "CCC").grid
    assert worst is not None
    assert worst.low == 1


def test_material_events_alone_leave_thin_ties_unranked_and_counted() -> None:
    result = answer(PARTIES, (), reading(peace()), settings())
    material = next(v for v in result.grid if v.value == "material")
    assert "CCC" not in material.ranks
    assert next(c for c in result.candidates if c.state == "CCC").unrankable == 1


def test_rarity_counts_the_known_ties_to_each_party() -> None:
    assert answer(PARTIES, (), reading(peace()), settings()).rarity == {"AAA": 4, "BBB": 3}


def test_a_pair_is_two_partial_states_that_get_on() -> None:
    result = answer(PARTIES, (), reading(peace()), settings())
    pair = result.pairs[0]
    assert (pair.a, pair.side_a, pair.b, pair.side_b) == ("DDD", "AAA", "FFF", "BBB")
    assert pair.score == pytest.approx(min(95 / 100, 80 / 85) * 30 / 37)
    assert pair.gap == pytest.approx(abs(95 / 100 - 80 / 85))


def test_an_insider_is_close_to_one_party_and_above_the_line_with_the_other() -> None:
    table = counts({("AAA", "SSS"): (90, 0, 0, 0), ("BBB", "SSS"): (30, 0, 9, 0), ("AAA", "TTT"): (9, 0, 0, 0)}, "CCC")
    result = answer(PARTIES, ("SSS",), reading(table), settings())
    assert [(insider.state, insider.side, insider.rank) for insider in result.insiders] == [("SSS", "AAA", 1)]


@pytest.mark.parametrize(
    ("first", "last", "period", "starts"),
    [
        ("2002-01-01", "2014-12-31", "year", ["2002-01-01", "2006-01-01", "2010-01-01"]),
        ("2018-01-01", "2022-12-31", "month", ["2018-01-01", "2019-09-01", "2021-05-01"]),
        ("2002-01-01", "2004-12-31", "year", ["2002-01-01", "2003-01-01", "2004-01-01"]),
        ("2002-01-01", "2003-12-31", "year", ["2002-01-01"]),
    ],
)
def test_a_source_is_cut_in_three_by_its_own_periods(first: str, last: str, period: str, starts: list[str]) -> None:
    cuts = thirds(date.fromisoformat(first), date.fromisoformat(last), period)
    assert [str(start) for start, _ in cuts] == starts
    assert str(cuts[-1][1]) == last
    assert all(one[1] + timedelta(days=1) == two[0] for one, two in itertools.pairwise(cuts))
