"""States with dates: what means two things is refused, and panels have the rows that peacesciencer prints."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from khural.evidence.states import panels
from khural.evidence.states.names import named
from khural.evidence.states.registry import code_of, existed, is_known, spells, state_in_year, state_of
from khural.evidence.table import EvidenceError

NOW = date(2020, 6, 1)


@pytest.mark.parametrize(
    ("code", "system", "on", "state"),
    [
        (731, "cow", NOW, "PRK"),
        (732, "cow", NOW, "KOR"),
        (730, "cow", date(1900, 1, 1), "COW730"),
        (731, "gw", NOW, "PRK"),
        (260, "cow", date(1975, 1, 1), "DEU"),
        (255, "cow", NOW, "DEU"),
        (260, "gw", NOW, "DEU"),
        (265, "gw", date(1975, 1, 1), "DDR"),
        (816, "cow", NOW, "VNM"),
        (817, "cow", date(1970, 1, 1), "COW817"),
        (815, "gw", date(1850, 1, 1), "GW815"),
        (345, "cow", date(1985, 1, 1), "YUG"),
        (345, "cow", NOW, "SRB"),
        (340, "gw", NOW, "SRB"),
        (345, "gw", date(2000, 1, 1), "YUG"),
        (678, "cow", date(1980, 1, 1), "YEM"),
        (679, "cow", NOW, "YEM"),
        (678, "gw", NOW, "YEM"),
        (680, "cow", date(1980, 1, 1), "YMD"),
        (970, "cow", NOW, "NRU"),
        (970, "gw", NOW, "KIR"),
        ("MNG", "iso3", NOW, "MNG"),
    ],
)
def test_a_code_means_one_state_on_a_day(code: int | str, system: str, on: date, state: str) -> None:
    assert state_of(code, system, on) == state


@pytest.mark.parametrize("code", [255, 260, 345, 678, 679])
def test_a_code_that_changed_hands_or_is_one_of_several_needs_a_day(code: int) -> None:
    with pytest.raises(EvidenceError, match="ambiguous"):
        state_of(code, "cow")


def test_a_code_that_never_changed_needs_no_day() -> None:
    assert state_of(712, "cow") == state_of(712, "gw") == "MNG"
    assert code_of("MNG", "gw") == 712


@pytest.mark.parametrize(
    ("code", "system", "on"),
    [
        (260, "cow", NOW),
        (255, "cow", date(1975, 1, 1)),
        (265, "cow", NOW),
        (817, "cow", date(1976, 1, 1)),
        (731, "cow", date(1940, 1, 1)),
        ("KOR", "iso3", date(1940, 1, 1)),
    ],
)
def test_a_code_of_another_time_is_refused(code: int | str, system: str, on: date) -> None:
    with pytest.raises(EvidenceError, match="means no state"):
        state_of(code, system, on)


def test_vietnam_before_1976_is_ambiguous_by_its_letters() -> None:
    with pytest.raises(EvidenceError, match="the north"):
        state_of("VNM", "iso3", date(1970, 1, 1))


@pytest.mark.parametrize(("code", "system"), [(9999, "cow"), (999, "gw"), ("QQQ", "iso3")])
def test_a_code_that_never_was_is_refused(code: int | str, system: str) -> None:
    with pytest.raises(EvidenceError, match="No state has the code"):
        state_of(code, system, NOW)


def test_a_system_that_is_none_is_refused() -> None:
    with pytest.raises(EvidenceError, match="no system of codes"):
        state_of(712, "fips", NOW)


def test_codes_and_states_lead_back_to_each_other_on_every_border_of_a_spell() -> None:
    for spell in spells():
        for day in (spell.first, spell.last or NOW):
            assert state_of(spell.code, spell.system, day) == spell.state
            assert code_of(spell.state, spell.system, day) == spell.code


def test_germany_has_no_one_number() -> None:
    assert code_of("DEU", "cow", date(1975, 1, 1)) == 260
    assert code_of("DEU", "cow", NOW) == 255
    with pytest.raises(EvidenceError, match="ambiguous"):
        code_of("DEU", "cow")


def test_rows_dated_by_year_belong_to_who_bore_the_code_last() -> None:
    assert state_in_year(345, "cow", 2006) == "SRB"
    assert state_in_year(345, "cow", 2005) == "YUG"
    assert state_in_year(260, "cow", 1991) is None


def test_names_of_two_states_stand_for_none() -> None:
    assert named("Korea", NOW) is None
    assert named("South Korea", NOW) == "KOR"
    assert named("Korea, North", NOW) == "PRK"
    assert named("Congo, Democratic Republic of the", NOW) == "COD"
    assert named("Yemen, North", date(1980, 1, 1)) == "YEM"
    assert named("South Vietnam", NOW) is None


def test_who_was_a_state_when() -> None:
    assert existed("DDR", date(1980, 1, 1))
    assert not existed("DDR", NOW)
    assert is_known("DDR")
    assert not is_known("PSE")


def test_panels_of_the_correlates_of_war_have_the_rows_that_peacesciencer_prints() -> None:
    """Version 1.1.9, article "Create Different Kinds of Data": 17,511 state-years, 2,214,930 directed dyad-years."""
    assert panels.state_years("cow", 1816, 2024).rows == 17_511
    assert panels.dyad_years("cow", 1816, 2024).rows == 2_214_930
    assert panels.dyad_years("cow", 1816, 2024, directed=False).rows * 2 == 2_214_930


def test_panels_of_gleditsch_and_ward_differ_only_where_days_are_needed() -> None:
    """The same article: 17,767 state-years to 2017 and 2,150,030 directed dyad-years.

    Our table has years for days. The 38 rows too many are among the pairs of which one ended as the other began.
    """
    assert panels.state_years("gw", 1816, 2017).rows == 17_767
    ours = panels.dyad_years("gw", 1816, 2024)
    assert ours.rows - 2_150_030 == 38
    one, two, year = (column for _, column in ours.columns)
    ends = {(spell.code, spell.last.year) for spell in spells() if spell.system == "gw" and spell.last is not None}
    begins = {(spell.code, spell.first.year) for spell in spells() if spell.system == "gw"}
    doubtful = sum(
        (int(a), int(y)) in ends and (int(b), int(y)) in begins for a, b, y in zip(one, two, year, strict=True)
    )
    assert doubtful >= 38 / 2


def test_two_states_that_missed_each_other_within_a_year_are_no_pair() -> None:
    """South Vietnam ended in April 1975, Suriname began in November."""
    one, two, year = (column for _, column in panels.dyad_years("cow", 1974, 1976).columns)
    assert not np.any((one == 817) & (two == 115) & (year == 1975))
    assert np.any((one == 817) & (two == 816) & (year == 1975))


def test_months_hold_only_pairs_of_that_month() -> None:
    panel = panels.dyad_months("cow", 1975, 1975, directed=False)
    one, two, _year, month = (column for _, column in panel.columns)
    south = (two == 817) & (one == 2)
    assert sorted(month[south].tolist()) == [1, 2, 3, 4]
    assert one.dtype == np.int16


@pytest.mark.parametrize(("first", "last"), [(1815, 1820), (2020, 2010), (2000, 2200)])
def test_years_that_are_no_span_are_refused(first: int, last: int) -> None:
    with pytest.raises(EvidenceError, match="no years of a panel"):
        panels.state_years("cow", first, last)
