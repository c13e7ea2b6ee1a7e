"""The CSV shows what the page shows, and no spreadsheet computes anything in it."""

from __future__ import annotations

import csv
import io

import pytest

from khural.messages import MESSAGES
from khural.publishing import (
    ClosedPolicy,
    PartyTally,
    PublishError,
    RoundTally,
    StatementTally,
    publish,
    to_csv,
)

TALLY = RoundTally(
    "r",
    (("1", 9), ("2", 8), ("3", 3)),
    tuple(
        StatementTally(name, (PartyTally("1", 9, 0, 0), PartyTally("2", 0, 8, 0), PartyTally("3", 1, 1, 1)))
        for name in ("x", "y")
    ),
    20,
)
PUBLISHED = publish(TALLY, ClosedPolicy(party_view=True))
WORDS = MESSAGES | {
    "number": "No.",
    "statement": "Statement",
    "agree": "Agree",
    "disagree": "Disagree",
    "party.1": "Delegation 1",
    "party.2": "=Delegation 2",
    "party.3": "Delegation 3",
}
TEXTS = {"x": 'Open the road, and "soon"', "y": '=HYPERLINK("http://example.org")'}


def test_rows_stand_in_the_published_order_with_words_in_the_cells() -> None:
    lines = list(csv.reader(io.StringIO(to_csv(PUBLISHED, TEXTS, WORDS))))
    assert lines[0] == ["No.", "Statement", "Agree", "Disagree", "Delegation 1", "'=Delegation 2", "Delegation 3"]
    assert lines[1][:2] == ["1", 'Open the road, and "soon"']
    assert lines[1][4:] == ["mostly agree", "withheld to protect another delegation", "withheld: fewer than 5 votes"]


def test_a_notice_stands_first() -> None:
    assert to_csv(PUBLISHED, TEXTS, WORDS | {"notice": "Invented votes"}).splitlines()[0] == "Invented votes"


@pytest.mark.parametrize(
    "payload",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "  =1", "\n=1", "|calc", "％".replace("％", "%0")],
)
def test_a_formula_is_neutralised(payload: str) -> None:
    lines = list(csv.reader(io.StringIO(to_csv(PUBLISHED, TEXTS | {"x": payload}, WORDS), newline="")))
    assert lines[1][1] == "'" + payload


def test_a_missing_text_is_named() -> None:
    with pytest.raises(PublishError, match=r"party\.3"):
        to_csv(PUBLISHED, TEXTS, {key: word for key, word in WORDS.items() if key != "party.3"})


def test_columns_follow_the_order_of_the_dialogue() -> None:
    lines = list(csv.reader(io.StringIO(to_csv(PUBLISHED, TEXTS, WORDS, ("3", "1", "2")))))
    assert lines[0][4:] == ["Delegation 3", "Delegation 1", "'=Delegation 2"]
    by_name = list(csv.reader(io.StringIO(to_csv(PUBLISHED, TEXTS, WORDS))))
    assert lines[1][4:] == [by_name[1][6], by_name[1][4], by_name[1][5]]
    with pytest.raises(PublishError, match=r"party\.4"):
        to_csv(PUBLISHED, TEXTS, WORDS, ("3", "1", "2", "4"))
