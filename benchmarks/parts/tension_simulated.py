"""What the rules answer where the truth is known."""

from __future__ import annotations

from collections import Counter

import numpy as np
import ruptures

from khural.tension.changes import segment
from khural.tension.contrast import restlessness
from khural.tension.measurement import Annotation
from khural.tension.outcomes import Hostility, after_act
from khural.tension.responses import responses
from khural.tension.visible import smallest_visible_change
from tests.tension.made import counted, panel, restless, weeks

CHANGED_AT = 150
LAG = 4


def projections(draws: int) -> None:
    print(
        f"Local projections, 60 directed dyads x 104 weeks, the effect {LAG} weeks later ({draws} draws without effect)"
    )
    arms = (
        ("no effect", 0.0, False),
        ("rate x 0.74", -0.3, False),
        ("rate x 0.61", -0.5, False),
        ("confounder", 0.0, True),
    )
    for said, effect, confounded in arms:
        source, verdicts, held, placebos = np.random.default_rng(11), Counter[str](), 0, 0
        number = draws if said == "no effect" else draws // 4
        for _ in range(number):
            (one,) = responses(panel(source, effect, confounded), "rivals")
            at = next(horizon for horizon in one.horizons if horizon.ahead == LAG)
            held += at.low <= np.exp(effect) <= at.high
            verdicts[one.answer.verdict] += 1
            placebos += any(horizon.low > 1 or horizon.high < 1 for horizon in one.horizons if horizon.ahead < 0)
        truth = f"truth inside 95 %: {held / number:.1%}; a placebo lead speaks: {placebos / number:.1%}"
        print(f"  {said:12} {truth}; {dict(verdicts)}", flush=True)


def contrasts(draws: int) -> None:
    print(
        "After one act, 13 and 52 weeks (goal: no effect is null or cannot tell in 90 %, falsely reduced at most 5 %)"
    )
    act = Annotation(
        weeks(CHANGED_AT + 1)[-1],
        weeks(CHANGED_AT + 1)[-1],
        "day",
        "talks",
        "talks.made",
        (),
        None,
        "",
        None,
        "S",
        None,
    )
    for step in (0.0, 0.05, 0.1, 0.2):
        for change in (0.0, -0.7):
            source, found, held = np.random.default_rng(3), {13: Counter[str](), 52: Counter[str]()}, Counter[int]()
            for _ in range(draws):
                counts, level = restless(source, 6, 260, step, 5, 8)
                level[0, CHANGED_AT:] *= np.exp(change)
                counts[0] = source.negative_binomial(5, 5 / (5 + level[0]))
                series = tuple(counted(row) for row in counts)
                settings = restlessness(series)
                for span in found:
                    answer = after_act(Hostility("made", series[0], settings, series[0], None), act, (), span)
                    found[span][answer.verdict] += 1
                    held[span] += answer.low <= np.exp(change) <= answer.high
            cells = [f"{span} weeks: truth inside {held[span] / draws:.1%} {dict(found[span])}" for span in found]
            print(f"  q {step:.2f}, rate x {np.exp(change):.2f}: " + "; ".join(cells))


def change_points(draws: int) -> None:
    print("Change of state by one deviation in 260 weeks (ours exact Bayesian; peer: ruptures, PELT, normal, 3 log n)")
    source, steady, one, held, peer = np.random.default_rng(0), 0, 0, 0, Counter[str]()
    known = np.ones(260, dtype=bool)
    for _ in range(draws):
        values = source.normal(size=260)
        steady += bool(segment(values, known).changes)
        peer["steady"] += len(_pelt(values)) > 0
        at = int(source.integers(30, 230))
        values[at:] += 1.0
        changes = segment(values, known).changes
        one += len(changes) == 1
        held += any(change.low <= at <= change.high for change in changes)
        peer["one"] += len(_pelt(values)) == 1
    restless_values = np.zeros(400)
    alike = 0
    for _ in range(draws):
        noise = source.normal(size=400)
        for week in range(1, 400):
            restless_values[week] = 0.4 * restless_values[week - 1] + noise[week]
        alike += bool(segment(restless_values[140:], known).changes)
    shares = {
        name: count / draws for name, count in (("steady", steady), ("alike", alike), ("one", one), ("held", held))
    }
    print(f"  steady: a change is seen in {shares['steady']:.1%} (peer {peer['steady'] / draws:.1%})")
    print(f"  steady, neighbouring weeks alike by 0.4: {shares['alike']:.1%}")
    print(f"  one change: exactly one is seen in {shares['one']:.1%} (peer {peer['one'] / draws:.1%})")
    print(f"  the 90 % stretch holds it in {shares['held']:.1%}")


def _pelt(values: np.ndarray) -> list[int]:
    found: list[int] = ruptures.Pelt(model="normal", min_size=8).fit(values).predict(pen=3 * np.log(len(values)))
    return found[:-1]


def visible() -> None:
    print("Smallest visible reduction within 26 weeks, power 80 %")
    for mean, step in ((2.0, 0.0), (10.0, 0.0), (10.0, 0.05), (10.0, 0.15)):
        counts, _ = restless(np.random.default_rng(2), 6, 260, step, 5, mean)
        series = tuple(counted(row) for row in counts)
        found = smallest_visible_change(series[0], restlessness(series), 26)
        share = "none" if found.reduction is None else f"{found.reduction:.0%}"
        print(f"  {mean:.0f} events a week, q {step:.2f}: {share}; false alarms {found.false_alarms:.1%}")
