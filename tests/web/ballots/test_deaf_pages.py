"""Between two publications of the turnout no staff page changes, nor the work it takes, whoever votes meanwhile."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khural.web.ballots import store
from khural.web.ballots.models import Ballot
from tests.cast import assemble, open_round
from tests.desk import desk

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

EDITION = "/cases/lake/editions/first/"
ROUND = f"{EDITION}rounds/round-1/"
PAGES = (
    *("/today/", "/cases/", "/cases/lake/", "/cases/lake/dialogue/", "/cases/lake/staff/"),
    *(EDITION, f"{EDITION}people/", f"{EDITION}record/"),
    *(ROUND, f"{ROUND}statements/", f"{ROUND}offers/", f"{ROUND}languages/", f"{ROUND}close/"),
)
FORM_KEY = re.compile(r'(csrfmiddlewaretoken" value=")[^"]+')
VOTERS = 9  # one fewer than the floor of every total


def _seen(client: Client, page: str) -> tuple[int, str, list[tuple[str, str]], int, int]:
    """Everything of a page that its reader could compare: status, text, headers, and queries for the time it takes."""
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["ballots"]) as ballots,
    ):
        answer = client.get(page)
    text = FORM_KEY.sub(r"\1", answer.content.decode())
    return answer.status_code, text, sorted(answer.headers.items()), len(main), len(ballots)


def test_no_staff_page_tells_that_somebody_voted() -> None:
    cast = assemble()
    open_round(cast)
    rows = list(Ballot.objects.values_list("version_id", "credential_hash"))
    hashes = sorted({value for _, value in rows})
    staff: tuple[User, ...] = (cast.secretary, cast.mediator, cast.interpreter, cast.observer)
    readers = [desk(user) for user in staff]
    for reader in readers:
        for page in PAGES:
            reader.get(page)  # the first reading may store a turnout
    before = [[_seen(reader, page) for page in PAGES] for reader in readers]
    for version, value in rows:
        if value in hashes[:VOTERS]:
            assert store.vote(cast.round.pk, version, value, (-1, 0, 1)[hashes.index(value) % 3])
    after = [[_seen(reader, page) for page in PAGES] for reader in readers]
    assert after == before
    assert not any(value in text for shown in after for _, text, *_ in shown for value in hashes)
