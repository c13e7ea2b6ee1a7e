from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from khural.web.cases.models import Case, Dialogue
from khural.web.record.models import Entry
from khural.web.refusals import Refused
from khural.web.staff import installation
from khural.web.staff.actions import VALID_FOR, NewAccount, accept, end_membership, invite
from khural.web.staff.models import Installation, Invitation, Membership, Role
from tests.cast import DAY, PASSWORD

plain = pytest.mark.django_db
Kind = Installation.Kind
OTHER = {Kind.REAL: Kind.DEMONSTRATION, Kind.DEMONSTRATION: Kind.REAL}


@pytest.fixture
def secretary(dialogue: Dialogue) -> User:
    user = User.objects.create_user("secretary")
    Membership.objects.create(user=user, dialogue=dialogue, role=Role.SECRETARY)
    return user


@pytest.fixture
def dialogue() -> Dialogue:
    case = Case.objects.create(slug="lake", name="The Lake")
    return Dialogue.objects.create(case=case, slug="lake", name="Lake", host="Nordia")


def _account(name: str = "mediator") -> NewAccount:
    return NewAccount(username=name, password=PASSWORD)


@plain
@pytest.mark.parametrize("wanted", Kind)
def test_untouched_data_becomes_what_is_claimed_and_stays_so(wanted: Installation.Kind) -> None:
    installation.claim(wanted)
    installation.claim(wanted)
    installation.check(wanted)
    assert installation.kind() == wanted
    for act in (installation.claim, installation.check):
        with pytest.raises(ImproperlyConfigured, match="belongs to"):
            act(OTHER[wanted])
    assert installation.kind() == wanted


@plain
@pytest.mark.parametrize("wanted", Kind)
def test_data_that_holds_something_and_does_not_say_what_it_is_cannot_be_claimed(wanted: Installation.Kind) -> None:
    User.objects.create_user("somebody")
    with pytest.raises(ImproperlyConfigured):
        installation.claim(wanted)
    assert installation.kind() is None


@plain
@pytest.mark.parametrize("wanted", Kind)
def test_checking_empty_data_refuses_and_writes_nothing(wanted: Installation.Kind) -> None:
    with pytest.raises(ImproperlyConfigured):
        installation.check(wanted)
    assert not Installation.objects.exists()


@plain
def test_an_invitation_brings_in_one_person_once(dialogue: Dialogue, secretary: User) -> None:
    code = invite(dialogue, role=Role.MEDIATOR, today=DAY, by=secretary)
    user = accept(code, today=DAY, account=_account())
    assert user.check_password(PASSWORD)
    assert list(user.memberships.values_list("dialogue", "role")) == [(dialogue.pk, "mediator")]
    with pytest.raises(Refused):
        accept(code, today=DAY, account=_account("another"))
    assert not User.objects.filter(username="another").exists()


@plain
def test_an_invitation_is_good_to_its_last_day_and_not_beyond(dialogue: Dialogue, secretary: User) -> None:
    first, second = (invite(dialogue, role=Role.OBSERVER, today=DAY, by=secretary) for _ in range(2))
    accept(first, today=DAY + VALID_FOR, account=_account())
    with pytest.raises(Refused):
        accept(second, today=DAY + VALID_FOR + timedelta(days=1), account=_account("late"))
    assert not User.objects.filter(username="late").exists()


@plain
@pytest.mark.parametrize("code", ["", " ", "wrong", "A" * 22, "\x00", "호"])
def test_a_wrong_code_brings_in_nobody(dialogue: Dialogue, secretary: User, code: str) -> None:
    invite(dialogue, role=Role.OBSERVER, today=DAY, by=secretary)
    with pytest.raises(Refused):
        accept(code, today=DAY, account=_account())
    assert User.objects.count() == 1


@plain
def test_a_code_with_blanks_from_copying_is_understood_and_never_stored(dialogue: Dialogue, secretary: User) -> None:
    code = invite(dialogue, role=Role.OBSERVER, today=DAY, by=secretary)
    stored = repr([*Invitation.objects.values(), *Entry.objects.values()])
    assert code not in stored
    accept(f" {code[:9]} {code[9:]}\n", today=DAY, account=_account())


@plain
def test_a_name_that_is_taken_leaves_the_invitation_unused(dialogue: Dialogue, secretary: User) -> None:
    code = invite(dialogue, role=Role.OBSERVER, today=DAY, by=secretary)
    with pytest.raises(Refused):
        accept(code, today=DAY, account=_account("SECRETARY"))
    accept(code, today=DAY, user=secretary)
    assert set(secretary.memberships.values_list("role", flat=True)) == {"secretary", "observer"}


@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_code_at_the_same_moment_do_not_both_come_in(dialogue: Dialogue, secretary: User) -> None:
    code = invite(dialogue, role=Role.OBSERVER, today=DAY, by=secretary)
    barrier, came = threading.Barrier(4), []

    def come(name: str) -> None:
        barrier.wait()
        try:
            came.append(accept(code, today=DAY, account=_account(name)))
        except Refused:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come, args=(f"guest {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(came) == 1
    assert User.objects.count() == 2


@plain
def test_the_last_secretary_of_a_dialogue_stays(dialogue: Dialogue, secretary: User) -> None:
    own = secretary.memberships.get()
    with pytest.raises(Refused):
        end_membership(own, by=secretary)
    accept(invite(dialogue, role=Role.SECRETARY, today=DAY, by=secretary), today=DAY, account=_account("second"))
    end_membership(own, by=secretary)
    assert not secretary.memberships.exists()
