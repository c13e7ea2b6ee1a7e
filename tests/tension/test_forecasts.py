"""Forecasts and their scores: closed forms against brute force, real series by rolling origin."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy.integrate import quad

from khural.tension.baselines import choose_weight, last_known, running_mean, weighted_mean
from khural.tension.counts import CountForecast
from khural.tension.distribution import MEMORIES, Mixture, _scores, choose, predictive
from khural.tension.rolling import roll_counts, roll_scores
from khural.tension.scoring import crps_counts, crps_normal, paired_interval
from khural.tension.series import signed_log
from tests import machine
from tests.tension.made import restless


def by_hand(cdf, value: float) -> float:  # type: ignore[no-untyped-def]
    """CRPS by its definition."""
    below, _ = quad(lambda x: cdf(x) ** 2, -40, value, limit=200)
    above, _ = quad(lambda x: (1 - cdf(x)) ** 2, value, 40, limit=200)
    return below + above


def test_the_crps_of_a_mixture_is_its_integral() -> None:
    mixture = Mixture(np.array([-3.0, 2.0, 5.0]), np.array([0.2, 0.5, 0.3]), 0.7)
    for value in (-4.0, 0.0, 2.5):
        assert mixture.crps(value) == pytest.approx(by_hand(mixture.cdf, value), abs=1e-5)


def test_the_crps_of_a_normal_is_that_of_a_mixture_of_one() -> None:
    one = Mixture(np.array([1.0]), np.ones(1), 2.0)
    found = crps_normal(np.array([3.0]), np.array([1.0]), np.array([2.0]))
    assert found[0] == pytest.approx(one.crps(3.0))


def test_the_crps_of_counts_is_its_sum() -> None:
    forecast = CountForecast(np.array([6.0]), np.array([2.0]))
    places = np.arange(0, 400)
    expected = ((forecast.cdf(places) - (places >= 4)) ** 2).sum()
    assert crps_counts(np.array([4.0]), forecast)[0] == pytest.approx(expected, abs=1e-3)


def test_quantiles_of_a_mixture_invert_its_distribution() -> None:
    mixture = predictive(np.random.default_rng(0).normal(size=80), np.ones(80, dtype=bool), 0.95, 0.5)
    for probability in (0.05, 0.5, 0.95):
        assert mixture.cdf(mixture.quantile(probability)) == pytest.approx(probability, abs=1e-6)


def test_all_origins_at_once_score_what_each_alone_scores() -> None:
    source = np.random.default_rng(1)
    values, known = source.normal(size=70), source.random(70) > 0.1
    at_once = _scores(values, known, 4, 30)
    memory = MEMORIES[3]
    one_by_one = sum(
        predictive(values[: place - 3], known[: place - 3], memory, 0.5).log_density(float(values[place]))
        for place in range(30, 70)
        if known[place]
    )
    assert at_once[3 * 3 + 1] == pytest.approx(one_by_one)


def test_a_series_that_forgets_is_given_a_short_memory_and_a_steady_one_a_long() -> None:
    source = np.random.default_rng(2)
    steady = source.normal(size=(4, 200))
    wandering = np.cumsum(source.normal(size=(4, 200)), axis=1)
    known = np.ones((4, 200), dtype=bool)
    assert choose(steady, known, 1)[:, 0].min() > choose(wandering, known, 1)[:, 0].max()


def test_an_empty_past_says_nothing_and_fails_nowhere() -> None:
    mixture = predictive(np.zeros(5), np.zeros(5, dtype=bool), 0.9, 0.5)
    assert mixture.cdf(0.0) == 0.5


def test_simple_rules_pass_over_unknown_periods() -> None:
    values, known = np.array([1.0, 9.0, 3.0]), np.array([True, False, True])
    assert last_known(values, known).tolist() == [1.0, 1.0, 3.0]
    assert running_mean(values, known).tolist() == [1.0, 1.0, 2.0]
    assert weighted_mean(values, known, 0.5)[1] == weighted_mean(values, known, 0.5)[0]
    assert choose_weight(np.arange(60.0), np.ones(60, dtype=bool)) == 0.5


def test_counts_of_a_known_process_are_forecast_better_than_by_the_weighted_mean() -> None:
    counts, _ = restless(np.random.default_rng(3), 12, 160, 0.1, 8, 5)
    known = np.ones(counts.shape, dtype=bool)
    rolled = {one.model: one for one in roll_counts(counts, np.ones_like(counts), known, 1, 80)}
    assert rolled["local_level"].crps.mean() < rolled["ewma"].crps.mean()
    assert rolled["local_level"].log_score.mean() > rolled["ewma_counts"].log_score.mean()
    assert 0.85 <= rolled["local_level"].coverage() <= 0.95


def test_the_paired_interval_holds_a_known_gain() -> None:
    source = np.random.default_rng(4)
    second = source.gamma(4, 1, (20, 130))
    low, high = paired_interval(0.9 * second, second, 13, 200)
    assert low == pytest.approx(0.1)
    assert high == pytest.approx(0.1)


@pytest.mark.reference
def test_weekly_scores_of_the_korean_case_are_forecast_three_percent_better_than_by_the_weighted_mean() -> None:
    shared = machine.shared()
    assert shared is not None
    sys.path.insert(0, str(machine.ROOT / "benchmarks" / "parts"))
    from tension_data import case_dyads, weekly_net

    dyads, net = weekly_net(shared / "data" / "ir")
    values = signed_log(net[case_dyads(dyads)])
    rolled = {one.model: one for one in roll_scores(values, np.ones(values.shape, dtype=bool), 1, 130)}
    ours, simple = rolled["discounted"], rolled["ewma"]
    assert len(values) >= 20
    assert 1 - ours.crps.mean() / simple.crps.mean() >= 0.03
    assert paired_interval(ours.crps, simple.crps, 13, 300)[0] > 0
    assert 0.85 <= ours.coverage() <= 0.95
    assert rolled["persistence"].crps.mean() > simple.crps.mean()
