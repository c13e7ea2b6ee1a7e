"""Without a second factor an account reaches its own set-up and nothing else; with one, what it opens."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from khural.web.cases.models import Case
from tests.cast import PASSWORD, Cast, assemble
from tests.totp import digits
from tests.web.matrix import addresses

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SETUP = "/accounts/2fa/"
PARAMETERS = {"case": "lake", "edition": "first", "round": "round-1", "slug": "round-1"}
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def just_started() -> None:
    cache.clear()


@pytest.fixture
def cast() -> Cast:
    return assemble()


def _half(user: User) -> Client:
    """Signed in by password, with no second factor yet."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _paths() -> list[str]:
    """Every address of the application, its parameters filled in."""
    return [
        reverse(address.name, kwargs={name: PARAMETERS.get(name, 1) for name in address.parameters})
        for address in addresses()
        if address.name not in {"js", "catalogue"}
    ]


def test_without_a_second_factor_only_its_own_pages_open(cast: Cast) -> None:
    client = _half(cast.secretary)
    paths = [path for path in _paths() if not path.startswith(("/accounts/", "/v/", "/open/"))]
    assert len(paths) > 30
    for path in [*paths, "/nowhere/", "/today/../today/", "//today/"]:
        for headers in ({}, {"HX-Request": "true"}):
            response = client.get(path, headers=headers)
            assert (response.status_code, response.get("Location")) == (302, SETUP), path
    assert client.get("/%61ccounts/../today/").status_code == 404


def test_without_a_second_factor_nothing_can_be_written(cast: Cast) -> None:
    client = _half(cast.secretary)
    before = (cast.dialogue.invitations.count(), Case.objects.count())
    for path in (path for path in _paths() if not path.startswith(("/accounts/", "/v/", "/open/"))):
        for headers in ({}, {"HX-Request": "true"}):
            response = client.post(path, {"role": "mediator", "name": "X", "confirm": "on"}, headers=headers)
            assert (response.status_code, response["Location"]) == (302, SETUP), path
    cast.round.refresh_from_db()
    assert cast.round.phase == "preparing"
    assert (cast.dialogue.invitations.count(), Case.objects.count()) == before


def test_voters_pages_are_not_looked_at(cast: Cast) -> None:
    client = _half(cast.secretary)
    assert client.get("/v/").status_code == 200
    assert client.get(SETUP).status_code == 200
    assert "khural_staff" not in client.get("/v/").cookies


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor(cast: Cast) -> None:
    TOTP.activate(cast.secretary, SECRET)
    client = Client()
    response = client.post(LOGIN, {"login": "secretary", "password": PASSWORD})
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/today/")["Location"].startswith(LOGIN)
    assert client.get("/cases/lake/edit/").status_code == 404
    refused = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Incorrect code." in refused.content.decode()
    assert client.get("/today/")["Location"].startswith(LOGIN)
    assert client.post("/accounts/2fa/authenticate/", {"code": digits(SECRET)})["Location"] == "/today/"
    assert client.get("/today/").status_code == 200


def test_digits_are_good_once(cast: Cast) -> None:
    TOTP.activate(cast.secretary, SECRET)
    code = digits(SECRET)
    for expected in (302, 200):
        client = Client()
        client.post(LOGIN, {"login": "secretary", "password": PASSWORD})
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == expected


def test_a_phone_that_is_half_a_minute_off_still_signs_in(cast: Cast) -> None:
    TOTP.activate(cast.secretary, SECRET)
    for steps, expected in ((-3, 200), (3, 200), (-1, 302)):
        client = Client()
        client.post(LOGIN, {"login": "secretary", "password": PASSWORD})
        assert client.post("/accounts/2fa/authenticate/", {"code": digits(SECRET, steps)}).status_code == expected


def test_a_recovery_code_signs_in_once(cast: Cast) -> None:
    TOTP.activate(cast.secretary, SECRET)
    code = RecoveryCodes.activate(cast.secretary).get_unused_codes()[0]
    for expected in (302, 200):
        client = Client()
        client.post(LOGIN, {"login": "secretary", "password": PASSWORD})
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == expected


def test_the_secret_is_sealed_in_the_database_and_useless_under_another_key(cast: Cast, settings: object) -> None:
    TOTP.activate(cast.secretary, SECRET)
    stored = Authenticator.objects.get(user=cast.secretary)
    assert SECRET not in str(stored.data)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]  # pytest-django's fixture
    client = Client()
    client.post(LOGIN, {"login": "secretary", "password": PASSWORD})
    for code in (digits(SECRET), "000000"):
        response = client.post("/accounts/2fa/authenticate/", {"code": code})
        assert "The key of this installation has changed" in response.content.decode()


def test_removing_the_last_factor_closes_every_other_page_at_once(cast: Cast) -> None:
    client = _half(cast.secretary)
    TOTP.activate(cast.secretary, SECRET)
    assert client.get("/today/").status_code == 200
    assert client.get("/accounts/2fa/totp/deactivate/")["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post("/accounts/2fa/totp/deactivate/")["Location"] == SETUP
    assert client.get("/today/")["Location"] == SETUP


def test_too_many_wrong_passwords_are_told_politely(cast: Cast) -> None:
    client = Client()
    pages = [client.post(LOGIN, {"login": "secretary", "password": "wrong"}) for _ in range(31)]
    assert "are not correct" in pages[0].content.decode()
    assert "Too many failed login attempts." in pages[9].content.decode()
    assert pages[-1].status_code == 429
    assert "Too many attempts" in pages[-1].content.decode()
    assert "Too many attempts" not in client.get(LOGIN).content.decode()


def test_nobody_signs_up_without_an_invitation() -> None:
    client = Client()
    form = {"username": "stranger", "password1": PASSWORD, "password2": PASSWORD}
    for page in (client.get("/accounts/signup/"), client.post("/accounts/signup/", form)):
        assert page.status_code == 200
        assert "Accounts are made by invitation." in page.content.decode()
    assert not User.objects.filter(username="stranger").exists()
    for path in ("/accounts/password/reset/", "/accounts/email/", "/accounts/2fa/webauthn/signup/", "/admin/"):
        assert client.get(path).status_code == 404


def test_a_page_of_account_holds_no_inline_script_or_style(cast: Cast) -> None:
    client = _half(cast.secretary)
    for path in (LOGIN, SETUP, "/accounts/password/change/", "/join/"):
        page = client.get(path, follow=True).content.decode()
        assert "style=" not in page
        assert "<style" not in page
        assert re.findall(r"<script(?![^>]*(?: src=|application/json))", page) == []
