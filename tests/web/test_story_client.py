"""The story at the desk: from an empty database to a published round whose ballots are gone, over real pages."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from khural import credentials
from khural.web.ballots import durability, store
from khural.web.cases.models import Case, Edition
from khural.web.findings.models import Result
from khural.web.findings.publication import published
from khural.web.people.models import Delegation
from khural.web.record.actions import first_broken
from khural.web.rounds.models import Phase, Round
from khural.web.staff.models import Membership, Role
from tests.desk import desk

pytestmark = pytest.mark.django_db(databases=["default", "ballots"], transaction=True)

STATEMENTS = """\ufeff1. The gauge at pier 1 should be read every day.
2)\tFishing stops in May.\tWater
- Both shores publish their catch."""
CODE = re.compile(r'<p class="code" translate="no">([0-9A-Z-]{35})</p>')
EDITION = "/cases/the-lake/editions/rehearsal/"
ROUND = EDITION + "rounds/round-1/"


def _post(client: Client, path: str, **data: object) -> str:
    response = client.post(path, data, follow=True)
    assert response.status_code == 200, (path, response.status_code, response.content.decode()[:4000])
    return response.content.decode()


@pytest.fixture
def secretary() -> Client:
    """The first account of an installation at an empty desk."""
    return desk(User.objects.create_superuser("secretary"))


def _prepare(client: Client) -> None:
    assert "There is no case yet" in client.get("/cases/").content.decode()
    _post(
        client,
        "/cases/new/",
        name="The Lake",
        summary="Two shores.",
        dialogue="Lake Dialogue",
        host="Nordia",
        track="1.5",
        rule="chatham_house",
    )
    for name in ("Westshore", "Eastshore"):
        _post(client, "/cases/the-lake/edit/parties/new/", name=name, role="party", name_in_ko="호수")
    _post(client, "/cases/the-lake/edit/baskets/new/", name="Water")
    page = _post(
        client,
        "/cases/the-lake/editions/new/",
        name="Rehearsal",
        year=2026,
        start="2026-06-04",
        end="2026-06-05",
        venue="Pier House",
        track="1.5",
        issuing="envelope",
        is_rehearsal="on",
    )
    assert "Rehearsal: everything here is invented" in page


def _delegations(client: Client) -> dict[int, list[str]]:
    codes = {}
    for seats in (5, 6, 7):
        _post(client, f"{EDITION}people/new/", seats=seats)
    for delegation in Delegation.objects.all():
        page = _post(client, f"{EDITION}people/{delegation.pk}/sheets/", confirm="on", language="ko")
        codes[delegation.pk] = CODE.findall(page)
        assert len(codes[delegation.pk]) == delegation.seats
        _post(client, f"{EDITION}people/{delegation.pk}/consent/", told_by="The head, by word", on="2026-06-03")
    return codes


def _statements(client: Client) -> None:
    _post(client, f"{EDITION}rounds/new/", name="Round 1", source_language="en", languages=["en", "mn", "ko"])
    preview = _post(client, f"{ROUND}statements/paste/", statements=STATEMENTS)
    assert "Nothing is stored yet" in preview
    assert not Round.objects.get().statements.exists()
    listed = _post(client, f"{ROUND}statements/paste/", statements=STATEMENTS, store="1")
    assert "3 statements were added" in listed


def _vote(codes: dict[int, list[str]]) -> list[str]:
    """Every delegate answers every statement; the fingerprints by which the store knew them are returned."""
    edition, round_ = Edition.objects.get(), Round.objects.get()
    fingerprints = []
    for place, code in enumerate(code for group in codes.values() for code in group):
        token = credentials.decode(code)
        key = credentials.fingerprint(credentials.ballot_key(token, bytes(edition.token_salt), round_.slot))
        fingerprints.append(key)
        for statement in round_.statements.all():
            answer = 1 if statement.number == 1 else (-1, 0, 1)[place % 3]
            assert store.vote(round_.pk, statement.version.pk, key, answer)
    return fingerprints


def test_a_round_is_held_from_an_empty_database_to_published_results(secretary: Client) -> None:
    _prepare(secretary)
    codes = _delegations(secretary)
    _statements(secretary)
    _post(secretary, f"{ROUND}start-voting/", confirm="on")
    fingerprints = _vote(codes)
    assert durability.raw_hits(fingerprints) == len(fingerprints)
    assert "Turnout" in _post(secretary, f"{ROUND}close/", confirm="on")
    page = _post(secretary, f"{ROUND}publish/", confirm="on")
    assert "searched for their fingerprints: 0 found" in page

    round_ = Round.objects.get()
    assert round_.phase == Phase.PUBLISHED
    assert store.rounds_with_ballots() == set()
    assert durability.raw_hits(fingerprints) == 0
    shown = published(round_)
    assert shown is not None
    first = shown.statements[0]
    assert first.statement == str(round_.statements.get(number=1).version.pk)
    assert {cell.band for cell in first.cells} == {"mostly_agree"}
    dialogue = Case.objects.get().dialogues.get()
    assert first_broken(dialogue) is None
    record = secretary.get(f"{EDITION}record/").content.decode()
    assert "The chain holds" in record
    assert "published the round" in record
    assert not any(code in record for group in codes.values() for code in group)


def test_erasing_a_rehearsal_leaves_no_fingerprint_in_the_raw_bytes(secretary: Client) -> None:
    _prepare(secretary)
    codes = _delegations(secretary)
    _statements(secretary)
    _post(secretary, f"{ROUND}start-voting/", confirm="on")
    fingerprints = _vote(codes)
    asked = secretary.get(f"{EDITION}erase/").content.decode()
    assert "3 delegations with their sealed sheets" in asked
    assert secretary.post(f"{EDITION}erase/").status_code == 400
    assert Edition.objects.exists()
    page = _post(secretary, f"{EDITION}erase/", confirm="on")
    assert "searched for them afterwards: 0 found" in page
    assert durability.raw_hits(fingerprints) == 0
    assert not Edition.objects.exists()
    assert not Round.objects.exists()
    assert not Result.objects.exists()
    assert Case.objects.get().parties.count() == 2
    assert first_broken(Case.objects.get().dialogues.get()) is None


def test_a_mediator_may_take_the_same_steps_and_an_observer_none(secretary: Client) -> None:
    _prepare(secretary)
    codes = _delegations(secretary)
    _statements(secretary)
    dialogue = Case.objects.get().dialogues.get()
    staff = {}
    for role in (Role.MEDIATOR, Role.OBSERVER):
        user = User.objects.create_user(role)
        Membership.objects.create(user=user, dialogue=dialogue, role=role)
        staff[role] = desk(user)
    for step in ("start-voting", "close", "publish"):
        for method in (staff[Role.OBSERVER].get, staff[Role.OBSERVER].post):
            assert method(f"{ROUND}{step}/", {"confirm": "on"}).status_code == 404
        _post(staff[Role.MEDIATOR], f"{ROUND}{step}/", confirm="on")
        if step == "start-voting":
            _vote(codes)
    assert Round.objects.get().phase == Phase.PUBLISHED
    with connections["ballots"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ballots_ballot")
        assert cursor.fetchone()[0] == 0
