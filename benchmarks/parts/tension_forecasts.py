"""Time and scores of levels and forecasts, beside the simple rules and statsmodels."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from statsmodels.tsa.statespace.structural import UnobservedComponents
from tension_data import case_dyads
from tension_responses import hostile_panel

from khural.tension.baselines import choose_weight, weighted_mean
from khural.tension.counts import fit_counts
from khural.tension.rolling import Rolled, roll_counts, roll_scores
from khural.tension.scoring import crps_normal, paired_interval
from khural.tension.series import signed_log
from tests.tension.made import restless

SCORED = 130
GOAL = 0.03
TABLE = (("PRK", "KOR"), ("PRK", "USA"), ("IND", "PAK"), ("RUS", "UKR"), ("MNG", "PRK"), ("MNG", "KOR"))


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def fit_time() -> None:
    heading("Fit of the count level: 200 dyads x 500 weeks, 5 % of the weeks missing (goal: 60 s)")
    source = np.random.default_rng(0)
    counts, truth = restless(source, 200, 500, 0.1, 8, 5)
    known = source.random(counts.shape) > 0.05
    start = time.process_time()
    levels = fit_counts(counts, np.ones_like(counts), known)
    ours = time.process_time() - start
    low, high = levels.interval(0.9)
    inside = ((truth >= low) & (truth <= high))[:, 250:].mean()
    rate = np.where(known, counts, 0.0)
    weighted = np.array([weighted_mean(y, k, choose_weight(y, k)) for y, k in zip(rate, known, strict=True)])
    errors = [
        np.abs(np.log(np.maximum(one, 0.05)) - np.log(truth))[:, 250:].mean() for one in (levels.mean(), weighted)
    ]
    print(f"ours                    {ours:6.1f} s of one core; 90 % interval of the level holds {inside:.1%}")
    print(f"mean error of log level {errors[0]:.3f}, EWMA {errors[1]:.3f}")
    print(f"step q found            {np.median(levels.step):6.2f} (true 0.10)")
    statsmodels_time(counts, known, ours)


def statsmodels_time(counts: np.ndarray, known: np.ndarray, ours: float) -> None:
    some = 5
    start = time.process_time()
    for row, seen in zip(counts[:some], known[:some], strict=True):
        UnobservedComponents(np.where(seen, np.log1p(row), np.nan), "local level").fit(disp=False)
    each = (time.process_time() - start) / some
    print(f"statsmodels local level {200 * each:6.1f} s for 200 (from {some}; log counts, no pooling)")
    print(f"                        {200 * each / ours:6.0f} x ours")


def reproduced(dyads: list[tuple[str, str]], net: np.ndarray) -> None:
    heading("Baselines of the forecast table: CRPS with the common deviation of the test span")
    print("dyad      persistence   mean   EWMA")
    for pair in TABLE:
        values = signed_log(net[dyads.index((min(pair), max(pair)))])
        known = np.ones(len(values), dtype=bool)
        mean = np.cumsum(values) / np.arange(1, len(values) + 1)
        weight = choose_weight(values[:SCORED], known[:SCORED])
        paths = (values, mean, weighted_mean(values, known, weight))
        errors = [(values[SCORED:], path[SCORED - 1 : -1]) for path in paths]
        scores = [
            crps_normal(outcome, path, np.full(SCORED, (outcome - path).std())).mean() for outcome, path in errors
        ]
        print(f"{pair[0]}-{pair[1]}       {scores[0]:.3f}  {scores[1]:.3f}  {scores[2]:.3f}")


def scoreboard(rolled: tuple[Rolled, ...], block: int) -> None:
    simple = next(one for one in rolled if one.model == "ewma")
    for one in rolled:
        gain = 1 - np.nanmean(one.crps) / np.nanmean(simple.crps)
        low, high = paired_interval(one.crps, simple.crps, block)
        line = f"  {one.model:18} CRPS {np.nanmean(one.crps):8.4f}  log score {np.nanmean(one.log_score):7.3f}"
        print(f"{line}  inside 90 %: {one.coverage():.1%}  against EWMA {gain:+.1%} [{low:+.1%}, {high:+.1%}]")


def forecasts(dyads: list[tuple[str, str]], net: np.ndarray, others: int) -> None:
    heading(
        f"Weekly net scores, last {SCORED} of 260 weeks, rolling origin (goal: CRPS {GOAL:.0%} better, 85-95 % inside)"
    )
    case = case_dyads(dyads)
    busy = [at for at in range(len(dyads)) if at not in case and (net[at, :SCORED] == 0).mean() <= 0.6]
    drawn = sorted(np.random.default_rng(1).choice(busy, others, replace=False).tolist())
    for name, rows in (("21 dyads of the Korean case", case), (f"{others} other dyads drawn", drawn)):
        values = signed_log(net[rows])
        for ahead, said in ((1, "1 week"), (4, "1 month"), (13, "3 months"), (26, "6 months")):
            print(f"{name}, {said} ahead", flush=True)
            scoreboard(roll_scores(values, np.ones_like(values, dtype=bool), ahead, SCORED), 13)
    covariates(signed_log(net[case]), [dyads[at] for at in case], signed_log(net), dyads)


def covariates(
    values: np.ndarray, own: list[tuple[str, str]], everything: np.ndarray, dyads: list[tuple[str, str]]
) -> None:
    """Ridge regression on the dyad's weighted means and lag, without and with what both states do with all others."""
    scores = {}
    for name in ("own past", "with both states' other ties"):
        found = []
        for row, (a, b) in zip(values, own, strict=True):
            known = np.ones(len(row), dtype=bool)
            columns = [weighted_mean(row, known, weight) for weight in (0.05, 0.2, 1.0)]
            if name != "own past":
                for state, other in ((a, b), (b, a)):
                    rest = [at for at, pair in enumerate(dyads) if state in pair and other not in pair]
                    columns.append(everything[rest].mean(axis=0))
            found.append(_ridge(row, np.array(columns).T))
        scores[name] = np.array(found)
    gain = 1 - scores["with both states' other ties"].mean() / scores["own past"].mean()
    low, high = paired_interval(scores["with both states' other ties"], scores["own past"], 13)
    print(
        f"Do covariates help? Ridge, 1 week ahead: {gain:+.1%} [{low:+.1%}, {high:+.1%}] against the same without them"
    )


def _ridge(row: np.ndarray, columns: np.ndarray) -> np.ndarray:
    design, outcome = np.column_stack([np.ones(len(row) - 1), columns[:-1]]), row[1:]
    scores = []
    for at in range(len(outcome) - SCORED, len(outcome)):
        x, y = design[:at], outcome[:at]
        beta = np.linalg.solve(x.T @ x + 5 * np.eye(x.shape[1]), x.T @ y)
        deviation = max((y - x @ beta).std(), 0.05)
        scores.append(crps_normal(outcome[at : at + 1], design[at : at + 1] @ beta, np.array([deviation]))[0])
    return np.array(scores)


def count_forecasts(ir: Path) -> None:
    heading("Counts, one week ahead, rolling origin")
    panel = hostile_panel(ir)
    volume = np.broadcast_to(panel.volume / panel.volume.mean(), panel.hostile.shape).copy()
    print(
        f"ICEWS 2018, {len(panel.dyads)} directed dyads with at least 25 hostile events, last 12 of 30 weeks",
        flush=True,
    )
    scoreboard(roll_counts(panel.hostile, volume, panel.known, 1, 12), 4)
    counts, _ = restless(np.random.default_rng(5), 40, 260, 0.1, 8, 5)
    print("simulated local level, 40 dyads, last 130 of 260 weeks", flush=True)
    scoreboard(roll_counts(counts, np.ones_like(counts), np.ones_like(counts, dtype=bool), 1, SCORED), 13)
