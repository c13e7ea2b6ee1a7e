"""Responses: a planted effect is found, a confounder is caught by its placebo, thin evidence answers nothing."""

from __future__ import annotations

import importlib.util
import sys

import numpy as np
import pytest

from khural.tension import projections
from khural.tension.errors import TensionError
from khural.tension.identification import identify
from khural.tension.panels import ActPanel
from khural.tension.projections import project
from khural.tension.responses import responses
from tests import machine
from tests.tension.made import panel, weeks

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pyfixest") is None, reason="the extra measure is not installed"
)


def test_a_planted_effect_is_inside_its_interval() -> None:
    source, held = np.random.default_rng(11), 0
    for _ in range(8):
        (at,) = project(panel(source, effect=-0.3), (4,))["carrot"]
        held += at.low <= np.exp(-0.3) <= at.high
    assert held >= 6


def test_a_large_planted_effect_is_called_reduced() -> None:
    (one,) = responses(panel(np.random.default_rng(23), effect=-0.5), "rivals")
    assert one.answer.verdict == "reduced"
    assert one.identification.light == "amber"


def test_without_an_effect_the_answer_is_null_or_cannot_tell() -> None:
    source = np.random.default_rng(12)
    verdicts = [responses(panel(source), "rivals")[0].answer.verdict for _ in range(4)]
    assert set(verdicts) <= {"no_change", "cannot_tell"}


def test_a_planted_confounder_triggers_the_placebo() -> None:
    (one,) = responses(panel(np.random.default_rng(13), confounded=True), "rivals")
    assert one.answer.verdict == "cannot_tell"
    assert "tension.placebo_speaks" in {reason.code for reason in one.answer.reasons}
    assert one.identification.light == "red"


def test_horizons_go_from_four_before_to_twelve_after() -> None:
    (one,) = responses(panel(np.random.default_rng(14)), "rivals")
    assert [horizon.ahead for horizon in one.horizons] == list(range(-4, 13))


def test_two_states_alone_bear_no_estimate_of_their_own() -> None:
    whole = panel(np.random.default_rng(15))
    (one,) = responses(whole.only(set(whole.dyads[0])), "case")
    assert one.answer.verdict == "cannot_tell"
    assert "tension.few_dyads" in {reason.code for reason in one.answer.reasons}
    assert one.identification.light == "red"


def test_a_panel_without_dyads_without_acts_or_of_zeros_is_answered_and_not_broken() -> None:
    whole = panel(np.random.default_rng(16))
    for made in (whole.only(set()), _with(whole, acts=0.0), _with(whole, hostile=0.0)):
        (one,) = responses(made, "rivals")
        assert one.answer.verdict == "cannot_tell"


def _with(whole: ActPanel, acts: float | None = None, hostile: float | None = None) -> ActPanel:
    zeros = np.zeros_like(whole.hostile)
    given = {"carrot": zeros + acts} if acts is not None else whole.acts
    outcome = zeros + hostile if hostile is not None else whole.hostile
    parts = (whole.source, whole.period, whole.starts, whole.dyads, outcome, whole.incoming, given)
    return ActPanel(*parts, whole.known, whole.volume)


def test_a_panel_of_unlike_shapes_or_negative_counts_is_refused() -> None:
    whole = panel(np.random.default_rng(17))
    with pytest.raises(TensionError, match="below zero"):
        _with(whole, hostile=-1.0)
    parts = (whole.source, whole.period, whole.starts, whole.dyads, whole.hostile[:, 1:], whole.incoming, whole.acts)
    with pytest.raises(TensionError, match="shape"):
        ActPanel(*parts, whole.known, whole.volume)


def test_without_the_extra_the_refusal_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections, "engine_present", lambda: False)
    with pytest.raises(TensionError, match=r"khural\[measure\]"):
        project(panel(np.random.default_rng(18)), (1,))


@pytest.mark.parametrize(
    ("known", "light"),
    [
        ((True, True, True, True, True), "green"),
        ((True, True, None, True, None), "amber"),
        ((False, True, None, True, None), "red"),
    ],
)
def test_the_light_is_green_only_under_a_design(known: tuple[bool | None, ...], light: str) -> None:
    placebo, coverage, alone, enough, timing = known
    found = identify(placebo, coverage, alone, bool(enough), timing)
    assert found.light == light
    assert len(found.conditions) == 5


@pytest.mark.reference
def test_the_weekly_table_is_reproduced_and_aid_to_the_dprk_cannot_be_told() -> None:
    shared = machine.shared()
    assert shared is not None
    sys.path.insert(0, str(machine.ROOT / "benchmarks" / "parts"))
    from tension_data import weekly_events
    from tension_responses import REFERENCE, hostile_panel
    from tension_responses import panel as of_events

    ir = shared / "data" / "ir"
    whole = hostile_panel(ir)
    assert len(whole.dyads) * 29 == 3596
    projected = project(whole, (1,))
    for name, ratio in REFERENCE[1].items():
        assert projected[name][0].ratio == pytest.approx(ratio, abs=0.02)
    case = responses(of_events(weekly_events(ir), [("PRK", "KOR"), ("PRK", "USA")]), "case")
    aid = next(one for one in case if one.style == "carrot")
    assert aid.answer.verdict == "cannot_tell"


def test_tiny_thin_and_holed_panels_end_in_no_estimate_and_not_in_a_crash() -> None:
    source = np.random.default_rng(19)
    for _ in range(40):
        dyads, periods = int(source.integers(1, 9)), int(source.integers(1, 14))
        rate = source.choice([0.02, 0.2, 1, 5, 1e5])
        names = tuple((f"A{at // 2}", f"B{at // 2}")[:: 1 if at % 2 else -1] for at in range(dyads))
        hostile, incoming, acts = source.poisson(rate, (3, dyads, periods)) * (source.random((3, dyads, periods)) < 0.7)
        known = source.random((dyads, periods)) < source.choice([0.5, 1.0])
        parts = ("made", "week", weeks(periods), names, hostile.astype(float), incoming.astype(float))
        found = project(ActPanel(*parts, {"carrot": acts.astype(float)}, known, np.ones(periods)), range(-2, 3))
        assert all(np.isfinite(one.ratio) for horizons in found.values() for one in horizons)
