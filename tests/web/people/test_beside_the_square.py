"""An open consultation takes a slot of the edition and is no round of its table: it stops nothing and leads nowhere."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from khural.web.people import actions
from khural.web.people.models import Delegation
from khural.web.square import phases
from tests.cast import DAY, Cast, assemble
from tests.desk import desk
from tests.square import open_square

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

EDITION = "/cases/lake/editions/first/"


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


def test_a_consultation_beside_the_table_holds_up_no_delegation(cast: Cast) -> None:
    consultation = open_square(cast).consultation
    made = actions.add_numbered_delegation(cast.edition, seats=5, by=cast.secretary)
    assert len(actions.print_sheets(made, on=DAY, by=cast.secretary)) == 5
    phases.close(consultation, by=cast.secretary)
    reissue = actions.request_reissue(cast.delegations[0], reason="lost", on=DAY, by=cast.mediator)
    assert len(actions.approve_reissue(reissue, on=DAY, by=cast.secretary)) == 5
    assert Delegation.objects.count() == 4


def test_the_way_to_the_vote_leads_to_the_table_and_not_to_the_consultation_beside_it(
    cast: Cast, secretary: Client
) -> None:
    open_square(cast)
    page = secretary.get(EDITION).content.decode()
    assert f"{EDITION}rounds/round-1/statements/" in page
    for address in set(re.findall(rf'href="({EDITION}[^"?#]*)"', page)):
        assert secretary.get(address).status_code == 200, address
    assert 'value="Round 2"' in secretary.get(f"{EDITION}rounds/new/").content.decode()
