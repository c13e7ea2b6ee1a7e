"""The staff record: read by those who may, whole or broken, and silent about ballots."""

from __future__ import annotations

import pytest

from khural.web.record.actions import forget
from khural.web.record.models import Entry
from khural.web.record.queries import PAGE
from khural.web.record.words import VERBS
from khural.web.rounds import actions
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.web.rows import Row, deviations, queries

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

RECORD = "/cases/lake/editions/first/record/"


@pytest.fixture
def cast() -> Cast:
    return assemble()


def test_the_record_is_open_to_secretary_and_mediator_alone(cast: Cast) -> None:
    assert deviations(cast, Row(RECORD, ("secretary", "mediator"), "page")) == {}


def test_acts_are_told_in_words_with_their_actor(cast: Cast) -> None:
    page = desk(cast.mediator).get(RECORD).content.decode()
    assert "The chain holds" in page
    assert "printed sealed sheets: <bdi>Delegation 3</bdi>" in page
    assert "sheets: <bdi>7</bdi>" in page
    assert set(Entry.objects.values_list("verb", flat=True)) <= set(VERBS)


def test_an_erased_name_leaves_the_acts_and_the_chain(cast: Cast) -> None:
    forget("secretary")
    page = desk(cast.mediator).get(RECORD).content.decode()
    assert "name erased" in page
    assert "The chain holds" in page


def test_an_altered_entry_is_named(cast: Cast) -> None:
    Entry.objects.filter(number=3).update(subject="somebody else")
    assert "The chain breaks at entry 3" in desk(cast.mediator).get(RECORD).content.decode()


def test_a_long_record_is_read_page_by_page_with_the_same_questions(cast: Cast) -> None:
    client = desk(cast.secretary)
    before = queries(client, RECORD)
    texts = [f"Another idea {n}." for n in range(PAGE)]
    actions.add_statements(cast.round, texts=texts, language="en", basket=None, by=cast.secretary)
    assert queries(client, RECORD) == before
    page = client.get(RECORD).content.decode()
    oldest = Entry.objects.count() - PAGE + 1
    assert f"?before={oldest}" in page
    earlier = client.get(f"{RECORD}?before={oldest}").content.decode()
    assert "Earlier entries" not in earlier
    assert "added a delegation" in earlier
