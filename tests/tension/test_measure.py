"""The whole measurement: from the package's own pack, from invented evidence, and what it refuses."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from khural.evidence.store import open_evidence
from khural.tension import measure as measuring
from khural.tension.document import document, plain
from khural.tension.errors import TensionError
from khural.tension.measure import measure
from khural.tension.measurement import CONSTRUCTS, OUTCOMES, Measurement
from khural.tension.readings import constructs_of, longest_hostility
from khural.tension.sources import CountSource, net_sources
from tests.tension.made import FIRST_WEEK, TODAY, Made, evidence, scores, yearly


@pytest.fixture(scope="module")
def korea() -> Measurement:
    """PRK and KOR from the pack, as of 2026."""
    return measure(open_evidence(TODAY), "PRK", "KOR")


@pytest.fixture(scope="module")
def made() -> Measurement:
    """PRK and KOR from invented evidence whose level breaks in week 80."""
    return measure(evidence(), "PRK", "KOR")


def test_the_pack_bears_level_states_forecast_and_outcomes_of_the_korean_case(korea: Measurement) -> None:
    assert {one.name for one in korea.indices} >= {"net", "hostile_rate", "cooperation_rate", "cooperation_share"}
    assert korea.states
    assert korea.states[0].changes
    assert korea.forecasts[0].model == "discounted"
    assert {one.outcome for one in korea.outcomes} == set(OUTCOMES)
    assert all(one.citation and one.licence for one in korea.reach)


def test_it_says_how_far_the_evidence_reaches(korea: Measurement) -> None:
    said = next(note for note in korea.notes if note.code == "tension.evidence_ends")
    assert said.params["day"] == korea.last.isoformat()
    assert korea.last < TODAY


def test_five_constructs_stand_apart_and_four_were_not_measured(korea: Measurement) -> None:
    assert [one.construct for one in korea.constructs] == list(CONSTRUCTS)
    for one in korea.constructs:
        if one.construct != "tension":
            assert one.answer.verdict == "not_measured"
            assert one.answer.reasons[0].code == "tension.no_survey"


def test_no_edition_of_the_dialogue_is_said_to_have_lowered_tension(korea: Measurement) -> None:
    editions = [one for one in korea.outcomes if one.act.kind == "talks.edition"]
    assert len({one.act.start for one in editions}) >= 3
    assert {one.answer.verdict for one in editions} <= {"cannot_tell", "none_found"}
    assert all(one.answer.reasons for one in editions)


def test_every_act_beside_the_series_has_a_source_that_was_read(korea: Measurement) -> None:
    assert {one.style for one in korea.annotations} == {"carrot", "stick", "talks", "event"}
    assert all(one.source and one.grade in ("S", "X", "D") for one in korea.annotations)


def test_mediation_cases_are_described_and_marked_as_one_persons_codes(korea: Measurement) -> None:
    assert {one.outcome for one in korea.cases} == set(OUTCOMES)
    assert sum(one.uncoded for one in korea.cases) > 0
    assert "tension.cases_single_coder" in {note.code for note in korea.notes}


def test_nothing_dated_on_or_after_the_day_moves_anything() -> None:
    day = FIRST_WEEK + timedelta(weeks=120)
    changed = {pair: np.concatenate([row[:120], -row[120:]]) for pair, row in scores().items()}
    then, otherwise = (measure(Made(day, rows, yearly()), "PRK", "KOR") for rows in (scores(), changed))
    assert document(then) == document(otherwise)
    assert then.last < day


def test_the_same_evidence_gives_the_same_bytes_and_the_order_of_states_does_not_matter(made: Measurement) -> None:
    assert document(made) == document(measure(evidence(), "PRK", "KOR"))
    turned = measure(evidence(), "KOR", "PRK")
    assert plain(turned.states) == plain(made.states)


def test_the_break_is_found_in_its_week(made: Measurement) -> None:
    (change,) = made.states[0].changes
    assert change.low <= FIRST_WEEK + timedelta(weeks=80) <= change.high


def test_the_fan_widens_from_the_fifth_to_the_ninetyfifth_percent_over_six_months(made: Measurement) -> None:
    (forecast,) = made.forecasts
    assert len(forecast.fan) == 26
    assert forecast.fan[0].start > made.indices[0].points[-1].end
    for period in forecast.fan:
        values = [value for _, value in period.quantiles]
        assert values == sorted(values)
    assert {score.months for score in forecast.scores} == {1, 3, 6}
    assert {"discounted", "ewma", "persistence", "climatology"} <= {score.model for score in forecast.scores}


def test_a_span_cuts_the_series(made: Measurement) -> None:
    found = measure(evidence(), "PRK", "KOR", date(2018, 6, 1), date(2019, 6, 30))
    assert date(2018, 6, 1) <= found.first
    assert found.last <= date(2019, 6, 30)
    assert len(found.indices[0].points) < len(made.indices[0].points)


def test_a_state_that_the_source_left_out_is_named_and_not_counted_as_silent() -> None:
    found = measure(evidence(unseen=("PRK",)), "PRK", "KOR")
    missing = [note for note in found.notes if note.code == "tension.actor_missing"]
    assert [note.params["state"] for note in missing] == ["PRK"]
    assert not found.events
    case = [one for one in found.responses if one.group == "case"]
    assert {one.answer.verdict for one in case} == {"cannot_tell"}


def test_weeks_without_data_stay_unknown() -> None:
    rows = scores()
    rows["PRK", "KOR"][50:70] = np.nan
    net = measure(Made(TODAY, rows, None), "PRK", "KOR").indices[0]
    assert net.periods_missing == 20
    assert [point.observed for point in net.points[50:70]] == [None] * 20
    assert net.points[69].high - net.points[69].low > net.points[49].high - net.points[49].low


@pytest.mark.parametrize("row", [np.zeros(160), np.eye(1, 160, 30)[0], np.full(160, np.nan)])
def test_all_zeros_one_event_and_nothing_known_are_answered_with_cannot_tell(row: np.ndarray) -> None:
    found = measure(Made(TODAY, scores() | {("PRK", "KOR"): row}, yearly()), "PRK", "KOR")
    assert found.constructs[0].answer.verdict == "cannot_tell"
    assert found.constructs[0].answer.reasons
    json.loads(document(found))


def test_a_short_series_is_measured_without_a_forecast() -> None:
    rows = {pair: row[:20] for pair, row in scores().items()}
    found = measure(Made(TODAY, rows, None), "PRK", "KOR")
    assert not found.forecasts
    assert found.constructs[0].answer.verdict == "cannot_tell"


def test_without_the_extra_all_but_the_responses_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "engine_present", lambda: False)
    found = measure(evidence(), "PRK", "KOR")
    assert not found.responses
    assert found.forecasts
    assert "tension.extra_missing" in {note.code for note in found.notes}


@pytest.mark.parametrize(
    ("states", "span", "code"),
    [
        (("PRK", "PRK"), (None, None), "tension.same_state"),
        (("PRK", "XYZ"), (None, None), "tension.unknown_state"),
        (("PRK", "KOR"), (date(2020, 1, 1), date(2019, 1, 1)), "tension.span_backwards"),
        (("PRK", "KOR"), (date(2030, 1, 1), None), "tension.span_future"),
        (("PRK", "KOR"), (date(2030, 1, 1), date(2031, 1, 1)), "tension.span_future"),
        (("PRK", "KOR"), (date(1950, 1, 1), date(1951, 1, 1)), "tension.empty_span"),
        (("MNG", "GBR"), (date(2018, 1, 1), date(2019, 1, 1)), "tension.empty_span"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(
    states: tuple[str, str], span: tuple[date | None, date | None], code: str
) -> None:
    with pytest.raises(TensionError) as refused:
        measure(evidence(), *states, *span)
    assert refused.value.message.code == code


def test_the_document_holds_every_field_and_reads_back(made: Measurement) -> None:
    read = json.loads(document(made))
    assert read["a"] == "PRK"
    assert set(read) == set(made.__dataclass_fields__)
    assert read["notes"][0]["text"].startswith("Evidence ends on")


def test_of_counts_and_scores_of_the_same_weeks_the_counts_are_judged_against_their_volume() -> None:
    nets = net_sources(evidence(), "PRK", "KOR")
    states, number = ("KOR", "PRK"), len(nets[0].series[0].starts)
    counts = np.zeros((4, number, 2, 2))
    counts[:, :, 0, 1] = counts[:, :, 1, 0] = 6.0
    doubled = np.where(np.arange(number) < number - 52, 1.0, 2.0)
    note = nets[0].note
    source = CountSource(note, "week", nets[0].series[0].starts, states, counts * doubled[None, :, None, None])
    found = longest_hostility(nets, (source,), "PRK", "KOR")
    assert found is not None
    assert found.series.values.max() == 48.0
    answer = constructs_of(found)[0].answer
    assert answer.ratio == pytest.approx(1.0, abs=0.01)
    assert "tension.coverage_changed" in {reason.code for reason in answer.reasons}


def test_two_states_on_which_no_source_has_anything_are_named() -> None:
    with pytest.raises(TensionError, match="MNG and GBR"):
        measure(Made(TODAY, scores(), None), "MNG", "GBR")


def test_the_end_of_the_evidence_is_said_whatever_span_was_asked_for() -> None:
    found = measure(evidence(), "PRK", "KOR", last=date(2018, 12, 31))
    assert found.last < date(2019, 1, 1)
    assert found.notes[0].params["day"] == "2021-01-24"


def test_two_years_of_counts_alone_bear_no_response_and_break_nothing() -> None:
    found = measure(evidence(), "PRK", "KOR", date(2005, 1, 1), date(2006, 12, 31))
    assert {one.answer.verdict for one in found.responses} == {"cannot_tell"}
    assert found.constructs[0].answer.reasons[0].code == "tension.no_series"
