"""The figures of Measure: what is drawn is what the table says, gaps are hatched, placebos are told apart."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from khural.figures import (
    FanPoint,
    Figure,
    ResponsePoint,
    ResponseWords,
    SeriesMark,
    SeriesPoint,
    SeriesWords,
    response_curve,
    tension_series,
)
from khural.figures.scales import Days, Heights, ticks, written

SVG = "{http://www.w3.org/2000/svg}"
WORDS = SeriesWords(
    title="Net cooperation",
    sentence="Cannot tell.",
    period="Month",
    observed="observed",
    level="level",
    interval="95 %",
    simple="mean",
    fan="what may come",
    nothing="nothing in the source",
    styles={"stick": "pressure", "talks": "talks"},
)
RESPONSE = ResponseWords("After sanctions", "Cannot tell.", "before: placebo", "after", "Month", "ratio", "95 %")


def series(*observed: float | None, fan: int = 2) -> Figure:
    points = [SeriesPoint(date(2018, n, 1), value, 1.0, 0.5, 1.5) for n, value in enumerate(observed, start=1)]
    coming = [FanPoint(date(2018, len(observed) + n, 1), (-1, 0, 1, 2, 3)) for n in range(1, fan + 1)]
    marks = [SeriesMark(date(2018, 1, 20), "talks", "they met"), SeriesMark(date(2031, 1, 1), "stick", "too late")]
    return tension_series(points, coming, marks, WORDS, "t")


def hints(markup: str) -> list[str]:
    root = ElementTree.fromstring(markup)
    return [title.text or "" for title in root.iterfind(f".//{SVG}g/{SVG}title")]


def test_every_observed_period_is_drawn_and_a_gap_is_hatched_never_zero() -> None:
    figure = series(2.0, None, -0.5)
    for markup in (figure.svg, figure.narrow):
        said = hints(markup)
        assert [one for one in said if "observed" in one] == ["2018-01-01: observed 2.00", "2018-03-01: observed −0.50"]
        assert "-hatch)" in markup
        assert "2018-01-20: they met" in said
        assert not any("too late" in one for one in said)
    texts = figure.table.texts()
    assert texts[1] == ("2018-02-01", "nothing in the source", "1.00", "0.50 – 1.50")
    assert len(texts) == 5


def test_without_a_gap_nothing_is_hatched() -> None:
    assert "-hatch)" not in series(1.0, 2.0).svg


def test_the_same_values_give_the_same_bytes() -> None:
    assert series(1.0, None).svg == series(1.0, None).svg


def test_nothing_known_is_no_figure() -> None:
    with pytest.raises(ValueError, match="needs a point"):
        tension_series([], [], [], WORDS, "t")
    with pytest.raises(ValueError, match="needs a point"):
        response_curve([], RESPONSE, "r")


def test_placebos_are_shaded_and_the_table_says_every_interval() -> None:
    points = [ResponsePoint(h, 1.1, 0.9, 1.3) for h in (-2, -1, 0, 1)]
    figure = response_curve(points, RESPONSE, "r")
    assert "before: placebo" in figure.svg
    assert figure.table.texts()[0] == ("−2", "1.10", "0.90 – 1.30")
    assert figure.table.texts()[2][0] == "0"
    assert "before: placebo" not in response_curve(points[2:], RESPONSE, "r").svg


def test_halving_and_doubling_are_equally_far() -> None:
    heights = Heights(0.25, 4.0, 200, 0, is_ratio=True)
    assert heights.at(1.0) == pytest.approx(100)
    assert heights.at(0.5) - heights.at(1.0) == pytest.approx(heights.at(1.0) - heights.at(2.0))
    assert heights.at(100) == 0


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 10, (0, 2, 4, 6, 8, 10)), (-1.2, 3.1, (-2, -1, 0, 1, 2, 3, 4)), (0, 0, (0.0, 0.2)), (0, 0.04, None)],
)
def test_ticks_are_round_and_cover_the_values(low: float, high: float, expected: tuple[float, ...] | None) -> None:
    found = ticks(low, high)
    assert found[0] <= low <= high <= found[-1]
    if expected:
        assert found == pytest.approx(expected)
    assert len({written(step, found) for step in found}) == len(found)


def test_years_are_thinned_until_they_fit() -> None:
    assert Days(date(2000, 1, 1), date(2020, 6, 1), 0, 100).years(5) == [2000, 2005, 2010, 2015, 2020]
