"""The plane of candidates and the ties by year: what is drawn is what the table holds, and unknown is hatched."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from khural.figures import (
    Figure,
    PartyYears,
    PlanePoint,
    PlaneWords,
    TieYear,
    TieYearWords,
    plane,
    tie_years,
)

PLANE = PlaneWords("Plane", "One is first.", "Candidate", "Rank", "Ranks", "Score", "Interval", "Events", "cordial")
YEARS = TieYearWords("Ties", "Few are known.", "Party", "Year", "Cooperation", "Conflict", "thin", "unknown")
POINTS = (
    PlanePoint("Mongolia", 0.962, 0.947, 0.971, 338, "1", "1", is_marked=True),
    PlanePoint("Singapore", 0.913, 0.879, 0.935, 98, "2", "2–8"),
    PlanePoint("Close by", 0.912, 0.9, 0.92, 99, "3", "2–8"),
    PlanePoint("Thin", 0.5, 0.1, 0.8, 5, "4", "4–90"),
)
PARTIES = (
    PartyYears("East", (TieYear(2013, 40, 2), TieYear(2014, 3, 1, is_thin=True), TieYear(2015, None, None))),
    PartyYears("West", (TieYear(2013, 0, 0, is_thin=True), TieYear(2014, 9, 90), TieYear(2015, 7, 0))),
)
HOSTILE = '"><script>alert(1)</script>\x00\u202e&amp;]]>'


def drawn() -> Figure:
    return plane(POINTS, 0.5, PLANE, "plane")


def years() -> Figure:
    return tie_years(PARTIES, YEARS, "years")


@pytest.mark.parametrize("draw", [drawn, years])
def test_the_markup_is_well_formed_and_the_same_each_time(draw: object) -> None:
    figure = draw()  # type: ignore[operator]  # one of the two functions above
    assert figure == draw()  # type: ignore[operator]  # as above
    for svg in (figure.svg, figure.narrow):
        ElementTree.fromstring(svg)
        assert "style=" not in svg
        assert float(re.search(r'width="([\d.]+)"', figure.narrow)[1]) <= 344  # type: ignore[index]  # it is there


def test_every_candidate_stands_in_the_table_and_in_the_drawing() -> None:
    figure = drawn()
    assert [row[0] for row in figure.table.texts()] == [point.name for point in POINTS]
    for point in POINTS:
        assert f"{point.rank}. {point.name}: {point.score:.3f}" in figure.svg
        assert point.name in figure.narrow


def test_names_that_would_touch_each_other_are_left_to_the_table() -> None:
    labels = re.findall(r">([^<>]+)</text>", drawn().svg)
    assert "Mongolia" in labels
    assert ("Singapore" in labels) + ("Close by" in labels) == 1


def test_a_candidate_stands_higher_with_a_better_score_and_further_right_with_more_events() -> None:
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn().svg)
    places = [(float(x), float(y)) for x, y in circles]
    assert places[0][1] < places[1][1] < places[3][1]
    assert places[0][0] > places[1][0] > places[3][0]


def test_years_too_thin_or_not_covered_are_hatched_and_never_drawn_as_none() -> None:
    figure = years()
    assert figure.svg.count("url(#years-hatch)") == 3
    rows = figure.table.texts()
    assert ("East", "2015", "unknown", "") in rows
    assert ("East", "2014", "3 (thin)", "1") in rows


def test_the_same_count_has_the_same_height_for_every_party() -> None:
    more = replace(PARTIES[1], years=PARTIES[0].years)
    svg = tie_years((PARTIES[0], more), YEARS, "years").svg
    heights = re.findall(r'height="([\d.]+)" fill="#1d5c63"', svg)
    assert heights[: len(heights) // 2] == heights[len(heights) // 2 :]


def test_hostile_names_stay_words() -> None:
    for figure in (
        plane((replace(POINTS[0], name=HOSTILE),), 0.5, PLANE, "plane"),
        tie_years((replace(PARTIES[0], name=HOSTILE),), YEARS, "years"),
    ):
        for svg in (figure.svg, figure.narrow):
            assert "<script" not in svg
            ElementTree.fromstring(svg)


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="candidate"):
        plane((), 0.5, PLANE, "plane")
    with pytest.raises(ValueError, match="a year"):
        tie_years((PartyYears("East", ()),), YEARS, "years")
