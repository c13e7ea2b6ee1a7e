"""What a measurement of two states says: the values that a page, the command line and a notebook draw.

Everything is a plain frozen value: a reader needs no numeric engine. None means unknown, never zero. Intervals are
95 % unless a field says otherwise. Sentences are `Message`s. Nothing here says "caused": an association is all that
the series bear.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from khural.messages import Message

VERDICTS = ("reduced", "increased", "no_change", "cannot_tell", "not_measured", "agreed", "none_found")
STYLES = ("carrot", "stick", "talks")
LIGHTS = ("red", "amber", "green")
OUTCOMES = ("agreement", "abatement", "lasting")
CONSTRUCTS = ("tension", "understanding", "trust", "confidence", "hostility")


@dataclass(frozen=True)
class Reach:
    """How far one source of evidence reaches, and who is to be cited for it."""

    source: str
    title: str
    first: datetime.date
    last: datetime.date
    citation: str
    licence: str


@dataclass(frozen=True)
class Point:
    """One period of an index, from `start` to `end` inclusive.

    `observed` is the value of the period itself and None where the source has nothing on it; `level`, `low` and
    `high` are the level of the model after that period; `simple` is the exponentially weighted mean beside it.
    """

    start: datetime.date
    end: datetime.date
    observed: float | None
    level: float
    low: float
    high: float
    simple: float | None


@dataclass(frozen=True)
class Index:
    """One series with its level.

    `name` is "hostile_rate" (conflict per 10,000 events of the source: the index of tension), "cooperation_rate"
    (likewise), "cooperation_share" (share of cooperation in the dyad's own events, 0..1) or "net" (signed logarithm of
    the net score: above zero cooperation outweighs). `volume` is the offset of each period, None where the source has
    none. `direction` is (from, to) or None for both together.
    """

    name: str
    source: str
    period: str
    direction: tuple[str, str] | None
    points: tuple[Point, ...]
    volume: tuple[float | None, ...] | None
    periods_missing: int
    share_zero: float
    memory: float | None
    """Periods after which an observation counts half in the level; None where nothing is ever forgotten."""


@dataclass(frozen=True)
class Events:
    """The counts themselves, by class, from one state to the other; a period the source does not know is None."""

    source: str
    period: str
    direction: tuple[str, str]
    starts: tuple[datetime.date, ...]
    verbal_cooperation: tuple[int | None, ...]
    material_cooperation: tuple[int | None, ...]
    verbal_conflict: tuple[int | None, ...]
    material_conflict: tuple[int | None, ...]
    volume: tuple[float | None, ...]
    """All events of the source in the period: what the counts are read against."""


@dataclass(frozen=True)
class Annotation:
    """A dated, sourced act beside the series. `style` is carrot, stick, talks or event; `start` may be a year only."""

    start: datetime.date
    end: datetime.date
    precision: str
    style: str
    kind: str
    actors: tuple[str, ...]
    target: str | None
    source: str
    source_url: str | None
    grade: str
    note: str | None


@dataclass(frozen=True)
class FanPeriod:
    """What one coming period may bring: quantiles of the predictive distribution, on the scale of the index."""

    start: datetime.date
    end: datetime.date
    quantiles: tuple[tuple[float, float], ...]
    """(probability, value), probabilities ascending: .05 .25 .5 .75 .95."""


@dataclass(frozen=True)
class ForecastScore:
    """How good such forecasts were on this series by rolling origin: lower `crps` and higher `log_score` are better."""

    model: str
    months: int
    crps: float
    log_score: float | None
    coverage: float | None
    """Share of outcomes inside the 90 % interval."""
    forecasts: int


@dataclass(frozen=True)
class Forecast:
    """The fan after the last period and the record of the models; `model` is the one the fan comes from."""

    index: str
    source: str
    model: str
    fan: tuple[FanPeriod, ...]
    scores: tuple[ForecastScore, ...]


@dataclass(frozen=True)
class State:
    """A stretch in which the series kept one level."""

    start: datetime.date
    end: datetime.date
    mean: float
    low: float | None
    high: float | None
    """The interval of the mean; None where too few periods bear one."""


@dataclass(frozen=True)
class ChangePoint:
    """A change of level: the likeliest first day after it, the stretch that holds it with 90 %, how sure it is."""

    day: datetime.date
    low: datetime.date
    high: datetime.date
    probability: float


@dataclass(frozen=True)
class States:
    """In which state the dyad was when, on one index. `chance_of_change` is the probability of any change at all."""

    index: str
    source: str
    states: tuple[State, ...]
    changes: tuple[ChangePoint, ...]
    chance_of_change: float


@dataclass(frozen=True)
class Answer:
    """A verdict with its reasons. `ratio` is the rate after over the rate before; None where there is none."""

    verdict: str
    ratio: float | None
    low: float | None
    high: float | None
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Condition:
    """One thing that would have to be true for an association to be an effect; `met` is None where nobody can know."""

    message: Message
    met: bool | None


@dataclass(frozen=True)
class Identification:
    """The traffic light of a figure: red, amber or green, and the conditions behind it."""

    light: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Horizon:
    """Rate ratio of hostility per doubling of (1 + acts), `ahead` periods after the acts; negative is a placebo."""

    ahead: int
    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class Response:
    """What went with acts of one style. `group` is "case" (the two states) or "rivals" (all rival dyads).

    `cells` is the number of dyad-periods with at least one act of the style, `dyads` the directed dyads.
    """

    style: str
    group: str
    source: str
    period: str
    first: datetime.date
    last: datetime.date
    horizons: tuple[Horizon, ...]
    cells: int
    dyads: int
    answer: Answer
    identification: Identification


@dataclass(frozen=True)
class Outcome:
    """One of the three outcomes after one act. `weeks` is the span that was looked at (None for agreement); `source`
    has the series, or is "ledger" for agreements."""

    outcome: str
    weeks: int | None
    act: Annotation
    answer: Answer
    source: str


@dataclass(frozen=True)
class CaseTally:
    """Mediation cases with one style and one of the three outcomes, by code: how often reached (`yes`), in part, not
    (`no`), open or not applicable (`open`), and not coded from a source (`uncoded`). Described, never compared."""

    style: str
    outcome: str
    yes: int
    part: int
    no: int
    open: int
    uncoded: int


@dataclass(frozen=True)
class Construct:
    """One construct and what can be said on it; constructs are never summed."""

    construct: str
    answer: Answer


@dataclass(frozen=True)
class Measurement:
    """All that is known on two states from outside the dialogue. `a` and `b` are ISO 3166-1 alpha-3 codes."""

    a: str
    b: str
    first: datetime.date
    last: datetime.date
    as_of: datetime.date
    reach: tuple[Reach, ...]
    events: tuple[Events, ...]
    indices: tuple[Index, ...]
    annotations: tuple[Annotation, ...]
    forecasts: tuple[Forecast, ...]
    states: tuple[States, ...]
    responses: tuple[Response, ...]
    outcomes: tuple[Outcome, ...]
    constructs: tuple[Construct, ...]
    cases: tuple[CaseTally, ...]
    notes: tuple[Message, ...]
