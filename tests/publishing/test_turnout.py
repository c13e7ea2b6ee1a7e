"""Turnout while voting: hourly, in fives, and never the step of one voter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khural.messages import english
from khural.publishing import PublishError, publish_turnout


def test_it_is_hidden_under_ten_voters() -> None:
    shown = publish_turnout(9, 30, None, hour=1)
    assert shown.about is None
    assert english(shown.message).startswith("fewer than 10 of 30 delegates")


def test_it_changes_on_the_hour_and_by_five_voters_only() -> None:
    first = publish_turnout(12, 30, None, hour=1)
    assert (first.about, first.coding) == (10, "about")
    assert publish_turnout(28, 30, first, hour=1) is first
    second = publish_turnout(16, 30, first, hour=2)
    assert second.about == 10
    assert publish_turnout(17, 30, second, hour=2) is second
    assert publish_turnout(17, 30, second, hour=3).about == 15


def test_the_last_five_seats_are_not_told_apart() -> None:
    assert publish_turnout(30, 30, None, 1) == publish_turnout(25, 30, None, 1)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_between_two_values_at_least_five_have_voted(steps: list[int]) -> None:
    shown, since = publish_turnout(0, 60, None, hour=0), 0
    for hour, voters in enumerate(sorted(steps), start=1):
        after = publish_turnout(voters, 60, shown, hour)
        if (after.about, after.coding) != (shown.about, shown.coding):
            assert voters >= since + 5
            since = voters
        shown = after


@pytest.mark.parametrize("voters", [-1, 31])
def test_impossible_numbers_are_refused(voters: int) -> None:
    with pytest.raises(PublishError):
        publish_turnout(voters, 30, None, 1)
