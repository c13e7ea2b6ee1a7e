"""The relation strip draws what sources date, and nothing across a gap."""

from khural.evidence.dates import PartialDate
from khural.evidence.records import Relation
from khural.evidence.ties import Mark, ties, ties_from

PARTIES = ("PRK", "KOR", "CHN", "JPN", "RUS", "USA")


def relation(
    kind: str, start: str = "", end: str = "", grade: str = "S", url: str | None = "https://a.example"
) -> Relation:
    return Relation(
        source_url=url,
        grade=grade,
        note=None,
        a="AAA",
        b="BBB",
        kind=kind,
        start=PartialDate.parse(start) if start else None,
        end=PartialDate.parse(end) if end else None,
        value=None,
        unit=None,
        amount=None,
        source="paper",
    )


def drawn(*rows: Relation) -> list[tuple[str, str, str]]:
    return [span(mark) for mark in ties_from("AAA", "BBB", rows, ()).marks]


def span(mark: Mark) -> tuple[str, str, str]:
    return str(mark.start or ""), str(mark.end or ""), mark.end_state


def test_every_party_of_the_case_has_sourced_marks() -> None:
    found = ties("MNG", PARTIES)
    assert tuple(tie.party for tie in found) == PARTIES
    for tie in found:
        assert tie.marks
        assert all(mark.source_urls and mark.grade in "SDX" for mark in tie.marks)


def test_the_closed_embassy_is_a_gap_and_the_other_direction_is_not() -> None:
    marks = [mark for mark in ties("MNG", ["PRK"])[0].marks if mark.kind == "embassy"]
    assert {(mark.a, *span(mark)) for mark in marks} == {
        ("PRK", "1951", "1999-08", "dated"),
        ("PRK", "2004", "", "none_recorded"),
        ("MNG", "1951", "", "none_recorded"),
    }


def test_a_span_that_two_pages_bound_names_both() -> None:
    rows = (
        relation("embassy", "1975"),
        relation("embassy_closed", "1999", grade="X", url="https://b.example"),
    )
    mark = ties_from("AAA", "BBB", rows, ()).marks[0]
    assert (mark.source_urls, mark.grade) == (("https://a.example", "https://b.example"), "X")


def test_a_reopening_without_a_known_closing_ends_the_first_span_at_an_unknown_date() -> None:
    rows = relation("embassy", "1975"), relation("embassy_reopened", "2024-09-13")
    assert drawn(*rows) == [("1975", "", "unknown"), ("2024-09-13", "", "none_recorded")]


def test_a_closing_without_a_known_opening_has_an_unknown_start() -> None:
    assert drawn(relation("embassy_closed", "2024")) == [("", "2024", "dated")]


def test_an_ended_partnership_ends_and_an_open_one_has_no_end_recorded() -> None:
    rows = relation("partnership", "2009", "2019-09-03"), relation("partnership", "2019-09-03")
    assert drawn(*rows) == [("2009", "2019-09-03", "dated"), ("2019-09-03", "", "none_recorded")]


def test_an_event_ends_with_itself() -> None:
    assert drawn(relation("letter", "2015-07")) == [("2015-07", "2015-07", "dated")]


def test_undated_rows_are_kept_apart() -> None:
    found = ties_from("AAA", "BBB", [relation("embassy_listed")], ())
    assert found.marks == ()
    assert [mark.kind for mark in found.undated] == ["embassy_listed"]


def test_a_party_without_a_usable_source_has_no_marks() -> None:
    useless = relation("embassy", "1990", grade="NF"), relation("visit", "1990", url=None)
    found = ties_from("AAA", "BBB", useless, ())
    assert (found.marks, found.undated) == ((), ())
    assert ties("MNG", ["CUB"])[0].marks == ()


def test_quantities_are_no_marks() -> None:
    assert drawn(relation("trade", "2019"), relation("worker_quota", "2017")) == []


def test_unwelcome_marks_are_drawn_beside_the_welcome_ones() -> None:
    kinds = {mark.kind for mark in ties("MNG", ["PRK"])[0].marks}
    assert {"visit", "invitation_unanswered", "sanctions_behaviour"} <= kinds


def test_marks_stand_in_the_order_of_their_dates() -> None:
    for tie in ties("MNG", PARTIES):
        dates = [str(mark.start or mark.end) for mark in tie.marks]
        assert dates == sorted(dates)
