"""What a series refuses, and what it keeps apart: nothing reported and nothing known."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest

from khural.tension.errors import TensionError
from khural.tension.periods import all_starts, next_start, period_end, period_start
from khural.tension.series import series_of
from tests.tension.made import TODAY, weeks

MONTHS = (date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1))


def test_a_month_that_is_not_given_is_unknown_and_not_zero() -> None:
    series = series_of("made", "month", {MONTHS[0]: 3, MONTHS[2]: 4}, TODAY, dict.fromkeys(MONTHS, 9.0))
    assert series.starts == MONTHS
    assert series.known.tolist() == [True, False, True]
    assert series.missing == 1
    assert series.share_zero == 0


def test_a_count_without_volume_is_unknown() -> None:
    series = series_of("made", "month", dict.fromkeys(MONTHS, 1.0), TODAY, {MONTHS[0]: 9.0, MONTHS[2]: 9.0})
    assert series.known.tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "tension.empty"),
        ([(MONTHS[0], 1.0), (MONTHS[0], 2.0)], "tension.period_twice"),
        ([(MONTHS[1], 1.0), (MONTHS[0], 2.0)], "tension.out_of_order"),
        ([(date(2020, 1, 2), 1.0)], "tension.not_a_start"),
        ([(TODAY, 1.0)], "tension.in_the_future"),
        ([(MONTHS[0], float("nan"))], "tension.not_a_number"),
        ([(MONTHS[0], 1.5)], "tension.not_a_count"),
        ([(MONTHS[0], -1.0)], "tension.not_a_count"),
    ],
)
def test_bad_rows_are_refused_by_name_and_place(rows: list[tuple[date, float]], code: str) -> None:
    with pytest.raises(TensionError) as refused:
        series_of("made", "month", rows, TODAY, dict.fromkeys(MONTHS, 9.0))
    assert refused.value.message.code == code
    assert "made" in str(refused.value)


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(TensionError, match="fortnight"):
        series_of("made", "fortnight", {MONTHS[0]: 1.0}, TODAY)


@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_periods_follow_each_other_without_gap(period: str) -> None:
    starts = all_starts(date(2019, 12, 30), date(2021, 3, 1), period)
    assert starts[0] == period_start(date(2019, 12, 30), period)
    for before, after in itertools.pairwise(starts):
        assert next_start(before, period) == after
        assert (after - period_end(before, period)).days == 1
    assert next_start(starts[-1], period, -1) == starts[-2]


def test_hostile_periods_are_those_below_zero() -> None:
    values = dict(zip(weeks(4), (5.0, -2.0, 0.0, -1.0), strict=True))
    assert np.array_equal(series_of("made", "week", values, TODAY).hostile_periods().values, [0, 1, 0, 1])
