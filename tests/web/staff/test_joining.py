"""Invitations: who makes them, what they are good for, and how somebody leaves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from khural.web.record.models import Entry
from khural.web.staff import actions
from khural.web.staff.models import Invitation, Membership, Role
from tests.cast import PASSWORD, Cast, assemble
from tests.desk import desk

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

STAFF = "/cases/lake/staff/"


@pytest.fixture
def cast() -> Cast:
    return assemble()


def _code(cast: Cast, role: str = "interpreter") -> str:
    return actions.invite(cast.dialogue, role=role, today=timezone.localdate(), by=cast.secretary)


def _join(client: Client, code: str, **fields: str) -> tuple[int, str]:
    form = {"code": code, "username": "oyuna", "password1": PASSWORD, "password2": PASSWORD, **fields}
    response = client.post("/join/", form)
    return response.status_code, response.content.decode()


def test_the_link_is_shown_once_and_only_its_fingerprint_is_kept(cast: Cast) -> None:
    client = desk(cast.secretary)
    page = client.post(STAFF, {"role": "mediator"}).content.decode()
    found = re.search(r"http://testserver/join/#([\w-]{22})<", page)
    assert found
    assert found[1] not in client.get(STAFF).content.decode()
    kept = Invitation.objects.get()
    assert found[1] not in str(vars(kept))
    assert kept.role == "mediator"
    assert Entry.objects.filter(verb="invite staff").exists()


def test_an_invitation_makes_an_account_with_one_role_in_one_dialogue(cast: Cast) -> None:
    client = Client()
    assert _join(client, _code(cast))[0] == 302
    user = User.objects.get(username="oyuna")
    assert list(user.memberships.values_list("dialogue", "role")) == [(cast.dialogue.pk, "interpreter")]
    assert (user.is_superuser, user.is_staff) == (False, False)
    assert client.get("/today/")["Location"] == "/accounts/2fa/"
    # The password was typed just now: the set-up does not ask for it again.
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize("spoil", ["used", "late", "mistyped"])
def test_an_invitation_that_was_used_is_late_or_mistyped_makes_nothing(cast: Cast, spoil: str) -> None:
    code = _code(cast)
    if spoil == "used":
        _join(Client(), code, username="earlier")
    elif spoil == "late":
        Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    else:
        code = code[:-1] + ("A" if code[-1] != "A" else "B")
    status, page = _join(Client(), code)
    assert status == 200
    assert "This invitation is not valid" in page
    assert not User.objects.filter(username="oyuna").exists()


def test_spaces_around_and_within_a_code_do_no_harm(cast: Cast) -> None:
    code = _code(cast)
    assert _join(Client(), f" {code[:11]} {code[11:]} ")[0] == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"password1": "password1234", "password2": "password1234"}, "too common"),
        ({"password1": "oyuna-oyuna1", "password2": "oyuna-oyuna1", "username": "oyuna-oyuna"}, "too similar"),
        ({"password2": PASSWORD + "!"}, "match"),
        ({"username": "SECRETARY"}, "There is already an account of this name."),
        ({"username": "a name"}, "Enter a valid username"),
        ({"username": "\u200b"}, ""),
    ],
)
def test_a_weak_password_or_a_taken_name_leaves_the_invitation_unused(
    cast: Cast, fields: dict[str, str], sentence: str
) -> None:
    code = _code(cast)
    accounts = User.objects.count()
    status, page = _join(Client(), code, **fields)
    assert status == 200
    assert sentence in page
    assert User.objects.count() == accounts
    assert _join(Client(), code)[0] == 302


def test_somebody_signed_in_takes_the_role_into_the_same_account(cast: Cast) -> None:
    client = desk(cast.outsider)
    assert client.get("/cases/lake/").status_code == 404
    page = client.get("/join/").content.decode()
    assert "You are signed in as outsider." in page
    assert 'name="password1"' not in page
    assert client.post("/join/", {"code": _code(cast, "observer")})["Location"] == "/today/"
    assert client.get("/cases/lake/").status_code == 200
    assert User.objects.filter(memberships__role="observer").count() == 2


def test_only_a_secretary_invites(cast: Cast) -> None:
    for role in (cast.mediator, cast.interpreter, cast.observer, cast.press, cast.outsider):
        client = desk(role)
        assert client.get(STAFF).status_code == 404
        assert client.post(STAFF, {"role": "secretary"}).status_code == 404
    assert Client().post(STAFF, {"role": "secretary"}).status_code == 404
    assert desk(cast.secretary).post(STAFF, {"role": "king"}).status_code == 200
    assert not Invitation.objects.exists()


def test_a_role_is_ended_and_with_it_the_dialogue(cast: Cast) -> None:
    membership = Membership.objects.get(user=cast.observer)
    path = f"{STAFF}{membership.pk}/end/"
    observer = desk(cast.observer)
    assert desk(cast.mediator).post(path).status_code == 404
    assert desk(cast.secretary).get(path).status_code == 405
    assert observer.get("/cases/lake/").status_code == 200
    assert desk(cast.secretary).post(path)["Location"] == STAFF
    assert observer.get("/cases/lake/").status_code == 404
    assert desk(cast.secretary).post(path).status_code == 404


def test_the_last_secretary_stays(cast: Cast) -> None:
    membership = Membership.objects.get(user=cast.secretary)
    page = desk(cast.secretary).post(f"{STAFF}{membership.pk}/end/", follow=True).content.decode()
    assert "A dialogue needs a secretary. Invite another one first." in page
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_a_press_officer_sees_nothing_of_the_dialogue(cast: Cast) -> None:
    client = desk(cast.press)
    page = client.get("/today/").content.decode()
    assert "The Lake" not in page
    for path in (
        "/cases/lake/",
        "/cases/lake/editions/first/",
        "/cases/lake/editions/first/people/",
        "/cases/lake/editions/first/rounds/round-1/",
        "/cases/lake/editions/first/rounds/round-1/statements/",
        "/cases/lake/editions/first/rounds/round-1/findings/",
        "/cases/lake/record/",
        STAFF,
    ):
        assert client.get(path).status_code == 404, path
    assert "The Lake" not in client.get("/cases/").content.decode()


def test_a_press_officer_with_a_second_role_sees_what_that_one_sees(cast: Cast) -> None:
    Membership.objects.create(user=cast.press, dialogue=cast.dialogue, role=Role.MEDIATOR)
    client = desk(cast.press)
    assert client.get("/cases/lake/").status_code == 200
    assert "The Lake" in client.get("/today/").content.decode()
