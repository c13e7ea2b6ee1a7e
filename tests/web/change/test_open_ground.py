"""Open consultations then and now: shares with intervals, and a difference that says how sure it is."""

from __future__ import annotations

import pytest
from django.utils import timezone

from khural.publishing import OpenPolicy, publish_open
from khural.publishing.square import OpenCell, OpenCount, OpenStatement, OpenTally
from khural.web.cases.models import Edition
from khural.web.change.open_ground import difference, open_pairs
from khural.web.rounds.actions import add_statement
from khural.web.rounds.models import Phase
from khural.web.square.actions import create_consultation
from khural.web.square.models import Consultation, Publication
from tests.cast import Cast, assemble
from tests.desk import desk

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

SAME, OTHER = "Young people should have a seat.", "The lake needs a guard."


def cell(agree: int, of: int) -> OpenCell:
    return OpenCell(of, agree, of - agree, "shown")


@pytest.mark.parametrize(
    ("then", "now", "middle", "sure"),
    [((50, 100), (50, 100), 0, False), ((20, 100), (80, 100), 60, True), ((10, 20), (15, 20), 25, False)],
)
def test_a_difference_has_an_interval_that_few_answers_make_wide(
    then: tuple[int, int], now: tuple[int, int], middle: int, sure: bool
) -> None:
    found, low, high = difference(cell(*then), cell(*now))
    assert found == middle
    assert low < found < high
    assert (low > 0) == sure
    back = difference(cell(*now), cell(*then))
    assert back == (-found, -high, -low)


def held(cast: Cast, edition: Edition, name: str, agree: int, of: int) -> Consultation:
    """A consultation that is over, with two statements of which the first has these answers."""
    made = create_consultation(edition, name=name, source_language="en", languages=["en"], by=cast.secretary)
    versions = [
        add_statement(made.round, text=text, language="en", basket=None, by=cast.secretary).version.pk
        for text in (SAME, f"{OTHER} {name}")
    ]
    rows = tuple(OpenStatement(str(pk), OpenCount(agree, of - agree, 0)) for pk in versions)
    body = publish_open(OpenTally(str(made.round.pk), of, rows), OpenPolicy(), None, minute=1, final=True).to_json()
    Publication.objects.create(consultation=made, number=1, body=body, made_at=timezone.now())
    made.round.phase = Phase.PUBLISHED
    made.round.save()
    return made


def test_only_a_repeated_wording_is_compared_and_shown_with_its_interval() -> None:
    cast = assemble(rehearsal=False)
    later = Edition.objects.create(dialogue=cast.dialogue, slug="second", name="Second edition", year=2027)
    held(cast, cast.edition, "Youth 2026", 30, 100)
    assert open_pairs(cast.dialogue) == ()
    held(cast, later, "Youth 2027", 70, 100)
    (pair,) = open_pairs(cast.dialogue)
    assert pair.text == SAME
    assert pair.difference[0] == 40
    assert pair.difference[1] > 0
    page = desk(cast.observer).get("/cases/lake/change/").content.decode()
    assert "Youth 2026" in page
    assert "70 % (60 to 79)" in page
    assert "+40 (" in page


def test_a_rehearsal_is_never_compared() -> None:
    cast = assemble(rehearsal=True)
    held(cast, cast.edition, "One", 30, 100)
    held(cast, cast.edition, "Two", 70, 100)
    assert open_pairs(cast.dialogue) == ()
