"""Sealed sheets: shown once, one page a seat, and nothing on them that leads to a delegation."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from khural import credentials
from khural.web.ballots import store
from khural.web.cases.models import IssuingMode
from khural.web.people import actions
from khural.web.people.models import Delegation, Reissue
from khural.web.people.sheets import greetings, is_local
from khural.web.record.models import Entry
from tests.cast import Cast, assemble, open_round
from tests.desk import desk

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

PEOPLE = "/cases/lake/editions/first/people/"
CODE = re.compile(r'translate="no">([0-9A-Z-]{35})<')


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


@pytest.fixture
def fresh(cast: Cast) -> Delegation:
    """A delegation of two whose sheets are not printed."""
    return actions.add_numbered_delegation(cast.edition, seats=2, by=cast.secretary)


def _key(cast: Cast, code: str) -> str:
    return credentials.fingerprint(credentials.member_key(credentials.decode(code), bytes(cast.edition.token_salt)))


def test_sheets_are_drawn_once_and_each_opens_the_place_of_its_delegation(
    cast: Cast, secretary: Client, fresh: Delegation
) -> None:
    path = f"{PEOPLE}{fresh.pk}/sheets/"
    page = secretary.post(path, {"confirm": "on", "language": "mn"}).content.decode()
    codes = CODE.findall(page)
    assert len(set(codes)) == fresh.seats
    assert page.count("<svg") == fresh.seats
    assert {store.delegation_of(cast.edition.pk, _key(cast, code)) for code in codes} == {fresh.pk}
    again = secretary.post(path, {"confirm": "on"})
    assert again.status_code == 409
    assert not CODE.search(again.content.decode())


def test_a_sheet_is_not_drawn_before_somebody_says_that_a_printer_is_ready(
    cast: Cast, secretary: Client, fresh: Delegation
) -> None:
    for sent in ({}, {"confirm": "on", "language": "tlh"}):
        assert secretary.post(f"{PEOPLE}{fresh.pk}/sheets/", sent).status_code == 400
    assert not CODE.search(secretary.get(f"{PEOPLE}{fresh.pk}/sheets/").content.decode())
    fresh.refresh_from_db()
    assert fresh.sheets_printed_on is None


def test_a_sheet_names_no_delegation_and_marks_the_rehearsal(cast: Cast, secretary: Client, fresh: Delegation) -> None:
    page = secretary.post(f"{PEOPLE}{fresh.pk}/sheets/", {"confirm": "on"}).content.decode()
    for sheet in page.split('<article class="sheet">')[1:]:
        paper = sheet.split("</article>")[0]
        assert fresh.name not in paper
        assert "Rehearsal: everything here is invented" in paper
        assert {f'lang="{code}"' for code in ("en", "mn", "ko", "zh-hans", "ja", "ru")} <= set(
            re.findall(r'lang="[a-z-]+"', paper)
        )
        assert " style=" not in paper
        assert "http://testserver/v/" in paper


def test_the_page_is_kept_by_no_cache_and_no_code_stands_in_the_record(
    cast: Cast, secretary: Client, fresh: Delegation
) -> None:
    answer = secretary.post(f"{PEOPLE}{fresh.pk}/sheets/", {"confirm": "on"})
    assert answer.headers["Cache-Control"] == "no-store"
    code = CODE.findall(answer.content.decode())[0]
    stored = " ".join(str(entry.detail) + entry.subject for entry in Entry.objects.all())
    assert code not in stored
    assert _key(cast, code) not in stored


def test_a_sheet_says_how_it_was_given_out(cast: Cast) -> None:
    assert "Draw one sheet yourself" in greetings(cast.edition, "http://host/v/")[0].lines[-1]
    cast.edition.issuing = IssuingMode.NAMED
    assert "could know its code" in greetings(cast.edition, "http://host/v/")[0].lines[-1]


def test_an_address_that_no_phone_can_open_is_warned_of(secretary: Client, fresh: Delegation) -> None:
    assert is_local("http://127.0.0.1:8000/v/")
    assert not is_local("https://talks.example/v/")
    page = secretary.get(f"{PEOPLE}{fresh.pk}/sheets/", headers={"host": "localhost:8000"}).content.decode()
    assert "which no phone can open" in page


def test_a_reissue_needs_two_persons_and_kills_the_old_sheets(cast: Cast, secretary: Client) -> None:
    open_round(cast)
    first = cast.delegations[0]
    mediator, path = desk(cast.mediator), f"{PEOPLE}{first.pk}/reissue/"
    assert mediator.get(f"{path}approve/").status_code == 404
    page = secretary.post(path, {"reason": "One sheet was lost."}, follow=True).content.decode()
    assert "waits for the mediator" in page
    assert secretary.post(path, {"reason": "Again."}).status_code == 409
    for client in (secretary, desk(cast.interpreter)):
        assert client.post(f"{path}approve/", {"confirm": "on"}).status_code == 404
    assert "stop working, at once" in mediator.get(f"{path}approve/").content.decode()
    codes = CODE.findall(mediator.post(f"{path}approve/", {"confirm": "on"}).content.decode())
    assert {store.delegation_of(cast.edition.pk, _key(cast, code)) for code in codes} == {first.pk}
    old = [_key(cast, credentials.encode(token)) for token in cast.tokens[0]]
    assert {store.delegation_of(cast.edition.pk, key) for key in old} == {None}
    assert "One sheet was lost." in secretary.get(PEOPLE).content.decode()
    assert mediator.post(f"{path}approve/", {"confirm": "on"}).status_code == 404
    assert Reissue.objects.get().approved_on is not None


def test_nobody_approves_a_reissue_of_their_own(cast: Cast) -> None:
    first = cast.delegations[0]
    actions.request_reissue(first, reason="One sheet was lost.", on=first.sheets_printed_on, by=cast.mediator)
    answer = desk(cast.mediator).post(f"{PEOPLE}{first.pk}/reissue/approve/", {"confirm": "on"})
    assert answer.status_code == 409
    assert Reissue.objects.get().approved_on is None
