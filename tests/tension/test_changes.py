"""Change points: found where they are, not found where there are none, and held by the stretch that is given."""

from __future__ import annotations

import numpy as np
import pytest

from khural.tension.changes import segment

KNOWN = np.ones(200, dtype=bool)


def test_a_change_lies_in_its_stretch_as_often_as_said() -> None:
    source, held, one = np.random.default_rng(0), 0, 0
    for _ in range(40):
        values, at = source.normal(size=200), int(source.integers(30, 170))
        values[at:] += 1.2
        changes = segment(values, KNOWN).changes
        one += len(changes) == 1
        held += any(change.low <= at <= change.high for change in changes)
    assert one >= 36
    assert held >= 34


def test_steady_noise_and_noise_that_lasts_have_no_change() -> None:
    source = np.random.default_rng(1)
    assert sum(bool(segment(source.normal(size=200), KNOWN).changes) for _ in range(30)) <= 2
    found = 0
    for _ in range(30):
        noise, values = source.normal(size=300), np.zeros(300)
        for week in range(1, 300):
            values[week] = 0.4 * values[week - 1] + noise[week]
        found += bool(segment(values[100:], KNOWN).changes)
    assert found <= 3


def test_states_cover_every_period_once() -> None:
    values = np.concatenate([np.zeros(60), np.full(70, 4.0), np.full(70, -4.0)]) + np.random.default_rng(2).normal(
        size=200
    )
    found = segment(values, KNOWN)
    assert [(one.first, one.last) for one in found.segments] == [(0, 59), (60, 129), (130, 199)]
    assert [change.place for change in found.changes] == [60, 130]
    assert found.chance_of_change == pytest.approx(1.0)


def test_unknown_periods_and_constant_series_break_nothing() -> None:
    known = KNOWN.copy()
    known[40:90] = False
    assert len(segment(np.zeros(200), known).segments) == 1
    assert len(segment(np.full(200, 3.0), KNOWN).segments) == 1
    assert len(segment(np.zeros(200), np.zeros(200, dtype=bool)).segments) == 1
    assert len(segment(np.ones(3), np.ones(3, dtype=bool)).segments) == 1


def test_the_answer_does_not_depend_on_how_much_is_asked_before() -> None:
    values = np.random.default_rng(3).normal(size=200)
    assert segment(values, KNOWN) == segment(values.copy(), KNOWN.copy())
