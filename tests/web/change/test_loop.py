"""What is held becomes evidence from the day after, with this case as its source; nothing before, nothing invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from khural.web.cases import actions as cases
from khural.web.cases.models import EditionStatus
from khural.web.change.ledger import ledger
from khural.web.change.loop import held_before, held_ties
from khural.web.demo import korea
from khural.web.people.models import PartyAttendance
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

LAST = date(2026, 6, 5)
NEXT = LAST + timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    made = assemble(rehearsal=False)
    east, west = made.case.parties.all()
    for party, state in ((east, "attended"), (west, "no_show")):
        PartyAttendance.objects.create(edition=made.edition, party=party, state=state)
    return made


def hold(cast: Cast, **more: object) -> None:
    fields = {"status": EditionStatus.HELD, "start": LAST - timedelta(days=1), "end": LAST} | more
    cases.change_edition(cast.edition, by=cast.secretary, **fields)


def test_a_held_edition_is_evidence_from_the_next_day_on(cast: Cast) -> None:
    assert held_ties(cast.case, NEXT) == ()
    hold(cast)
    assert held_ties(cast.case, LAST) == ()
    (tie,) = held_ties(cast.case, NEXT)
    assert (tie.host, tie.party, tie.day) == ("Nordia", "EASTSHORE", LAST)
    (row,) = ledger(cast.case, NEXT)
    assert (row.kind, row.actors, row.source) == ("talks.dialogue", ("Nordia",), "this case")


def test_a_rehearsal_is_no_evidence(cast: Cast) -> None:
    hold(cast, is_rehearsal=True)
    assert held_before(cast.case, NEXT) == ()


def test_a_correction_of_attendance_corrects_the_tie(cast: Cast) -> None:
    hold(cast)
    PartyAttendance.objects.filter(edition=cast.edition).update(state="absent")
    assert held_ties(cast.case, NEXT) == ()
    assert len(held_before(cast.case, NEXT)) == 1


def test_editions_of_the_packed_facts_keep_their_own_sources() -> None:
    dialogue = korea.make()
    assert held_before(dialogue.case, NEXT) == ()
