"""The levels: exact where theory gives the answer, right as often as they say, wider where nothing was known."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.stats import nbinom, norm

from khural.tension.counts import filter_counts, fit_counts, forecast_counts
from khural.tension.gaussian import filter_scores, fit_scores
from khural.tension.pooling import pooled_choice
from tests.tension.made import restless


def ones(like: np.ndarray) -> np.ndarray:
    return np.ones_like(like)


def everything(like: np.ndarray) -> np.ndarray:
    return np.ones(like.shape, dtype=bool)


def test_without_steps_and_scatter_the_forecast_is_the_exact_negative_binomial() -> None:
    counts, volume = np.array([[3.0, 0.0, 5.0, 2.0]]), np.array([[1.0, 2.0, 0.5, 1.0]])
    levels = filter_counts(counts, volume, everything(counts), np.zeros(1), np.array([1e12]))
    shape, rate = levels.shape[0, -1], levels.rate[0, -1]
    assert shape == pytest.approx(0.5 + counts.sum())
    assert rate - levels.rate[0, 0] == pytest.approx(volume[0, 1:].sum())
    forecast = forecast_counts(levels, np.full((1, 4), 3.0), 1)
    expected = nbinom.logpmf(4, shape, rate / (rate + 3.0))
    assert forecast.log_score(np.full((1, 4), 4.0))[0, -1] == pytest.approx(expected, abs=1e-6)


def test_a_step_adds_its_variance_to_the_log_of_the_level() -> None:
    counts = np.full((1, 60), 20.0)
    levels = filter_counts(counts, ones(counts), everything(counts), np.array([0.2]), np.array([1e9]))
    shape = levels.shape[0, -1]
    forecast = forecast_counts(levels, ones(counts), 5)
    assert 1 / forecast.size[0, -1] == pytest.approx(1 / shape + 5 * 0.2**2, rel=1e-6)


def test_levels_of_a_known_process_are_inside_their_interval_as_often_as_said() -> None:
    counts, truth = restless(np.random.default_rng(0), 60, 260, 0.1, 8, 5)
    low, high = fit_counts(counts, ones(counts), everything(counts)).interval(0.9)
    assert ((truth >= low) & (truth <= high))[:, 100:].mean() == pytest.approx(0.9, abs=0.04)


def test_step_and_size_of_a_known_process_are_found() -> None:
    counts, _ = restless(np.random.default_rng(1), 60, 260, 0.12, 4, 8)
    levels = fit_counts(counts, ones(counts), everything(counts))
    assert 0.08 <= np.median(levels.step) <= 0.18
    assert 2 <= np.median(levels.size) <= 8


def test_forecasts_of_counts_are_calibrated() -> None:
    counts, _ = restless(np.random.default_rng(2), 40, 260, 0.1, 8, 5)
    forecast = forecast_counts(fit_counts(counts, ones(counts), everything(counts)), ones(counts), 1)
    upto, below = forecast.cdf(np.roll(counts, -1, 1)), forecast.cdf(np.roll(counts, -1, 1) - 1)
    place = below + np.random.default_rng(3).random(counts.shape) * (upto - below)
    inside = np.abs(place[:, 60:-1] - 0.5) <= 0.45
    assert inside.mean() == pytest.approx(0.9, abs=0.03)


def test_unknown_weeks_widen_the_level_and_do_not_move_it() -> None:
    counts, _ = restless(np.random.default_rng(4), 1, 100, 0.1, 8, 5)
    known = everything(counts)
    known[0, 60:] = False
    filled = counts.copy()
    filled[0, 60:] = 999.0
    levels = filter_counts(filled, ones(counts), known, np.array([0.1]), np.array([8.0]))
    low, high = levels.interval()
    assert levels.mean()[0, 99] == pytest.approx(levels.mean()[0, 59])
    assert (np.diff((high - low)[0, 59:]) > 0).all()


def test_all_zeros_and_a_single_event_give_finite_levels() -> None:
    counts = np.zeros((2, 80))
    counts[1, 40] = 1.0
    levels = fit_counts(counts, ones(counts), everything(counts))
    low, high = levels.interval()
    assert np.isfinite(levels.mean()).all()
    assert (high >= low).all()
    assert levels.mean()[0, -1] < 0.1


def test_volume_is_an_offset() -> None:
    counts, _ = restless(np.random.default_rng(5), 3, 120, 0.05, 8, 5)
    plain = fit_counts(counts, ones(counts), everything(counts))
    doubled = fit_counts(counts, 2 * ones(counts), everything(counts))
    assert np.allclose(doubled.mean(), plain.mean() / 2)


def test_two_hundred_dyads_of_five_hundred_weeks_take_a_small_part_of_a_minute() -> None:
    counts, _ = restless(np.random.default_rng(6), 200, 500, 0.1, 8, 5)
    start = time.process_time()
    fit_counts(counts, ones(counts), everything(counts))
    assert time.process_time() - start < 20


def test_a_dyad_with_little_data_leans_on_the_group() -> None:
    scores = np.array([[0.0, 0.0, 0.3], [50.0, 50.0, 0.0]])
    assert pooled_choice(scores, np.array([200, 200, 4])).tolist() == [1, 1, 1]
    scores[0, 2] = 90.0
    assert pooled_choice(scores, np.array([200, 200, 200])).tolist() == [1, 1, 0]


def test_the_gaussian_level_finds_its_own_process() -> None:
    source = np.random.default_rng(7)
    truth = np.cumsum(source.normal(0, 0.3, (40, 260)), axis=1)
    values = truth + source.normal(0, 1, truth.shape)
    levels = fit_scores(values, everything(values))
    low, high = levels.interval(0.9)
    assert ((truth >= low) & (truth <= high))[:, 100:].mean() == pytest.approx(0.9, abs=0.04)
    assert 0.05 <= np.median(levels.ratio) <= 0.2


def test_the_gaussian_forecast_widens_with_the_horizon() -> None:
    values = np.random.default_rng(8).normal(size=(1, 60))
    levels = filter_scores(values, everything(values), np.array([0.1]))
    near, far = (levels.forecast_deviation(ahead)[0, -1] for ahead in (1, 26))
    assert far > near > levels.noise[0, -1]
    assert norm.cdf(0, 0, near) == 0.5
