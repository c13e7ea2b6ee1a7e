"""Aims: said before, answered after, never altered; what could not be seen is said beforehand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from khural.publishing import ClosedPolicy, PartyTally, RoundTally, StatementTally, publish
from khural.web.cases.models import Edition, EditionStatus
from khural.web.change import actions
from khural.web.change.models import Aim
from khural.web.change.readings import answer_of
from khural.web.findings.models import Result
from khural.web.people.models import PartyAttendance
from khural.web.record.models import Entry
from khural.web.refusals import Refused
from khural.web.rounds.actions import add_statement, create_round
from khural.web.rounds.models import Phase
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.web.rows import Row, deviations

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

AIMS = "/cases/lake/aims/"
READERS = ("secretary", "mediator", "interpreter", "observer")
HOSTS = ("secretary", "mediator")


@pytest.fixture
def cast() -> Cast:
    return assemble(rehearsal=False)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


def register(cast: Cast, **changed: object) -> Aim:
    fields: dict[str, object] = {
        "words": "Eastshore comes again",
        "measure": "attendance",
        "direction": "rise",
        "party_a": cast.case.parties.get(code="eastshore"),
        "party_b": None,
        "read_on": timezone.localdate() + timedelta(days=30),
        "hoped": None,
        "edition": None,
        "owner": None,
        "seen_by": "staff",
    }
    return actions.register_aim(cast.dialogue, by=cast.secretary, **(fields | changed))


def held(cast: Cast, state: str, on: date) -> Edition:
    edition = Edition.objects.create(
        dialogue=cast.dialogue, slug=f"held-{on}", name="Held", year=on.year, start=on, status=EditionStatus.HELD
    )
    PartyAttendance.objects.create(edition=edition, party=cast.case.parties.get(code="eastshore"), state=state)
    return edition


def read(cast: Cast, aim: Aim) -> str:
    return actions.read_aim(cast.dialogue, aim=aim, by=cast.mediator, today=aim.read_on).answer


@pytest.mark.parametrize("row", [Row(AIMS, READERS, "page"), Row(f"{AIMS}new/", HOSTS)], ids=lambda row: row.path)
def test_a_page_exists_for_those_who_may_and_for_nobody_else(cast: Cast, row: Row) -> None:
    assert deviations(cast, row) == {}


def test_an_aim_is_registered_through_the_page_and_recorded(cast: Cast, secretary: Client) -> None:
    party = cast.case.parties.get(code="eastshore")
    form = {"words": "Eastshore comes again", "measure": "attendance", "direction": "rise", "party_a": party.pk}
    form |= {"read_on": str(timezone.localdate() + timedelta(days=60)), "seen_by": "staff"}
    assert secretary.post(f"{AIMS}new/", form).status_code == 302
    page = secretary.get(AIMS).content.decode()
    assert "Eastshore comes again" in page
    assert "to be read on" in page
    assert Entry.objects.latest("number").verb == "register aim"


def test_an_aim_is_never_altered_nor_deleted(cast: Cast) -> None:
    aim = register(cast)
    aim.words = "Everybody comes"
    for act in (aim.save, aim.delete, Aim.objects.all().delete, lambda: Aim.objects.update(words="x")):
        with pytest.raises(TypeError, match="append-only"):
            act()
    assert Aim.objects.get().words == "Eastshore comes again"


def test_a_replaced_aim_stays_and_is_not_read(cast: Cast, secretary: Client) -> None:
    former = register(cast)
    register(cast, words="Westshore comes too", replaces=former)
    page = secretary.get(AIMS).content.decode()
    assert "Eastshore comes again" in page
    assert "not read: it was replaced" in page
    with pytest.raises(Refused):
        register(cast, replaces=former)


def test_a_day_of_reading_in_the_past_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="past"):
        register(cast, read_on=timezone.localdate())


def test_what_is_registered_after_the_vote_had_opened_stands_apart(cast: Cast, secretary: Client) -> None:
    before = register(cast, edition=cast.edition)
    cast.round.phase = Phase.VOTING
    cast.round.save()
    after = register(cast, words="Said too late", edition=cast.edition)
    assert (before.exploratory, after.exploratory) == (False, True)
    page = secretary.get(AIMS).content.decode()
    assert page.index("Eastshore comes again") < page.index("Said too late")
    assert "exploratory" in page


@pytest.mark.parametrize(
    ("state", "direction", "answer"),
    [
        ("attended", "rise", "seen"),
        ("cancelled", "rise", "not_seen"),
        ("no_show", "fall", "seen"),
        ("unknown", "rise", "cannot_tell"),
        ("invited", "rise", "cannot_tell"),
    ],
)
def test_attendance_answers_from_the_next_edition(cast: Cast, state: str, direction: str, answer: str) -> None:
    aim = register(cast, direction=direction)
    held(cast, state, timezone.localdate() + timedelta(days=10))
    assert read(cast, aim) == answer


def test_without_an_edition_attendance_cannot_tell(cast: Cast) -> None:
    aim = register(cast)
    held(cast, "attended", timezone.localdate() - timedelta(days=400))
    assert read(cast, aim) == "cannot_tell"


@pytest.mark.parametrize("measure", ["trust_survey", "understanding_survey", "hostility_survey"])
def test_a_construct_without_an_instrument_is_told_so_before_and_after(
    cast: Cast, secretary: Client, measure: str
) -> None:
    west = cast.case.parties.get(code="westshore")
    aim = register(cast, measure=measure, party_b=west)
    assert aim.smallest is None
    assert "could not be seen" in secretary.get(AIMS).content.decode()
    assert read(cast, aim) == "cannot_tell"
    assert "no survey was held" in secretary.get(AIMS).content.decode()


def test_common_ground_without_a_repeated_statement_cannot_tell(cast: Cast) -> None:
    assert read(cast, register(cast, measure="common_ground")) == "cannot_tell"


def published(cast: Cast, edition: Edition, days: int, agree: int) -> None:
    """A round of `edition` published `days` from today, in which three delegations voted alike on one wording."""
    made = create_round(edition, name=f"Round of {edition.name}", source_language="en", languages=["en"], by=None)
    text = "The gauge should be read every day."
    version = add_statement(made, text=text, language="en", basket=None, by=cast.secretary).version
    tallies = tuple(PartyTally(party, agree, 20 - agree, 0) for party in ("1", "2", "3"))
    seats = tuple((tally.party, 20) for tally in tallies)
    tally = RoundTally(str(made.pk), seats, (StatementTally(str(version.pk), tallies),), 60)
    body = publish(tally, ClosedPolicy(party_view=True)).to_json()
    Result.objects.create(round=made, body=body, library_version="test")
    made.phase, made.published_at = Phase.PUBLISHED, timezone.now() + timedelta(days=days)
    made.save()


def test_common_ground_is_answered_by_what_was_published_after_the_aim(cast: Cast) -> None:
    older = Edition.objects.create(dialogue=cast.dialogue, slug="old", name="Old", year=2024, number=1)
    middle = Edition.objects.create(dialogue=cast.dialogue, slug="mid", name="Middle", year=2025, number=2)
    later = Edition.objects.create(dialogue=cast.dialogue, slug="new", name="New", year=2027, number=3)
    published(cast, older, -800, 8)
    published(cast, middle, -400, 19)
    aim = register(cast, measure="common_ground")
    assert answer_of(aim).answer == "cannot_tell"
    published(cast, later, 20, 8)
    assert answer_of(aim).answer == "not_seen"


def test_an_aim_of_no_edition_is_exploratory_while_a_vote_is_under_way(cast: Cast) -> None:
    before = register(cast)
    cast.round.phase = Phase.VOTING
    cast.round.save()
    during = register(cast)
    cast.round.phase = Phase.PUBLISHED
    cast.round.save()
    after = register(cast)
    assert [aim.exploratory for aim in (before, during, after)] == [False, True, False]


def test_an_aim_is_read_once_and_not_before_its_day(cast: Cast) -> None:
    aim = register(cast)
    with pytest.raises(Refused, match="not come"):
        actions.read_aim(cast.dialogue, aim=aim, by=cast.secretary)
    read(cast, aim)
    with pytest.raises(Refused, match="already"):
        read(cast, aim)


def test_the_hosts_own_aims_are_not_shown_to_everybody(cast: Cast) -> None:
    register(cast, words="Between us", seen_by="host")
    assert "Between us" in desk(cast.mediator).get(AIMS).content.decode()
    assert "Between us" not in desk(cast.interpreter).get(AIMS).content.decode()


def test_aims_go_with_their_dialogue(cast: Cast) -> None:
    read(cast, register(cast))
    cast.case.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM change_aim")
        assert cursor.fetchone() == (0,)


def test_an_aim_whose_day_has_come_waits_on_the_page_of_today(cast: Cast) -> None:
    aim = register(cast)
    page = "/today/"
    assert "to be read" not in desk(cast.mediator).get(page).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE change_aim SET read_on = '2020-01-01'")
    assert "1 registered aim is to be read" in desk(cast.mediator).get(page).content.decode()
    assert "to be read" not in desk(cast.interpreter).get(page).content.decode()
    assert desk(cast.mediator).post(f"{AIMS}{aim.pk}/read/").status_code == 302
    assert "to be read" not in desk(cast.mediator).get(page).content.decode()
