"""The opinion map: fields never points, the same in drawing and table, one's own field only where it is asked for."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from khural.figures import DensityWords, density_map, share_mark

FIELDS = ((None, 25, 10), (25, 40, 30), (15, None, 15))
WORDS = DensityWords("Map", "Where people stand.", "row %(n)d", "column %(n)d", "about %(n)d", "fewer than 10", "here")
SVG = "{http://www.w3.org/2000/svg}"


def test_every_shown_field_stands_in_the_drawing_and_every_field_in_the_table() -> None:
    figure = density_map(FIELDS, WORDS, "map")
    drawing = ET.fromstring(figure.svg)
    shown = [text.text for text in drawing.iter(f"{SVG}text")]
    assert shown == ["25", "10", "25", "40", "30", "15", "15"]
    assert figure.table.texts() == (
        ("row 1", "fewer than 10", "25", "10"),
        ("row 2", "25", "40", "30"),
        ("row 3", "15", "fewer than 10", "15"),
    )
    assert not list(drawing.iter(f"{SVG}circle"))


def test_ones_own_field_is_marked_in_drawing_and_table() -> None:
    figure = density_map(FIELDS, WORDS, "map", own=(2, 0))
    assert figure.table.texts()[0][3] == "10 (here)"
    circles = list(ET.fromstring(figure.svg).iter(f"{SVG}circle"))
    assert {(circle.get("cx"), circle.get("cy")) for circle in circles} == {("400", "80")}


def test_small_fields_carry_no_number_too_small_to_read() -> None:
    wide = tuple(tuple(10 for _ in range(15)) for _ in range(15))
    figure = density_map(wide, WORDS, "map", width=200)
    assert not list(ET.fromstring(figure.svg).iter(f"{SVG}text"))
    assert len(figure.table.rows) == 15


def test_a_share_lies_between_the_ends_of_its_range() -> None:
    mark = ET.fromstring(share_mark(60, 45, 75))
    dot = next(one for one in mark.iter() if one.tag.endswith("circle"))
    bar = [one for one in mark.iter() if one.tag.endswith("line")][2]
    assert float(bar.get("x1", "")) < float(dot.get("cx", "")) < float(bar.get("x2", ""))
    assert mark.get("aria-hidden") == "true"
