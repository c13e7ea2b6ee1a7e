"""Statements: typed, pasted, reworded, translated, reviewed, withdrawn; never overwritten in silence."""

from __future__ import annotations

import pytest
from django.test import Client

from khural.web.rounds import actions
from khural.web.rounds.models import Statement, StatementState, StatementText
from tests.cast import Cast, assemble, open_round
from tests.desk import desk
from tests.forms import hidden, hidden_in
from tests.web.rows import queries

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

STATEMENTS = "/cases/lake/editions/first/rounds/round-1/statements/"


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


def _text(cast: Cast, number: int, language: str) -> StatementText | None:
    return cast.round.statements.get(number=number).version.text_in(language)


def test_a_list_is_shown_before_anything_is_stored(cast: Cast, secretary: Client) -> None:
    typed = {"statements": "1. One more line.\n2. <script>alert(1)</script>", "basket": ""}
    page = secretary.post(f"{STATEMENTS}paste/", typed).content.decode()
    assert "Nothing is stored yet" in page
    assert "<script>alert(1)" not in page
    assert Statement.objects.count() == 4
    assert secretary.post(f"{STATEMENTS}paste/", {**typed, "store": "1"}).status_code == 302
    assert [s.version.source_text.text for s in cast.round.statements.all()][4:] == [
        "One more line.",
        "<script>alert(1)</script>",
    ]


def test_one_wrong_line_stores_nothing_and_keeps_what_was_typed(cast: Cast, secretary: Client) -> None:
    typed = {"statements": "A good line.\nbad \x1b line", "store": "1"}
    answer = secretary.post(f"{STATEMENTS}paste/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Line 2: This text holds the control character U+001B" in page
    assert "A good line." in page
    assert Statement.objects.count() == 4


@pytest.mark.parametrize("raw", ["", " \n \n", "\ufeff", "x" * 250_000])
def test_an_empty_or_huge_list_is_refused(cast: Cast, secretary: Client, raw: str) -> None:
    answer = secretary.post(f"{STATEMENTS}paste/", {"statements": raw, "store": "1"})
    assert answer.status_code == 400
    assert Statement.objects.count() == 4


def test_a_request_beyond_every_bound_is_refused_before_it_is_read(cast: Cast, secretary: Client) -> None:
    for sent in ({"statements": "x" * 600_000}, {f"field{n}": "x" for n in range(2001)}):
        assert secretary.post(f"{STATEMENTS}paste/", sent).status_code == 400
    assert Statement.objects.count() == 4


@pytest.mark.parametrize("text", ["", "x", "🕊", "a" * 501, "a" * 50_000, "a\0b", "\u202eab", "\u200b", "\ufffd word"])
def test_a_typed_statement_is_refused_beside_its_field(cast: Cast, secretary: Client, text: str) -> None:
    answer = secretary.post(f"{STATEMENTS}new/", {"text": text})
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert Statement.objects.count() == 4


def test_a_typed_statement_is_added_with_its_basket(cast: Cast, secretary: Client) -> None:
    basket = cast.dialogue.baskets.get()
    secretary.post(f"{STATEMENTS}new/", {"text": "  Boats  are counted. ", "basket": basket.pk})
    made = cast.round.statements.get(number=5)
    assert (made.version.source_text.text, made.basket) == ("Boats  are counted.", basket)


def test_two_people_never_overwrite_each_other_in_silence(cast: Cast, secretary: Client) -> None:
    interpreter, path = desk(cast.interpreter), f"{STATEMENTS}1/ko/"
    first = {**hidden(secretary, f"{STATEMENTS}1/", path), "text": "첫 번째 글.", "translated_by": "Kim"}
    assert secretary.post(path, first).status_code == 302
    answer = interpreter.post(path, {**first, "text": "두 번째 글."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "첫 번째 글." in page
    assert "두 번째 글." in page
    stored = _text(cast, 1, "ko")
    assert stored is not None
    assert (stored.text, stored.revision) == ("첫 번째 글.", 1)
    again = {**first, **hidden_in(page, path), "text": "두 번째 글."}
    assert interpreter.post(path, again).status_code == 302


def test_a_review_names_its_reader_and_falls_with_the_next_change(cast: Cast, secretary: Client) -> None:
    page, path, typed = f"{STATEMENTS}1/", f"{STATEMENTS}1/ko/", {"text": "글이 있다.", "translated_by": "Kim"}
    secretary.post(path, {**hidden(secretary, page, path), **typed})
    interpreter = desk(cast.interpreter)
    seen = hidden(interpreter, page, f"{path}review/")
    assert secretary.post(f"{path}review/", {**seen, "reviewed_by": "Lee"}).status_code == 404
    assert interpreter.post(f"{path}review/", {**seen, "reviewed_by": ""}).status_code == 400
    assert interpreter.post(f"{path}review/", {"reviewed_by": "Lee"}).status_code == 409
    assert interpreter.post(f"{path}review/", {**seen, "reviewed_by": "Lee"}).status_code == 302
    text = _text(cast, 1, "ko")
    assert text is not None
    assert text.reviewed_by == "Lee"
    secretary.post(path, {**hidden(secretary, page, path), **typed, "text": "다른 글이다."})
    text.refresh_from_db()
    assert not text.is_reviewed


def test_a_language_that_the_round_has_not_is_not_there(cast: Cast, secretary: Client) -> None:
    typed = {"text": "Текст.", "translated_by": "K"}
    assert secretary.post(f"{STATEMENTS}1/ru/", typed).status_code == 404
    assert secretary.post(f"{STATEMENTS}1/en/", typed).status_code == 409


def test_another_wording_is_a_version_of_its_own(cast: Cast, secretary: Client) -> None:
    path, reword = f"{STATEMENTS}1/ko/", f"{STATEMENTS}1/reword/"
    korean = {**hidden(secretary, f"{STATEMENTS}1/", path), "text": "글이 있다.", "translated_by": "Kim"}
    assert secretary.post(path, korean).status_code == 302
    seen = hidden(secretary, reword)
    assert secretary.post(reword, {**seen, "text": "Read it daily."}).status_code == 302
    statement = cast.round.statements.get(number=1)
    assert (statement.version.number, statement.version.text_in("ko")) == (2, None)
    page = secretary.get(f"{STATEMENTS}1/").content.decode()
    assert "Earlier wordings" in page
    # A translation of the wording before is none of this one.
    assert secretary.post(path, {**korean, "text": "글이다."}).status_code == 409
    stale = secretary.post(reword, {**seen, "text": "Read it weekly."})
    assert stale.status_code == 409
    assert "Read it weekly." in stale.content.decode()
    assert "Read it daily." in stale.content.decode()


def test_a_statement_is_withdrawn_and_restored_until_it_is_open(cast: Cast, secretary: Client) -> None:
    secretary.post(f"{STATEMENTS}1/withdraw/")
    assert cast.round.statements.get(number=1).state == StatementState.WITHDRAWN
    secretary.post(f"{STATEMENTS}1/restore/")
    open_round(cast)
    page = secretary.post(f"{STATEMENTS}1/withdraw/", follow=True).content.decode()
    assert "This statement is open to vote and stays in the round." in page
    page = f"{STATEMENTS}1/reword/"
    late = secretary.post(page, {**hidden(secretary, page), "text": "Too late."})
    assert late.status_code == 409
    assert "People may have voted on this wording." in late.content.decode()
    assert cast.round.statements.get(number=1).state == StatementState.OPEN


def test_a_statement_added_while_voting_waits_until_it_is_opened(cast: Cast, secretary: Client) -> None:
    open_round(cast)
    secretary.post(f"{STATEMENTS}new/", {"text": "A late idea."})
    round_page = "/cases/lake/editions/first/rounds/round-1/"
    assert "Open 1 waiting statement" in secretary.get(round_page).content.decode()
    secretary.post(f"{round_page}open-statements/")
    assert cast.round.statements.get(number=5).state == StatementState.OPEN


def test_the_list_asks_as_often_for_one_statement_as_for_three(cast: Cast, secretary: Client) -> None:
    cast.round.statements.exclude(number=1).delete()
    paths = (STATEMENTS, f"{STATEMENTS}1/", "/cases/lake/editions/first/rounds/round-1/languages/")
    before = [queries(secretary, path) for path in paths]
    actions.add_statements(
        cast.round, texts=["Second idea.", "Third idea."], language="en", basket=None, by=cast.secretary
    )
    assert [queries(secretary, path) for path in paths] == before
