"""Dates are no more exact than their source."""

import datetime

import pytest

from khural.evidence.dates import PartialDate


@pytest.mark.parametrize("text", ["2014", "2014-06", "2014-06-17", "0987-02-01"])
def test_a_date_reads_and_writes_as_it_was_given(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


def test_a_year_can_mean_any_of_its_days() -> None:
    year = PartialDate.parse("2014")
    assert (year.first_day, year.last_day) == (datetime.date(2014, 1, 1), datetime.date(2014, 12, 31))


def test_a_month_ends_where_the_calendar_says() -> None:
    assert PartialDate.parse("2016-02").last_day == datetime.date(2016, 2, 29)
    assert PartialDate.parse("2015-02").last_day == datetime.date(2015, 2, 28)


def test_a_day_means_itself() -> None:
    day = PartialDate.parse("2014-06-17")
    assert day.first_day == day.last_day == datetime.date(2014, 6, 17)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "2014-13",
        "2014-00",
        "2014-02-30",
        "2014-6-1",
        "2014-06-17T00:00",
        "June 2014",
        "２０１４",
        "2014 ",
        "0000",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a month"):
        PartialDate(2014, None, 17)
