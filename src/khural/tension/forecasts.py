"""What the coming periods may bring, and how good such forecasts were on the same series."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from khural.tension.distribution import choose, predictive
from khural.tension.measurement import FanPeriod, Forecast, ForecastScore
from khural.tension.periods import ahead, next_start, period_end
from khural.tension.rolling import Rolled, roll_scores
from khural.tension.series import Floats, Mask, Series, signed_log

MONTHS = (1, 3, 6)
PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)
MODEL = "discounted"
"""The model of the fan: the one that won over 21 dyads (benchmarks/measure.py)."""
FEWEST = 52
"""Known periods below which no forecast is tried."""


def enough(series: Series) -> bool:
    """Whether the series bears a forecast: periods enough, and not the same value in all of them."""
    known = series.values[series.known]
    return len(known) >= FEWEST and bool(np.ptp(known) > 0)


def forecast(series: Sequence[Series], source: str) -> Forecast:
    """Fan and record of the net score of the first series; the others lend their settings."""
    values = signed_log(np.array([one.values for one in series]))
    known = np.array([one.known for one in series])
    scored = values.shape[1] // 2
    return Forecast(
        index="net",
        source=source,
        model=MODEL,
        fan=_fan(series[0], values, known),
        scores=tuple(
            _score(rolled, months)
            for months in MONTHS
            for rolled in roll_scores(values, known, ahead(months, series[0].period), scored, only=1)
        ),
    )


def _fan(series: Series, values: Floats, known: Mask) -> tuple[FanPeriod, ...]:
    """One period per step up to six months; each takes the setting of the next of the three horizons."""
    steps = [ahead(months, series.period) for months in MONTHS]
    settings = [choose(values, known, step)[0] for step in steps]
    found = []
    for step in range(1, steps[-1] + 1):
        memory, kernel = settings[next(at for at, longest in enumerate(steps) if step <= longest)]
        mixture = predictive(values[0], known[0], memory, kernel)
        start = next_start(series.starts[-1], series.period, step)
        quantiles = tuple((probability, mixture.quantile(probability)) for probability in PROBABILITIES)
        found.append(FanPeriod(start, period_end(start, series.period), quantiles))
    return tuple(found)


def _score(rolled: Rolled, months: int) -> ForecastScore:
    scored = np.isfinite(rolled.crps[0])
    return ForecastScore(
        model=rolled.model,
        months=months,
        crps=float(rolled.crps[0][scored].mean()),
        log_score=float(rolled.log_score[0][scored].mean()),
        coverage=rolled.coverage(),
        forecasts=int(scored.sum()),
    )
