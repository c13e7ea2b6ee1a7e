"""The door to the evidence: nothing of the day or after, and missing is never zero."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.evidence.made import Made, TableNote
from khural.evidence.missing import why_missing
from khural.evidence.shelf import Shelf
from khural.evidence.store import Evidence, fingerprint, open_evidence
from khural.evidence.table import EvidenceError
from khural.evidence.tables import CLASSES, SourceNote
from khural.evidence.writing import write_folder

LATE = date(2026, 11, 1)
SIX = ("PRK", "KOR", "USA", "CHN", "JPN", "RUS")
DAYS = st.dates(date(1947, 1, 1), date(2026, 11, 1))
NOTE = SourceNote(
    "invented", "", "", "", "own copy", "", date(2000, 1, 1), date(2009, 12, 31), 0, "", "", holds_counts=True
)


@given(day=DAYS)
@settings(max_examples=15, deadline=None)
def test_no_variable_reaches_the_day(day: date) -> None:
    evidence = open_evidence(day)
    for name in evidence.variables():
        between = evidence.is_between_states(name)
        years = (evidence.dyad_years(name) if between else evidence.state_years(name)).years
        assert years
        assert date(years[-1], 12, 31) < day


@given(day=st.dates(date(2002, 2, 1), date(2015, 12, 31)), length=st.integers(0, 5000))
@settings(max_examples=60, deadline=None)
def test_no_window_reaches_the_day(day: date, length: int) -> None:
    first = date(2002, 1, 1)
    last = first + timedelta(days=length)
    evidence = open_evidence(day)
    try:
        found = evidence.dyad_counts("icews_dyad_year", first, last)
    except EvidenceError:
        found = None
    good = last < day and last <= date(2014, 12, 31) and (last.month, last.day) == (12, 31)
    assert (found is not None) == good


@given(day=st.dates(date(2018, 1, 9), date(2023, 6, 1)), period=st.sampled_from(("week", "month")))
@settings(max_examples=30, deadline=None)
def test_no_series_reaches_the_day(day: date, period: str) -> None:
    try:
        found = open_evidence(day).dyad_series("gdelt_net", "PRK", "KOR", period)
    except EvidenceError:
        found = None
    assert (found is None) == (day < date(2018, 2, 1) and period == "month")
    length = 7 if period == "week" else 28
    assert found is None or found.starts[-1] + timedelta(days=length - 1) < day


@given(shrink=st.integers(1, 9), absent=st.sampled_from(("zero", "missing")))
@settings(max_examples=20, deadline=None)
def test_a_shrunk_domain_never_yields_a_zero(
    tmp_path_factory: pytest.TempPathFactory, shrink: int, absent: str
) -> None:
    folder = tmp_path_factory.mktemp("shelf") / "tables"
    spans = pl.DataFrame({"a": ["MNG"], "b": ["PRK"], "first": [2000], "last": [2009], "value": [7]})
    years = pl.DataFrame({"state": ["MNG"] * 10, "year": list(range(2000, 2010)), "value": [3] * 10})
    whole = TableNote("pairs", "dyad_years", "invented", "", date(2000, 1, 1), date(2009, 12, 31), absent=absent)
    short = replace(whole, last=date(2009 - shrink, 12, 31))
    single = replace(short, name="states", kind="state_years")
    write_folder(folder, [Made(short, spans, 1), Made(single, years, 10)], [NOTE], "2026-11-24")
    evidence = Evidence(LATE, [Shelf(folder)])
    pairs, states = evidence.dyad_years("pairs"), evidence.state_years("states")
    assert pairs.years == states.years == tuple(range(2000, 2010 - shrink))
    i, j = pairs.states.index("MNG"), pairs.states.index("PRK")
    assert (pairs.values[i, j] == 7).all()
    assert (states.values[states.states.index("MNG")] == 3).all()
    assert (pairs.known[pairs.values != 0]).all()


def test_inside_the_domain_absence_is_what_the_variable_says() -> None:
    evidence = open_evidence(LATE)
    pacts, votes = evidence.dyad_years("defence_pact"), evidence.dyad_years("un_vote_similarity")
    i, j = pacts.states.index("MNG"), pacts.states.index("PRK")
    assert pacts.known[i, j, pacts.years.index(1948) :].all()
    assert not pacts.known[i, j, : pacts.years.index(1948)].any()
    assert (pacts.values[i, j] == 0).all()
    prk, kor = votes.states.index("PRK"), votes.states.index("KOR")
    assert not votes.known[prk, kor, votes.years.index(1990)]
    assert votes.known[prk, kor, votes.years.index(1992)]


def test_a_state_has_no_value_before_it_existed_nor_towards_itself() -> None:
    pacts = open_evidence(LATE).dyad_years("defence_pact")
    kor, usa = pacts.states.index("KOR"), pacts.states.index("USA")
    assert not pacts.known[kor, usa, pacts.years.index(1947)]
    assert pacts.values[kor, usa, pacts.years.index(2018)] == 1
    assert not pacts.known[kor, kor].any()


def test_no_gdp_of_the_dprk_is_unknown_not_zero() -> None:
    gdp = open_evidence(LATE).state_years("gdp")
    assert not gdp.known[gdp.states.index("PRK")].any()
    assert gdp.known[gdp.states.index("MNG"), gdp.years.index(2020)]
    assert (gdp.values[gdp.known] > 0).all()


def test_why_a_value_is_missing_has_a_name() -> None:
    evidence = open_evidence(date(2015, 1, 1))
    gdp, pacts = evidence.state_years("gdp"), evidence.dyad_years("defence_pact")
    assert why_missing(gdp, 2010, "MNG") == "known"
    assert why_missing(gdp, 2010, "PRK") == "no_value"
    assert why_missing(gdp, 2016, "MNG") == "outside_years"
    assert why_missing(gdp, 2010, "QQQ") == "not_covered"
    assert why_missing(gdp, 1980, "SVN") == "did_not_exist"
    assert why_missing(pacts, 2010, "MNG", "PRK") == "known"
    assert why_missing(pacts, 1946, "KOR", "USA") == "did_not_exist"


def test_undirected_variables_are_symmetric() -> None:
    evidence = open_evidence(date(2015, 1, 1))
    for name in ("defence_pact", "distance", "un_vote_similarity", "contiguity"):
        found = evidence.dyad_years(name)
        assert not found.directed
        assert np.array_equal(found.values, found.values.transpose(1, 0, 2))
        assert np.array_equal(found.known, found.known.transpose(1, 0, 2))


def test_counts_of_a_window_are_the_sums_of_its_years() -> None:
    evidence = open_evidence(LATE)
    window = evidence.dyad_counts("icews_dyad_year", date(2010, 1, 1), date(2014, 12, 31))
    years = [evidence.dyad_counts("icews_dyad_year", date(y, 1, 1), date(y, 12, 31)) for y in range(2010, 2015)]
    for name in CLASSES:
        assert np.array_equal(getattr(window, name), sum(getattr(year, name) for year in years))
    assert window.states == tuple(sorted(window.states))
    assert len(window.states) == 152
    assert window.observed.all()
    assert "TUR" not in window.states


def test_mongolia_and_its_six_in_2014_are_as_published() -> None:
    window = open_evidence(LATE).dyad_counts("icews_dyad_year", date(2010, 1, 1), date(2014, 12, 31))
    mng = window.states.index("MNG")
    scores = []
    for party in SIX:
        other = window.states.index(party)
        good = sum(getattr(window, name)[pair] for name in CLASSES[:2] for pair in ((mng, other), (other, mng)))
        bad = sum(getattr(window, name)[pair] for name in CLASSES[2:] for pair in ((mng, other), (other, mng)))
        scores.append(good / (good + bad + 5))
    assert min(scores) == pytest.approx(0.962, abs=0.0005)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2010, 1, 1), date(2009, 12, 31), "evidence.window_order"),
        (date(2010, 1, 1), date(2014, 12, 31), "evidence.window_late"),
        (date(2001, 1, 1), date(2012, 12, 31), "evidence.window_outside"),
        (date(2010, 2, 1), date(2012, 12, 31), "evidence.window_cuts"),
        (date(2010, 1, 1), date(2012, 6, 30), "evidence.window_cuts"),
    ],
)
def test_windows_without_sense_are_refused(first: date, last: date, code: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        open_evidence(date(2014, 12, 31)).dyad_counts("icews_dyad_year", first, last)
    assert caught.value.message.code == code


def test_what_the_evidence_does_not_have_is_refused_by_name() -> None:
    evidence = open_evidence(LATE)
    with pytest.raises(EvidenceError, match="no dyad_years called"):
        evidence.dyad_years("embassies")
    with pytest.raises(EvidenceError, match="no variable"):
        evidence.is_between_states("embassies")
    with pytest.raises(EvidenceError, match="no source"):
        evidence.provenance(["embassies"])
    with pytest.raises(EvidenceError, match="No state has the code"):
        evidence.dyad_series("gdelt_net", "QQQ", "PRK", "week")
    with pytest.raises(EvidenceError, match="missing there, not zero"):
        evidence.dyad_series("gdelt_net", "ISL", "PRK", "week")
    with pytest.raises(EvidenceError, match="no measure"):
        evidence.dyad_series("icews_dyad_year", "PRK", "KOR", "year", "warmth")
    with pytest.raises(EvidenceError, match="cannot be made"):
        evidence.dyad_series("icews_dyad_year", "PRK", "KOR", "week", "verbal_conflict")
    with pytest.raises(EvidenceError, match="nothing of it was over"):
        open_evidence(date(1980, 1, 1)).dyad_years("un_vote_similarity")


def test_a_week_with_half_its_days_missing_is_unknown() -> None:
    series = open_evidence(LATE).dyad_series("gdelt_net", "KOR", "PRK", "week")
    gap = series.starts.index(date(2020, 12, 14))
    assert series.days[gap] == 2
    assert not series.known[gap]
    assert series.values[gap] == 0
    assert series.known.sum() == 259
    assert series.values[0] == pytest.approx(5125.24)


def test_counts_by_year_run_from_one_to_the_other() -> None:
    evidence = open_evidence(LATE)
    there = evidence.dyad_series("icews_dyad_year", "PRK", "KOR", "year", "verbal_conflict")
    back = evidence.dyad_series("icews_dyad_year", "KOR", "PRK", "year", "verbal_conflict")
    assert there.values[0] == 201
    assert not np.array_equal(there.values, back.values)
    assert (there.volume > 400_000).all()


def test_every_source_says_what_it_is() -> None:
    sources = open_evidence(LATE).sources()
    assert len(sources) >= 18
    for source in sources:
        assert source.terms == "shipped"
        assert all((source.title, source.version, source.licence, source.citation, source.url))
        assert len(source.sha256) == 64
        assert source.rows > 0
        assert source.first < source.last


def test_what_may_not_be_passed_on_is_not_in_the_pack() -> None:
    names = {source.name for source in open_evidence(LATE).sources()}
    assert not names & {"gsdb", "mie", "mend", "icews18", "icews14", "icews05_15", "alignment"}


def test_a_table_that_was_changed_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    years = pl.DataFrame({"state": ["MNG"], "year": [2000], "value": [1]})
    note = TableNote("states", "state_years", "invented", "", date(2000, 1, 1), date(2009, 12, 31))
    write_folder(folder, [Made(note, years, 1)], [NOTE], "2026-11-24")
    table = folder / "states.parquet"
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    with pytest.raises(EvidenceError, match="not the file that its manifest names"):
        Evidence(LATE, [Shelf(folder)]).state_years("states")
    table.unlink()
    with pytest.raises(EvidenceError, match="cannot be read"):
        Evidence(LATE, [Shelf(folder)]).state_years("states")


def test_an_edition_released_after_the_day_is_revised_data() -> None:
    note = replace(NOTE, released=date(2016, 5, 1))
    assert note.revised(date(2016, 5, 1))
    assert not note.revised(date(2016, 5, 2))
    assert not NOTE.revised(date(2000, 1, 1))


def test_the_fingerprint_follows_what_is_read(tmp_path: Path) -> None:
    before = fingerprint(tmp_path)
    note = TableNote("states", "state_years", "invented", "", date(2000, 1, 1), date(2009, 12, 31))
    years = pl.DataFrame({"state": ["MNG"], "year": [2000], "value": [1]})
    write_folder(tmp_path / "tables", [Made(note, years, 1)], [NOTE], "2026-11-24")
    assert fingerprint(tmp_path) != before
    assert open_evidence(LATE, tmp_path).state_years("states").known.any()


def test_the_pack_answers_without_the_engines_of_the_lake() -> None:
    """What comes with `pip install khural` alone must do: no duckdb, ibis, pyarrow or pandas."""
    code = (
        "import sys; from datetime import date; from khural.evidence.store import open_evidence;"
        "e = open_evidence(date(2020, 1, 1)); e.dyad_years('distance'); e.state_years('gdp');"
        "e.dyad_counts('icews_dyad_year', date(2010, 1, 1), date(2014, 12, 31));"
        "print(sorted({'duckdb', 'ibis', 'pyarrow', 'pandas', 'django', 'numba'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="khural data build"):
        open_evidence(LATE, tmp_path)
