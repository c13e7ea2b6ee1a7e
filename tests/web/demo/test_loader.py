"""What the demonstration holds: sourced facts under real names, invented votes under numbers, nothing twice."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from khural.evidence.facts import editions
from khural.publishing import restore
from khural.web.ballots import store
from khural.web.cases.models import Case, Edition, Party
from khural.web.demo import envelopes, loader, places
from khural.web.demo.rehearsal import FREE
from khural.web.findings.models import Result
from khural.web.findings.publication import tally_of
from khural.web.people.models import Delegation, PartyAttendance
from khural.web.rounds.models import Phase, StatementText
from khural.web.staff.models import Installation, Membership

pytestmark = pytest.mark.django_db(databases=["default", "ballots"], transaction=True)
LANGUAGES = {"en", "mn", "ko", "zh-hans", "ja", "ru"}


def test_the_case_stands_on_sourced_rows_only(demo: Client) -> None:
    case = Case.objects.get()
    assert case.evidence == "korea"
    assert [party.name for party in case.parties.all()] == [
        "China",
        "DPRK",
        "Japan",
        "ROK",
        "Russian Federation",
        "USA",
    ]
    assert {party.name for party in Party.objects.filter(role="party")} == {"DPRK", "ROK"}
    shipped = Edition.objects.filter(is_rehearsal=False)
    assert shipped.count() == len(editions())
    assert set(shipped.exclude(grade="NF").values_list("grade", flat=True)) <= {"S", "D", "X"}
    assert not PartyAttendance.objects.filter(state="attended", source_url="").exists()


def test_names_stand_in_six_languages(demo: Client) -> None:
    case = Case.objects.get()
    dialogue = case.dialogues.get()
    named = [case, dialogue, *case.parties.all(), *dialogue.baskets.all(), *Edition.objects.all()]
    named += [*Delegation.objects.all(), *places.rounds()]
    assert {str(thing): set(thing.names) for thing in named if set(thing.names) != LANGUAGES} == {}
    assert dialogue.baskets.count() == 7
    per_version = StatementText.objects.values_list("version", "language")
    assert len(per_version) == len(LANGUAGES) * len({version for version, _ in per_version})


def test_the_core_seat_is_as_the_sources_have_it(demo: Client) -> None:
    rows = PartyAttendance.objects.filter(party__code="prk").order_by("edition__number")
    states = list(rows.values_list("state", flat=True))
    assert states == [*["attended"] * 5, "cancelled", "unknown", "unknown", "no_show", "absent", "unknown"]


def test_votes_belong_to_numbered_delegations_of_a_rehearsal(demo: Client) -> None:
    rehearsal = Edition.objects.get(is_rehearsal=True)
    assert [delegation.name for delegation in rehearsal.delegations.all()] == [f"Delegation {n}" for n in range(1, 8)]
    assert not Delegation.objects.exclude(party=None).exists()
    assert not Delegation.objects.exclude(edition=rehearsal).exists()
    assert all(round_.is_rehearsal for round_ in places.rounds())


def test_the_first_round_is_published_and_its_ballots_are_gone(demo: Client) -> None:
    first, second = places.rounds()
    assert (first.phase, second.phase) == (Phase.PUBLISHED, Phase.VOTING)
    assert store.rounds_with_ballots() == {second.pk}
    result = restore(Result.objects.get().body)
    cells = [cell for row in result.statements for cell in row.cells]
    shown = sum(cell.band is not None for cell in cells)
    assert 0 < 2 * shown < len(cells)


def test_the_second_round_waits_for_visitors_in_two_delegations(demo: Client) -> None:
    tally = tally_of(places.rounds()[1])
    seats = sum(count for _, count in tally.seats)
    assert tally.voters <= seats - sum(FREE.values())
    assert tally.voters >= 20
    drawn = [envelopes.take(number) for number, several in FREE.items() for _ in range(several)]
    assert None not in drawn
    assert len({code for _, code in drawn if code}) == sum(FREE.values())
    assert all(envelopes.take(number) is None for number in FREE)


def test_sheets_lie_outside_the_databases_and_are_private(demo: Client, tmp_path: Path) -> None:
    path = tmp_path / "envelopes.json"
    assert envelopes.path() == path
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_nobody_has_a_password_not_even_somebody_who_sets_one(demo: Client) -> None:
    assert {user.username for user in User.objects.all()} == set(loader.USERNAMES.values())
    assert Membership.objects.count() == len(loader.ROLES)
    made = User.objects.create_user("guest", password="a long enough password")
    assert not made.has_usable_password()
    assert not demo.login(username="guest", password="a long enough password")


def test_loading_again_changes_nothing_and_a_reset_makes_all_anew(demo: Client) -> None:
    keys = set(Edition.objects.values_list("pk", flat=True))
    assert loader.load() == loader.Loaded(is_fresh=False)
    assert set(Edition.objects.values_list("pk", flat=True)) == keys
    Case.objects.create(slug="mine", name="A visitor's own")
    assert loader.load() == loader.Loaded(is_fresh=False)
    assert loader.reset() == loader.Loaded(is_fresh=True)
    assert Case.objects.count() == 1
    assert Installation.objects.get().kind == "demonstration"
    assert [round_.phase for round_ in places.rounds()] == [Phase.PUBLISHED, Phase.VOTING]


def test_an_interrupted_load_is_made_whole(demo: Client) -> None:
    envelopes.forget()
    assert not loader.is_loaded()
    assert loader.load() == loader.Loaded(is_fresh=True)
    assert len(places.rounds()) == 2


def test_the_same_seed_publishes_the_same_bytes(demo: Client, settings: Settings) -> None:
    def bands() -> list[tuple[int, tuple[str | None, ...]]]:
        rows = restore(Result.objects.get().body).statements
        return [(row.number, tuple(sorted(str(cell.band) for cell in row.cells))) for row in rows]

    before = bands()
    loader.reset()
    assert bands() == before
