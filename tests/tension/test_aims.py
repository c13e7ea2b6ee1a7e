"""Aims: what could be seen is said before, what was seen is read on the day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from khural.tension.aims import since, visible
from tests.tension.made import TODAY, Made, scores, weeks

DAY = weeks(101)[-1]


def made(before: float, after: float, number: int = 160) -> Made:
    """PRK-KOR hostile in a share of the weeks, another share from week 100 on."""
    source, rows = np.random.default_rng(1), scores()
    share = np.where(np.arange(number) < 100, before, after)
    rows["PRK", "KOR"] = np.where(source.random(number) < share, -50.0, 50.0)
    return Made(TODAY, rows, None)


def test_a_fall_that_came_is_seen_and_a_fall_that_did_not_is_not() -> None:
    assert since(made(0.9, 0.05), "PRK", "KOR", DAY).verdict == "reduced"
    assert since(made(0.5, 0.5), "PRK", "KOR", DAY).verdict in ("cannot_tell", "no_change")


def test_evidence_that_ends_before_the_day_cannot_tell() -> None:
    answer = since(made(0.9, 0.05), "PRK", "KOR", date(2025, 1, 1))
    assert answer.verdict == "cannot_tell"
    assert answer.reasons[0].code == "tension.evidence_ends"


def test_the_week_that_holds_the_day_belongs_to_neither_side() -> None:
    calm, odd = made(0.0, 0.0), made(0.0, 0.0)
    odd.nets["PRK", "KOR"][100] = -50.0  # type: ignore[index]
    later = DAY + timedelta(days=2)
    assert since(calm, "PRK", "KOR", later).ratio == since(odd, "PRK", "KOR", later).ratio


def test_what_could_be_seen_is_said_before_and_nothing_without_a_series() -> None:
    found = visible(made(0.9, 0.9), "PRK", "KOR", TODAY + timedelta(weeks=30))
    assert found is not None
    assert found.reduction is not None
    assert found.false_alarms <= 0.1
    assert visible(made(0.9, 0.9), "MNG", "GBR", TODAY) is None


def test_weeks_in_which_nothing_is_known_break_nothing() -> None:
    evidence = made(0.5, 0.5)
    evidence.nets["PRK", "KOR"][20:100] = np.nan
    assert since(evidence, "PRK", "KOR", DAY).verdict == "cannot_tell"
    assert visible(evidence, "PRK", "KOR", TODAY) is not None
