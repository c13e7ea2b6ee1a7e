"""The mediator's page over HTTP: who reads it, what it is made of, and the file it can be taken away in."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client

from khural import credentials
from khural.publishing import restore
from khural.web.ballots import store
from khural.web.findings.models import Result
from khural.web.findings.publication import publish_round
from khural.web.people.actions import record_consent
from khural.web.people.models import Delegation
from khural.web.rounds.models import Round, StatementText
from khural.web.rounds.phases import close_round
from tests.cast import Cast, assemble, open_round
from tests.desk import desk

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

BASE = "/cases/lake/editions/first/rounds/round-1/findings/"
PAGES = (BASE, f"{BASE}projector/", f"{BASE}findings.csv")


def _vote(cast: Cast, round_: Round) -> None:
    """Everybody agrees with the first statement; the second is answered by delegation, the third by two people."""
    salt = bytes(cast.edition.token_salt)
    versions = [s.version.pk for s in round_.statements.prefetch_related("versions")]
    for number, tokens in enumerate(cast.tokens):
        for seat, token in enumerate(tokens):
            voter = credentials.fingerprint(credentials.ballot_key(token, salt, round_.slot))
            store.vote(round_.pk, versions[0], voter, 1)
            store.vote(round_.pk, versions[1], voter, 1 if number == 0 else -1)
            if number == 2 and seat < 2:
                store.vote(round_.pk, versions[2], voter, 1)


def published_cast(*, consent: bool = True, rehearsal: bool = True) -> Cast:
    """The cast with its round published."""
    cast = assemble(rehearsal=rehearsal, statements=4)
    if not rehearsal:
        cast.round.languages = ["en"]
        cast.round.save()
    round_ = open_round(cast)
    _vote(cast, round_)
    if consent:
        for delegation in Delegation.objects.all():
            record_consent(delegation, told_by="head", on=date(2026, 6, 4), by=cast.secretary)
    close_round(round_, by=cast.secretary)
    publish_round(round_, by=cast.secretary)
    return cast


@pytest.mark.parametrize("page", PAGES)
def test_readers_read_and_everybody_else_finds_nothing(page: str) -> None:
    cast = published_cast()
    for reader in (cast.secretary, cast.mediator, cast.interpreter, cast.observer):
        assert desk(reader).get(page).status_code == 200
    for other in (cast.press, cast.outsider):
        assert desk(other).get(page).status_code == 404
    assert Client().get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_shown_before_publication_and_nothing_can_be_sent(page: str) -> None:
    cast = assemble()
    round_ = open_round(cast)
    client = desk(cast.mediator)
    assert client.get(page).status_code == 404
    close_round(round_, by=cast.secretary)
    assert client.get(page).status_code == 404
    assert client.post(page).status_code in {403, 405}


def test_the_page_shows_the_stored_values_and_asks_no_ballots() -> None:
    cast = published_cast()
    with_ballots_gone = desk(cast.mediator).get(BASE)
    stored = restore(Result.objects.get().body)
    assert [row.published for row in with_ballots_gone.context["rows"]] == list(stored.statements)
    page = with_ballots_gone.content.decode()
    assert "khural.publishing" in page
    assert f"<dd>{stored.seed} " in page


def test_agreement_stands_before_what_divides_and_too_few_is_named() -> None:
    cast = published_cast()
    page = desk(cast.mediator).get(BASE).content.decode()
    places = [page.index(f'id="{name}"') for name in ("figure", "divides", "unanswered", "baskets", "why", "made")]
    assert page.index("<table") < places[0]
    assert places == sorted(places)
    context = desk(cast.mediator).get(BASE).context
    assert [row.number for row in context["divided"]] == [2]
    assert [row.number for row in context["unanswered"]] == [3, 4]


def test_without_consent_no_delegation_has_a_column() -> None:
    cast = published_cast(consent=False)
    page = desk(cast.mediator).get(BASE).content.decode()
    assert "Results by delegation are shown only if every delegation consents." in page
    assert "Delegation 1" not in page


def test_a_rehearsal_is_marked_on_page_wall_and_file_and_a_real_round_is_not() -> None:
    cast = published_cast()
    client = desk(cast.mediator)
    assert "everything here is invented" in client.get(BASE).content.decode()
    assert "everything here is invented" in client.get(PAGES[1]).content.decode()
    assert client.get(PAGES[2]).content.decode("utf-8-sig").lstrip('"').startswith("Rehearsal: ")
    Round.objects.update(kind="closed")
    assert "invented" not in client.get(BASE).content.decode()
    assert "invented" not in client.get(PAGES[2]).content.decode()


def test_the_file_holds_what_the_page_holds_and_runs_nothing() -> None:
    cast = published_cast()
    StatementText.objects.filter(text__contains="pier 1 ").update(text='=HYPERLINK("http://example.org","x")')
    StatementText.objects.filter(text__contains="pier 2 ").update(text="+1 for the pier")
    response = desk(cast.observer).get(PAGES[2])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    body = response.content.decode("utf-8")
    assert body.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    header, *table = lines[1:]
    assert header[:4] == ["Number", "Statement", "Agree", "Disagree"]
    assert {line[1] for line in table} >= {'\'=HYPERLINK("http://example.org","x")', "'+1 for the pier"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    stored = restore(Result.objects.get().body)
    assert [int(line[0]) for line in table] == [line.number for line in stored.statements]


def test_a_reader_who_has_it_already_is_told_so_and_the_answer_depends_on_language_only() -> None:
    cast = published_cast()
    for page in PAGES[1:]:
        first = desk(cast.observer).get(page)
        assert first["Cache-Control"] == "private, no-cache"
        again = desk(cast.mediator).get(page, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        korean = desk(cast.observer).get(page, headers={"Accept-Language": "ko"})
        assert korean["ETag"] != first["ETag"]
        assert desk(cast.outsider).get(page, headers={"If-None-Match": first["ETag"]}).status_code == 404
    assert desk(cast.observer).get(BASE)["Cache-Control"] == "no-store"


def test_a_statement_without_a_translation_shows_its_original_and_says_so() -> None:
    cast = published_cast()
    page = desk(cast.observer).get(BASE, headers={"Accept-Language": "ko"}).content.decode()
    assert '<span class="said" lang="en"><bdi>The gauge at pier 1' in page


def test_a_reader_away_from_the_table_gets_no_link_that_leads_nowhere() -> None:
    cast = published_cast()
    crumbs = desk(cast.observer).get(BASE).context["crumbs"]
    assert crumbs[-2][1] == ""
    assert desk(cast.mediator).get(BASE).context["crumbs"][-2][1] == BASE.removesuffix("findings/")
