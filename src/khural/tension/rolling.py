"""Rolling origin: every model forecasts each of the last periods from what came before, and is scored on it.

Settings are chosen once, on the periods before the ones that are scored; the states of the filters then roll on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from khural.tension.baselines import choose_weight, last_known, running_mean, weighted_mean
from khural.tension.counts import CountForecast, filter_counts, fit_counts, forecast_counts
from khural.tension.distribution import Mixture, choose, predictive
from khural.tension.gaussian import filter_scores, fit_scores
from khural.tension.scoring import crps_counts, crps_normal
from khural.tension.series import Floats, Mask

HALF = 0.9
"""The interval whose share of outcomes is counted."""


@dataclass(frozen=True)
class Rolled:
    """Scores of one model, [D, scored periods] each; NaN where the outcome is unknown or the model has no density.

    `position` is the probability that the forecast gave to values up to the outcome: uniform if it was calibrated.
    """

    model: str
    crps: Floats
    log_score: Floats
    position: Floats

    def coverage(self, probability: float = HALF) -> float:
        """Share of the outcomes inside the central interval."""
        places = self.position[np.isfinite(self.position)]
        return float((np.abs(places - 0.5) <= probability / 2).mean()) if len(places) else float("nan")


def roll_scores(values: Floats, known: Mask, ahead: int, scored: int, only: int | None = None) -> tuple[Rolled, ...]:
    """All models on signed scores, [D, n]: the last `scored` periods, each from `ahead` periods before.

    With `only` the first `only` dyads are scored; the others lend their settings.
    """
    start = values.shape[1] - scored
    train, seen = values[:, :start], known[:, :start]
    ratio = fit_scores(train, seen).ratio[:only]
    settings = choose(train, seen, ahead)[:only]
    values, train = values[:only], train[:only]
    known, seen = known[:only], seen[:only]
    levels = filter_scores(values, known, ratio)
    spread = levels.forecast_deviation(ahead)
    weights = [choose_weight(y, k, ahead) for y, k in zip(train, seen, strict=True)]
    simple = np.array([weighted_mean(y, k, w) for y, k, w in zip(values, known, weights, strict=True)])
    last = np.array([last_known(y, k) for y, k in zip(values, known, strict=True)])
    mean = np.array([running_mean(y, k) for y, k in zip(values, known, strict=True)])
    normal = [("local_level", levels.mean, spread)]
    normal += [
        (name, path, _error_deviation(values, known, path, ahead))
        for name, path in (("ewma", simple), ("persistence", last), ("mean", mean))
    ]
    rolled = [_mixtures("discounted", values, known, settings, ahead, start)]
    rolled += [_normal(name, values, known, path, deviation, ahead, start) for name, path, deviation in normal]
    everything = np.tile((1.0, 0.5), (len(values), 1))
    rolled.append(_mixtures("climatology", values, known, everything, ahead, start))
    return tuple(rolled)


def roll_counts(
    counts: Floats, volume: Floats, known: Mask, ahead: int, scored: int, seed: int = 1
) -> tuple[Rolled, ...]:
    """All models on counts, [D, n]; the volume of the period forecast is taken from the last period known before."""
    start = counts.shape[1] - scored
    fitted = fit_counts(counts[:, :start], volume[:, :start], known[:, :start])
    levels = filter_counts(counts, volume, known, fitted.step, fitted.size)
    expected = np.array([last_known(v, k) for v, k in zip(volume, known, strict=True)])
    found = [_counted("local_level", counts, known, forecast_counts(levels, expected, ahead), ahead, start, seed)]
    rates = counts / volume
    weights = [choose_weight(y, k, ahead) for y, k in zip(rates[:, :start], known[:, :start], strict=True)]
    paths = (
        ("ewma", np.array([weighted_mean(y, k, w) for y, k, w in zip(rates, known, weights, strict=True)])),
        ("persistence", np.array([last_known(y, k) for y, k in zip(rates, known, strict=True)])),
        ("mean", np.array([running_mean(y, k) for y, k in zip(rates, known, strict=True)])),
    )
    for name, path in paths:
        mean = path * expected
        deviation = _error_deviation(counts, known, mean, ahead)
        found.append(_normal(name, counts, known, mean, deviation, ahead, start))
        spread = np.maximum(deviation**2 - mean, 1e-6)
        matched = CountForecast(np.maximum(mean, 0.05), np.clip(np.maximum(mean, 0.05) ** 2 / spread, 1e-3, 1e6))
        found.append(_counted(f"{name}_counts", counts, known, matched, ahead, start, seed))
    return tuple(found)


def _error_deviation(values: Floats, known: Mask, path: Floats, ahead: int) -> Floats:
    """Root mean square of the errors that forecasts with `path` had made by each period, [D, n]; floored."""
    errors = np.zeros_like(values)
    errors[:, ahead:] = values[:, ahead:] - path[:, :-ahead]
    counted = known.copy()
    counted[:, : ahead + 12] = False
    squares, number = np.cumsum(errors**2 * counted, axis=1), np.cumsum(counted, axis=1)
    found: Floats = np.sqrt(np.maximum(squares / np.maximum(number, 1), 0.0025))
    return found


def _normal(name: str, values: Floats, known: Mask, path: Floats, spread: Floats, ahead: int, start: int) -> Rolled:
    outcome, seen = values[:, start:], known[:, start:]
    mean, deviation = path[:, start - ahead : -ahead], spread[:, start - ahead : -ahead]
    density = norm.logpdf(outcome, mean, deviation)
    position = norm.cdf(outcome, mean, deviation)
    return Rolled(
        name, *(np.where(seen, one, np.nan) for one in (crps_normal(outcome, mean, deviation), density, position))
    )


def _mixtures(name: str, values: Floats, known: Mask, settings: Floats, ahead: int, start: int) -> Rolled:
    found = np.full((3, len(values), values.shape[1] - start), np.nan)
    for dyad, (memory, kernel) in enumerate(settings):
        for place in range(start, values.shape[1]):
            if known[dyad, place]:
                end = place - ahead + 1
                mixture = predictive(values[dyad, :end], known[dyad, :end], memory, kernel)
                found[:, dyad, place - start] = _scores(mixture, float(values[dyad, place]))
    return Rolled(name, *found)


def _scores(mixture: Mixture, value: float) -> tuple[float, float, float]:
    return mixture.crps(value), mixture.log_density(value), mixture.cdf(value)


def _counted(
    name: str, counts: Floats, known: Mask, forecast: CountForecast, ahead: int, start: int, seed: int
) -> Rolled:
    outcome, seen = counts[:, start:], known[:, start:]
    then = CountForecast(forecast.mean[:, start - ahead : -ahead], forecast.size[:, start - ahead : -ahead])
    below, upto = np.where(outcome > 0, then.cdf(outcome - 1), 0.0), then.cdf(outcome)
    position = below + np.random.default_rng(seed).random(outcome.shape) * (upto - below)
    return Rolled(
        name, *(np.where(seen, one, np.nan) for one in (crps_counts(outcome, then), then.log_score(outcome), position))
    )
