"""A pasted list: what is understood, and what each wrong line is told by its number."""

from __future__ import annotations

import pytest

from khural.web.cases.models import Basket
from khural.web.rounds.pasting import read_list

WATER = Basket(name="Water", names={"ko": "물"})


def _texts(raw: str) -> list[str]:
    pasted = read_list(raw, [WATER], [])
    assert pasted.errors == ()
    return [line.text for line in pasted.lines]


@pytest.mark.parametrize(
    "raw",
    [
        "Read the gauge.\nStop in May.",
        "\ufeff1. Read the gauge.\n2. Stop in May.",
        "1) Read the gauge.\r\n2) Stop in May.\r\n\r\n",
        "(1) Read the gauge.\r(2) Stop in May.",
        "- Read the gauge.\n• Stop in May.",
        "1\tRead the gauge.\n2\tStop in May.",
        "1.\tRead the gauge.\t\n2.\tStop in May.\t",
        "1、Read the gauge.\n2．Stop in May.",
    ],
)
def test_numbering_line_ends_and_cells_do_not_matter(raw: str) -> None:
    assert _texts(raw) == ["Read the gauge.", "Stop in May."]


def test_a_number_that_belongs_to_the_statement_stays() -> None:
    assert _texts("24 hours are enough.\n1.5 degrees matter.\n2030 is the year.") == [
        "24 hours are enough.",
        "1.5 degrees matter.",
        "2030 is the year.",
    ]


def test_a_second_cell_names_the_basket_in_any_of_its_names() -> None:
    lines = read_list("Read the gauge.\tWATER\nStop in May.\t물", [WATER], []).lines
    assert [line.basket for line in lines] == [WATER, WATER]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("Fine.\nbad\0line", "Line 2: This text holds the control character U+0000"),
        ("Fine.\n\n\u202eevil", "Line 3: This text holds the invisible control RIGHT-TO-LEFT OVERRIDE"),
        ("Fine.\n🕊🕊", "Line 2: it holds no words."),
        ("Fine.\nx", "Line 2: it holds no words."),
        ("Fine.\n\u200b\u200d", "Line 2: There is nothing to see"),
        ("Fine.\n" + "a" * 50_000, "Line 2: it has 50000 characters; a statement has at most 500."),
        ("Fine.\n" + "a" * 501, "Line 2: it has 501 characters"),
        ("Fine.\na" + "\u0301" * 300, "Line 2: More than 8 marks"),
        ("Fine.\nStop.\tTrade", "Line 2: “Trade” is no basket of this dialogue."),
        ("Fine.\n1\tStop.\tWater\tmore", "Line 2: it has 3 cells"),
        ("Stop now.\nFine.\nSTOP  now.", "Line 3: it says the same as line 1."),
        ("Fine.\nAlready there.", "Line 2: it says the same as a statement of this round."),
        ("\n".join(f"Line of words {n}" for n in range(201)), "201 lines are more than 200."),
    ],
)
def test_a_wrong_line_is_named_by_its_number(raw: str, sentence: str) -> None:
    errors = read_list(raw, [WATER], ["Already there."]).errors
    assert len(errors) == 1
    assert errors[0].startswith(sentence)


def test_mixed_alphabets_are_shown_and_kept() -> None:
    line = read_list("The pеace holds.", [], []).lines[0]
    assert line.mixed == ("pеace",)


def test_text_that_looks_like_code_is_text() -> None:
    for text in ("<script>alert(1)</script>", "{{7*7}} and {% load x %}", "../../etc/passwd", "=1+1 is two"):
        assert _texts(text) == [text]
