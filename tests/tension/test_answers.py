"""Verdicts by rule: each reason for "cannot tell" on its own, effects where there are some and only there."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from khural.tension import rules
from khural.tension.contrast import Restlessness, contrast, restlessness
from khural.tension.errors import TensionError
from khural.tension.measurement import Annotation, Horizon
from khural.tension.outcomes import Hostility, after_act, agreement, outcomes
from khural.tension.series import Series
from khural.tension.visible import smallest_visible_change
from tests.tension.made import counted, restless, weeks

AT = 150
DAY = weeks(AT + 1)[-1]
STEADY = Restlessness(0.0, 1e6, False)


def act(day: date = DAY, kind: str = "talks.made", precision: str = "day") -> Annotation:
    return Annotation(day, day, precision, kind.split(".")[0], kind, ("MNG",), None, "source", None, "S", None)


def of(made: Series, settings: Restlessness = STEADY, coverage: Series | None = None) -> Hostility:
    return Hostility("made", made, settings, made, coverage)


def series(before: float = 10, after: float = 10, number: int = 260) -> Series:
    source = np.random.default_rng(1)
    return counted([*source.poisson(before, AT), *source.poisson(after, number - AT)])


def codes(answer) -> set[str]:  # type: ignore[no-untyped-def]
    return {reason.code.removeprefix("tension.") for reason in answer.reasons}


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [
        ((0.5, 0.4, 0.7), "reduced"),
        ((1.5, 1.2, 1.9), "increased"),
        ((1.0, 0.9, 1.1), "no_change"),
        ((0.97, 0.95, 0.99), "no_change"),
        ((1.0, 0.7, 1.4), "cannot_tell"),
        ((0.9, 0.7, 1.05), "cannot_tell"),
    ],
)
def test_the_interval_decides(interval: tuple[float, float, float], verdict: str) -> None:
    answer = rules.judge(*interval, ())
    assert answer.verdict == verdict
    assert bool(answer.reasons) == (verdict == "cannot_tell")


def test_any_reason_forces_cannot_tell_whatever_the_interval() -> None:
    answer = rules.judge(0.5, 0.4, 0.7, (None, rules.few_acts(4)))
    assert answer.verdict == "cannot_tell"
    assert codes(answer) == {"few_acts"}


@pytest.mark.parametrize(
    ("reason", "spared"),
    [
        (rules.short_before(25, "week"), rules.short_before(26, "week")),
        (rules.short_before(5, "month"), rules.short_before(6, "month")),
        (rules.mostly_zero(0.61), rules.mostly_zero(0.6)),
        (rules.few_acts(4), rules.few_acts(5)),
        (rules.few_dyads(9), rules.few_dyads(10)),
        (rules.placebo_speaks([Horizon(-1, 1.2, 1.1, 1.3)]), rules.placebo_speaks([Horizon(1, 1.2, 1.1, 1.3)])),
        (rules.coverage_changed([100.0], [200.0], 0.0), rules.coverage_changed([100.0], [120.0], 0.0)),
        (rules.coverage_changed([], [], 0.3), rules.coverage_changed([], [], 0.2)),
        (rules.short_after(9, 10), rules.short_after(10, 10)),
    ],
)
def test_each_rule_speaks_beyond_its_bound_and_is_silent_at_it(reason: object, spared: object) -> None:
    assert reason is not None
    assert spared is None


def test_another_act_within_the_window_forbids_an_answer() -> None:
    near, far = act(weeks(AT + 9)[-1], "stick.made"), act(weeks(AT + 40)[-1], "stick.made")
    found = after_act(of(series(10, 3)), act(), (act(), near), 13)
    assert codes(found) == {"other_act"}
    assert after_act(of(series(10, 3)), act(), (act(), far), 13).verdict == "reduced"


def test_an_act_known_to_the_year_only_is_no_rival() -> None:
    vague = act(weeks(AT + 9)[-1], "stick.made", "year")
    assert after_act(of(series(10, 3)), act(), (act(), vague), 13).verdict == "reduced"


def test_a_change_that_came_before_the_act_is_not_the_acts() -> None:
    early = act(weeks(AT + 11)[-1])
    assert "placebo_before" in codes(after_act(of(series(10, 3)), early, (), 13))


def test_too_short_a_past_too_short_a_future_and_too_little_news_are_reasons() -> None:
    assert "short_before" in codes(after_act(of(series()), act(weeks(20)[-1]), (), 13))
    assert "short_after" in codes(after_act(of(series()), act(weeks(255)[-1]), (), 13))
    assert "mostly_zero" in codes(after_act(of(series(0.2, 0.2)), act(), (), 13))


def test_coverage_that_doubled_is_a_reason() -> None:
    coverage = counted([1000.0] * AT + [2500.0] * 110)
    assert "coverage_changed" in codes(after_act(of(series(10, 3), coverage=coverage), act(), (), 13))


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2030, 1, 1)])
def test_an_act_outside_the_series_is_never_answered(day: date) -> None:
    answer = after_act(of(series()), act(day), (), 13)
    assert answer.verdict == "cannot_tell"
    assert answer.reasons


def test_silence_is_not_hostility_of_zero() -> None:
    silent = counted([0.0] * 260)
    assert after_act(of(silent, restlessness((silent,))), act(), (), 52).verdict == "cannot_tell"
    one_event = counted([0.0] * 100 + [1.0] + [0.0] * 159)
    assert after_act(of(one_event, restlessness((one_event,))), act(), (), 52).verdict == "cannot_tell"


def test_three_outcomes_are_kept_apart() -> None:
    signed = act(weeks(AT + 4)[-1] + timedelta(days=1), "event.agreement")
    found = outcomes(of(series(10, 3)), act(), (act(),))
    assert [(one.outcome, one.weeks) for one in found] == [
        ("agreement", None),
        ("abatement", 13),
        ("lasting", 26),
        ("lasting", 52),
        ("lasting", 104),
    ]
    assert agreement(act(), (signed,)).verdict == "agreed"
    assert agreement(act(), ()).verdict == "none_found"
    assert codes(agreement(act(), ())) == {"agreement_none"}


def test_without_an_effect_hostility_is_falsely_reduced_in_at_most_one_of_twenty() -> None:
    source, found = np.random.default_rng(3), Counter[str]()
    for _ in range(60):
        counts, _ = restless(source, 4, 260, 0.1, 5, 8)
        rows = tuple(counted(row) for row in counts)
        found[after_act(of(rows[0], restlessness(rows)), act(), (), 52).verdict] += 1
    assert found["reduced"] <= 3
    assert found["cannot_tell"] + found["no_change"] >= 54


def test_a_halved_rate_is_inside_its_interval_as_often_as_said() -> None:
    source, held, reduced = np.random.default_rng(4), 0, 0
    for _ in range(40):
        counts, level = restless(source, 4, 260, 0.03, 5, 20)
        counts[0, AT:] = source.negative_binomial(5, 5 / (5 + 0.5 * level[0, AT:]))
        rows = tuple(counted(row) for row in counts)
        answer = after_act(of(rows[0], restlessness(rows)), act(), (), 26)
        assert answer.low is not None
        assert answer.high is not None
        held += answer.low <= 0.5 <= answer.high
        reduced += answer.verdict == "reduced"
    assert held >= 35
    assert reduced >= 20


def test_a_share_cannot_grow_beyond_one() -> None:
    always = counted([1.0] * 120)
    found = contrast(always, slice(0, 60), slice(60, 120), Restlessness(0.5, 1e6, True))
    assert found is not None
    assert found.high <= 1.01


def test_series_of_unlike_periods_do_not_lend_each_other_settings() -> None:
    with pytest.raises(TensionError, match="other periods"):
        restlessness((series(), series(number=250)))


def test_more_events_make_smaller_changes_visible() -> None:
    few, many = (counted(np.random.default_rng(5).poisson(mean, 260).astype(float)) for mean in (1, 30))
    small, large = (smallest_visible_change(one, restlessness((one,)), 26, draws=60) for one in (few, many))
    assert large.reduction is not None
    assert small.reduction is None or small.reduction > large.reduction
    assert large.false_alarms <= 0.1
    assert large == smallest_visible_change(many, restlessness((many,)), 26, draws=60)


def test_where_nothing_was_counted_no_change_is_visible() -> None:
    silent = counted([0.0] * 260)
    assert smallest_visible_change(silent, restlessness((silent,)), 26, draws=20).reduction is None


def test_too_short_a_past_bears_no_simulation() -> None:
    short = counted([3.0] * 30)
    with pytest.raises(TensionError, match="at least 52"):
        smallest_visible_change(short, STEADY, 26)
