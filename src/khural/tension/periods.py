"""Weeks, months and years as rows of a series: where each starts and ends, and the checks on what a file gives."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from khural.tension.errors import TensionError

PER_MONTH = {"week": 13 / 3, "month": 1.0, "year": 1 / 12}
"""Periods in a month, for horizons."""
WEEK = datetime.timedelta(days=7)
DAY = datetime.timedelta(days=1)


def period_start(day: datetime.date, period: str) -> datetime.date:
    """The first day of the period that holds `day`; weeks start on Mondays."""
    if period == "week":
        return day - datetime.timedelta(days=day.weekday())
    if period == "month":
        return day.replace(day=1)
    if period == "year":
        return day.replace(month=1, day=1)
    raise TensionError("tension.period_unknown", value=period)


def next_start(start: datetime.date, period: str, count: int = 1) -> datetime.date:
    """The start of the period `count` periods after the one that starts at `start` (or before, if negative)."""
    if period == "week":
        return start + count * WEEK
    months = start.month - 1 + count * (1 if period == "month" else 12)
    return datetime.date(start.year + months // 12, months % 12 + 1, 1)


def period_end(start: datetime.date, period: str) -> datetime.date:
    """The last day of the period that starts at `start`."""
    return next_start(start, period) - DAY


def all_starts(first: datetime.date, last: datetime.date, period: str) -> tuple[datetime.date, ...]:
    """The starts of all periods from the one that holds `first` to the one that holds `last`."""
    start, starts = period_start(first, period), []
    while start <= last:
        starts.append(start)
        start = next_start(start, period)
    return tuple(starts)


def ahead(months: int, period: str) -> int:
    """Periods in `months` months, at least one: 4, 13 and 26 weeks for 1, 3 and 6 months."""
    return max(1, round(months * PER_MONTH[period] - 0.01))


def weeks(count: int, period: str) -> int:
    """Periods that `count` weeks fill, rounded up: 13 weeks are 3 months, 26 weeks are 6."""
    return max(1, round(count * {"week": 1.0, "month": 3 / 13, "year": 1 / 52}[period] + 0.2))


def check_starts(starts: Sequence[datetime.date], period: str, name: str, as_of: datetime.date) -> None:
    """Refuse starts of `name` that are no starts, stand twice or out of order, or lie on or after `as_of`."""
    for before, start in zip((None, *starts), starts, strict=False):
        if start != period_start(start, period):
            raise TensionError("tension.not_a_start", series=name, day=start.isoformat(), period=period)
        if before is not None and start == before:
            raise TensionError("tension.period_twice", series=name, day=start.isoformat(), period=period)
        if before is not None and start < before:
            raise TensionError("tension.out_of_order", series=name, day=start.isoformat())
        if start >= as_of:
            raise TensionError("tension.in_the_future", series=name, day=start.isoformat(), as_of=as_of.isoformat())
