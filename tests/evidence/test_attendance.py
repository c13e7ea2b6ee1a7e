"""Who came is shown as far as sources go: a gap in a list is unknown, never absent."""

from dataclasses import replace

from khural.evidence.attendance import Attendance, attendance, attendance_of, is_list_complete
from khural.evidence.facts import editions

PARTIES = ("CHN", "JPN", "KOR", "PRK", "RUS", "USA")
FIRST = next(edition for edition in editions() if edition.edition == 1)


def statuses(party: str) -> list[str]:
    return [row.status for row in attendance([party])]


def test_the_dprk_attended_five_of_ten_and_none_shown_since_2018() -> None:
    assert statuses("PRK") == [
        *["attended"] * 5,
        "cancelled",
        "unknown",
        "unknown",
        "no_show",
        "absent",
        "unknown",
    ]


def test_a_party_missing_from_an_incomplete_list_is_unknown() -> None:
    row = next(row for row in attendance(["KOR"]) if row.edition == 4)
    assert (row.status, row.basis) == ("unknown", "list_incomplete")


def test_without_a_list_nobody_but_the_stated_party_and_the_host_is_known() -> None:
    second = [row for row in attendance([*PARTIES, "MNG"]) if row.edition == 2]
    assert {row.party: row.status for row in second if row.status != "unknown"} == {
        "PRK": "attended",
        "MNG": "attended",
    }


def test_no_party_of_the_case_is_called_absent_on_the_strength_of_a_list() -> None:
    assert [(row.party, row.edition) for row in attendance(PARTIES) if row.status == "absent"] == [("PRK", 10)]


def test_a_complete_list_shows_who_was_not_there_and_marks_it_as_derived() -> None:
    assert is_list_complete(FIRST)
    row = attendance_of(FIRST, 1, "IND")
    assert (row.status, row.basis, row.grade) == ("absent", "list_complete", "D")


def test_bodies_do_not_count_as_states_when_a_list_is_checked() -> None:
    third = next(edition for edition in editions() if edition.edition == 3)
    assert "FES" in third.states_bodies
    assert is_list_complete(third)


def test_a_list_is_incomplete_when_the_sources_differ_on_the_number() -> None:
    assert not is_list_complete(replace(FIRST, states_max=11))


def test_postponed_years_have_no_attendance_and_the_edition_not_found_is_unknown() -> None:
    rows = attendance(PARTIES)
    assert {row.year for row in rows} == {*range(2014, 2020), *range(2022, 2027)}
    assert {(row.status, row.basis) for row in rows if row.edition == 11} == {("unknown", "edition_not_found")}


def test_parties_keep_the_order_they_are_asked_in() -> None:
    assert [row.party for row in attendance(("USA", "CHN"))][:2] == ["USA", "CHN"]


def test_every_row_of_an_edition_that_was_held_names_a_page() -> None:
    held: list[Attendance] = [row for row in attendance(PARTIES) if row.basis != "edition_not_found"]
    assert all(row.source_url for row in held)
