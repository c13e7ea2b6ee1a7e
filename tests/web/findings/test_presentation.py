"""From published values to rows: nothing is shown that the gate withheld, and the order stays the gate's."""

from __future__ import annotations

from collections.abc import Iterable

from khural.publishing import ClosedPolicy, PartyTally, Published, RoundTally, StatementTally, publish
from khural.web.findings.presentation import PartyName, Wording, by_basket, counts, rows
from khural.web.findings.words import csv_texts, csv_words, headline

SEATS = (("10", 7), ("11", 6), ("9", 2), ("12", 4))
PARTIES = tuple(
    PartyName(party, f"Delegation {n}", f"D{n}") for n, party in enumerate(("9", "10", "11", "12"), start=1)
)


def _published(*answers: Iterable[tuple[int, int, int]], party_view: bool = True) -> Published:
    tallies = tuple(
        StatementTally(str(number), tuple(PartyTally(SEATS[i][0], *a) for i, a in enumerate(row)))
        for number, row in enumerate(answers, start=1)
    )
    voters = max((sum(sum(a) for a in row) for row in answers), default=0)
    return publish(RoundTally("1", SEATS, tallies, voters), ClosedPolicy(party_view=party_view))


def _wordings(published: Published) -> dict[str, Wording]:
    return {
        line.statement: Wording(line.statement, f"Sentence {line.statement}", "en", f"Basket {line.number % 2}", "en")
        for line in published.statements
    }


AGREED = ((7, 0, 0), (6, 0, 0), (2, 0, 0), (4, 0, 0))
DIVIDED = ((7, 0, 0), (0, 6, 0), (1, 1, 0), (2, 2, 0))
SILENT = ((2, 0, 0), (1, 1, 0), (0, 0, 0), (0, 0, 0))


def test_rows_stand_in_the_published_order_and_delegations_in_the_order_given() -> None:
    published = _published(DIVIDED, AGREED)
    table = rows(published, _wordings(published), PARTIES)
    assert [row.number for row in table] == [line.number for line in published.statements] == [2, 1]
    assert [cell.party for cell in table[0].cells] == list(PARTIES)


def test_a_cell_without_a_band_says_why_and_never_how_many() -> None:
    published = _published(AGREED)
    (row,) = rows(published, _wordings(published), PARTIES)
    small = row.cells[0]
    assert small.kind == "not_enough_votes"
    assert small.text == "withheld: fewer than 5 votes"
    assert small.glyph == ""
    assert {cell.kind for cell in row.cells} == {"mostly_agree", "not_enough_votes"}


def test_without_the_party_view_there_are_no_columns() -> None:
    published = _published(AGREED, party_view=False)
    (row,) = rows(published, _wordings(published), PARTIES)
    assert row.cells == ()


def test_what_divides_is_judged_by_shown_values_only() -> None:
    published = _published(AGREED, DIVIDED, SILENT)
    by_number = {row.number: row for row in rows(published, _wordings(published), PARTIES)}
    assert [number for number, row in sorted(by_number.items()) if row.is_divided] == [2]
    assert [number for number, row in sorted(by_number.items()) if row.is_unanswered] == [3]


def test_totals_divide_where_a_third_or_more_stands_on_both_sides() -> None:
    published = _published(DIVIDED, AGREED, party_view=False)
    by_number = {row.number: row for row in rows(published, _wordings(published), PARTIES)}
    assert {number: row.is_divided for number, row in by_number.items()} == {1: True, 2: False}


def test_an_erased_statement_is_left_out_of_the_page_and_keeps_its_number_in_the_file() -> None:
    published = _published(AGREED, DIVIDED)
    wordings = _wordings(published)
    del wordings["1"]
    assert [row.number for row in rows(published, wordings, PARTIES)] == [2]
    assert csv_texts(published, wordings)["1"] == "(1)"


def test_baskets_follow_the_statement_order_and_their_rows_the_published_one() -> None:
    published = _published(DIVIDED, AGREED, AGREED)
    grouped = by_basket(rows(published, _wordings(published), PARTIES))
    assert [(name, [row.number for row in lines]) for name, lines in grouped] == [
        ("Basket 1", [3, 1]),
        ("Basket 0", [2]),
    ]


def test_counts_add_up_to_all_cells() -> None:
    published = _published(DIVIDED, AGREED)
    found = counts(rows(published, _wordings(published), PARTIES))
    assert sum(n for kind, n in found.items() if kind != "all") == found["all"] == 8


def test_the_headline_counts_what_every_shown_delegation_accepts() -> None:
    published = _published(DIVIDED, AGREED)
    assert headline(rows(published, _wordings(published), PARTIES)).startswith("1 of the 2 statements")
    bare = _published(AGREED, party_view=False)
    assert headline(rows(bare, _wordings(bare), PARTIES)).startswith("No delegation can be shown")


def test_every_code_of_the_table_has_a_word_for_the_file() -> None:
    words = csv_words(PARTIES, "")
    assert "notice" not in words
    assert words["party.9"] == "Delegation 1"
    assert {code for code in words if code.startswith("publishing.cell.")} >= {
        "publishing.cell.withheld",
        "publishing.cell.no_consent",
    }
