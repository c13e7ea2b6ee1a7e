"""What the reader of a ranking may move, with the defaults of the specification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SMOOTHING = 5.0
FLOOR = 5
CORDIAL = 0.5
DRAWS = 1000
COVERAGE = 0.9
SMOOTHINGS = (0.5, 5.0, 50.0, 200.0)
"""The values of the smoothing constant that the sensitivity grid always shows."""

VIEWS = ("neutral", "pair", "insider")
"""neutral: cordial to every party; pair: two partial mediators, one close to each; insider: partial, disclosed."""


@dataclass(frozen=True)
class Settings:
    """How candidates are ranked.

    `as_of` is the day on which the ranking is made: nothing dated on or after it enters. `first` and `last` bound the
    window of events (both days included). `smoothing` is the constant c, in events; `floor` the fewest events of a
    known tie; a known tie under `cordial` keeps a state out of "cordial to all". `top` is the k of "top k". `without`
    names hosts that are not available. `draws` Poisson resamplings from `seed` give the intervals.
    """

    as_of: date
    first: date
    last: date
    source: str
    smoothing: float = SMOOTHING
    floor: int = FLOOR
    cordial: float = CORDIAL
    view: str = "neutral"
    top: int = 10
    without: tuple[str, ...] = ()
    draws: int = DRAWS
    seed: int = 0
