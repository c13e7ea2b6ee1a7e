"""What went with acts: panel local projections by Poisson pseudo-maximum likelihood.

    log E y[d, t+h] = b[h] log2(1 + x[d, t]) + own past + incoming hostility + dyad + period

(Jorda 2005, Am. Econ. Rev. 95; Santos Silva and Tenreyro 2006, Rev. Econ. Stat. 88), errors clustered by undirected
dyad; exp(b) is the rate ratio per doubling of (1 + acts). For h >= 1 the past is that of period t. For h <= 0 it is
that of period t + h - 1: horizons below zero are placebos, for no act works backwards. Dyad effects beside a lagged
outcome bias the coefficient of the lag in short panels (Nickell 1981, Econometrica 49). Where a few dyads hold most of
the events the clusters are fewer than they look: intervals are those of a t distribution for their effective number
(Carter, Schnepel and Steigerwald 2017, Rev. Econ. Stat. 99), here (sum of events)^2 / sum of squares by cluster.

Needs the extra `measure` (pyfixest).
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable
from types import ModuleType

import numpy as np
from scipy.stats import t as student

from khural.tension.errors import TensionError
from khural.tension.measurement import Horizon
from khural.tension.panels import ActPanel
from khural.tension.series import Floats

FIRST_AHEAD, LAST_AHEAD = -4, 12
EFFECTS = ("dyad", "period")
DEMEANER = "rust"
"""The one that need not be compiled at the first call."""


def engine_present() -> bool:
    """Whether the extra that the responses need is installed."""
    return importlib.util.find_spec("pyfixest") is not None


def project(panel: ActPanel, aheads: Iterable[int] | None = None) -> dict[str, tuple[Horizon, ...]]:
    """Per style, and for "own" and "incoming", the horizons that can be estimated; h = -4..12 unless given."""
    wanted = range(FIRST_AHEAD, LAST_AHEAD + 1) if aheads is None else aheads
    names = ("own", "incoming", *panel.acts)
    found: dict[str, list[Horizon]] = {name: [] for name in names}
    for ahead in wanted:
        for name, horizon in _at(panel, ahead).items():
            found[name].append(horizon)
    return {name: tuple(horizons) for name, horizons in found.items()}


def _at(panel: ActPanel, ahead: int) -> dict[str, Horizon]:
    """Rate ratio and 95 % interval per regressor at one horizon; regressors that do not vary are left out."""
    columns = _informative(_columns(panel, ahead))
    if not len(columns["y"]):
        return {}
    named = [name for name in columns if name not in ("y", *EFFECTS, "pair") and np.ptp(columns[name]) > 0]
    effects = sum(len(np.unique(columns[effect])) for effect in EFFECTS)
    if not named or len(columns["y"]) < effects + 3 * len(named) + 10:
        return {}
    fitted = _fit(columns, named)
    return {name: Horizon(ahead, *np.exp(fitted[name]).tolist()) for name in named if name in fitted}


def _informative(columns: dict[str, Floats]) -> dict[str, Floats]:
    """The rows that bear on a coefficient: a dyad or period of one row only, or without any event, says nothing.

    The engine drops them too, but ends the process when nothing is left.
    """
    while True:
        kept = np.ones(len(columns["y"]), dtype=bool)
        for effect in EFFECTS:
            place = columns[effect].astype(np.int64)
            rows, events = np.bincount(place), np.bincount(place, weights=columns["y"])
            kept &= (rows[place] > 1) & (events[place] > 0)
        if kept.all():
            return columns
        columns = {name: values[kept] for name, values in columns.items()}


def _fit(columns: dict[str, Floats], named: list[str]) -> dict[str, Floats]:
    engine, frames = _engines()
    formula = f"y ~ {' + '.join(named)} | dyad + period"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            model = engine.fepois(formula, frames.DataFrame(columns), vcov={"CRV1": "pair"}, demeaner_backend=DEMEANER)
            table = model.tidy()
        except (ValueError, RuntimeError, ZeroDivisionError, np.linalg.LinAlgError):
            return {}
    reach = _reach(columns) * table["Std. Error"].to_numpy()
    middle = table["Estimate"].to_numpy()
    rows = np.stack([middle, middle - reach, middle + reach], axis=1)
    named_rows = zip(map(str, table.index), rows, strict=True)
    return {name: row for name, row in named_rows if np.isfinite(np.exp(row)).all()}


def _reach(columns: dict[str, Floats]) -> float:
    """How many standard errors the 95 % interval reaches, for the effective number of clusters."""
    events = np.bincount(columns["pair"].astype(np.int64), weights=columns["y"])
    clusters = max(float(events.sum() ** 2 / (events**2).sum()), 2.0)
    return float(student.ppf(0.975, clusters - 1)) * float(np.sqrt(clusters / (clusters - 1)))


def _columns(panel: ActPanel, ahead: int) -> dict[str, Floats]:
    """One row per dyad and period, only where the act's, the outcome's and the past's periods are known."""
    number = len(panel.starts)
    acts_at = np.arange(number)
    outcome_at = acts_at + ahead
    past_at = acts_at if ahead >= 1 else outcome_at - 1
    inside = (outcome_at >= 0) & (outcome_at < number) & (past_at >= 0)
    acts_at, outcome_at, past_at = acts_at[inside], outcome_at[inside], past_at[inside]
    usable = panel.known[:, acts_at] & panel.known[:, outcome_at] & panel.known[:, past_at]
    dyad, place = np.nonzero(usable)
    columns = {
        "y": panel.hostile[dyad, outcome_at[place]],
        "own": np.log2(1 + panel.hostile[dyad, past_at[place]]),
        "incoming": np.log2(1 + panel.incoming[dyad, past_at[place]]),
    }
    columns |= {style: np.log2(1 + counts[dyad, acts_at[place]]) for style, counts in panel.acts.items()}
    _, pair = np.unique(panel.pairs, return_inverse=True)
    return columns | {"dyad": dyad, "period": place, "pair": pair[dyad]}


def _engines() -> tuple[ModuleType, ModuleType]:
    if not engine_present():
        raise TensionError("tension.extra_missing", extra="measure")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("pyfixest"), importlib.import_module("pandas")
