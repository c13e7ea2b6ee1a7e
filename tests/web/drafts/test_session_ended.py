"""A form that is sent after the session has ended is not lost, and nobody learns or stores anything by it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from khural.web.drafts.models import Draft
from khural.web.staff.models import Membership, Role
from tests.cast import PASSWORD, Cast, assemble
from tests.desk import desk
from tests.forms import hidden
from tests.totp import digits

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "/cases/lake/editions/first/rounds/round-1/statements/new/"
TEXT = "Nets are mended on Sundays."
KEPT = "What you typed is kept"


@pytest.fixture(autouse=True)
def just_started() -> None:
    cache.clear()


@pytest.fixture
def cast() -> Cast:
    return assemble()


def _at_desk(user: User) -> Client:
    """Signed in, with a second factor of which the tests know the secret."""
    TOTP.activate(user, SECRET)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _sign_in(client: Client, asked: HttpResponse, username: str) -> HttpResponse:
    """From the redirect to the sign-in page to the page that it leads to."""
    address = asked["Location"]
    wanted = parse_qs(urlsplit(address).query)["next"][0]
    first = client.post("/accounts/login/", {"login": username, "password": PASSWORD, "next": wanted})
    assert first["Location"].startswith("/accounts/2fa/authenticate/")
    return client.post(first["Location"], {"code": digits(SECRET)}, follow=True)


def test_a_form_sent_after_the_session_ended_is_there_after_signing_in(cast: Cast) -> None:
    client = _at_desk(cast.secretary)
    carried = hidden(client, NEW)
    Session.objects.all().delete()
    asked = client.post(NEW, {**carried, "text": TEXT})
    assert asked["Location"] == f"/accounts/login/?next={NEW}"
    page = client.get(asked["Location"]).content.decode()
    assert KEPT in page
    assert TEXT not in page
    assert cast.round.statements.count() == 4
    back = _sign_in(client, asked, "secretary")
    assert back.request["PATH_INFO"] == NEW
    assert f">\n{TEXT}</textarea>" in back.content.decode()
    assert client.post(NEW, {**hidden(client, NEW), "text": TEXT}).status_code == 302
    assert cast.round.statements.count() == 5
    assert not Draft.objects.exists()


def test_somebody_else_who_signs_in_there_finds_nothing(cast: Cast) -> None:
    colleague = User.objects.create_user("colleague", password=PASSWORD)
    Membership.objects.create(user=colleague, dialogue=cast.dialogue, role=Role.SECRETARY)
    TOTP.activate(colleague, SECRET)
    client = _at_desk(cast.secretary)
    carried = hidden(client, NEW)
    Session.objects.all().delete()
    asked = client.post(NEW, {**carried, "text": TEXT})
    back = _sign_in(client, asked, "colleague")
    assert back.request["PATH_INFO"] == NEW
    assert TEXT not in back.content.decode()
    assert TEXT in desk(cast.secretary).get(NEW).content.decode()


def test_without_the_permit_of_a_page_nothing_is_stored(cast: Cast) -> None:
    client = _at_desk(cast.secretary)
    Session.objects.all().delete()
    asked = client.post(NEW, {"text": TEXT})
    assert asked["Location"] == "/accounts/login/?next=/today/"
    page = client.get(asked["Location"]).content.decode()
    assert "Nothing was saved" in page
    assert KEPT not in page
    assert Client().post(NEW, {"text": TEXT}).status_code == 404
    assert not Draft.objects.exists()


def test_whoever_names_a_session_that_is_over_learns_of_no_address(cast: Cast) -> None:
    client = Client()
    for method in ("get", "post"):
        answers = []
        for path in (NEW, "/cases/lake/edit/", "/cases/nowhere/edit/", "/nowhere/"):
            client.cookies["khural_staff"] = "x" * 32
            answer = getattr(client, method)(path)
            answers.append((answer.status_code, answer["Location"].replace(path, "PATH")))
        assert len(set(answers)) == 1, answers
    assert answers[0][0] == 302


def test_a_button_leads_back_to_its_page_and_to_no_other_site(cast: Cast) -> None:
    client = _at_desk(cast.secretary)
    Session.objects.all().delete()
    page = "/cases/lake/edit/"
    for referer, wanted in (("http://testserver" + page, page), ("http://elsewhere.example/x/", "/today/")):
        client.cookies["khural_staff"] = "x" * 32
        asked = client.post(f"{page}baskets/water/remove/", headers={"Referer": referer})
        assert asked["Location"] == f"/accounts/login/?next={wanted}"
    assert cast.dialogue.baskets.exists()


def test_the_second_factor_is_asked_for_before_anything_is_shown(cast: Cast) -> None:
    client = _at_desk(cast.secretary)
    carried = hidden(client, NEW)
    Session.objects.all().delete()
    client.post(NEW, {**carried, "text": TEXT})
    client.post("/accounts/login/", {"login": "secretary", "password": PASSWORD, "next": NEW})
    assert TEXT not in client.get(NEW).content.decode()


def test_a_page_older_than_its_sign_in_keeps_what_was_typed(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(_at_desk(cast.secretary) and cast.secretary)
    carried = hidden(client, NEW)
    client.force_login(cast.secretary)
    client.cookies["khural_form"] = "y" * 32
    asked = client.post(NEW, {**carried, "text": TEXT})
    assert asked["Location"] == NEW
    page = client.get(NEW).content.decode()
    assert "The page was open too long." in page
    assert f">\n{TEXT}</textarea>" in page
    assert cast.round.statements.count() == 4


def test_a_forged_form_is_refused_as_ever(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(_at_desk(cast.secretary) and cast.secretary)
    assert client.post(NEW, {"text": TEXT}).status_code == 403
    assert not Draft.objects.exists()


def test_pages_of_voters_and_participants_never_ask_to_sign_in() -> None:
    client = Client()
    for path in ("/v/rounds/nowhere/", "/open/nowhere/"):
        for method in (client.get, client.post):
            client.cookies["khural_staff"] = "x" * 32
            answer = method(path)
            assert "/accounts/" not in answer.get("Location", "")
