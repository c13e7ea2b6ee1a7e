"""Staff in Chromium: from an invitation to a second factor, and in again by app, recovery code and passkey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.eyes import faults
from tests.cast import PASSWORD, Cast, assemble
from tests.totp import digits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WIDTHS = (1280, 360)
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Screen:
    """One person's browser, and whatever its pages asked of strangers or complained of."""

    page: Page
    origin: str
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a path of this server."""
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.status < 500, path

    def press(self, name: str) -> None:
        """Press the button or link of exactly this name, and wait for the next page."""
        find = self.page.get_by_role("main").get_by_role
        with self.page.expect_navigation():
            find("button", name=name, exact=True).or_(find("link", name=name, exact=True)).first.click()

    def sign_out(self) -> None:
        """Press the button in the head of the page."""
        with self.page.expect_navigation():
            self.page.get_by_role("banner").get_by_role("button", name="Sign out").click()

    def sign_in(self, name: str, password: str) -> None:
        """The first step: name and password."""
        self.go("/accounts/login/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in")

    def at(self, path: str) -> None:
        """The address is `path`, whatever follows it."""
        assert self.page.url.removeprefix(self.origin).partition("?")[0] == path

    def look(self, name: str) -> None:
        """At each width: our frame, nothing wider than the screen, no violation, no style or script in the page."""
        assert self.page.locator("header.top, main.phone").count() == 1, name
        assert self.page.locator("[style], style, script:not([src]):not([type='application/json'])").count() == 0, name
        assert faults(self.page, f"staff-{name}", WIDTHS) == []
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})


@pytest.fixture
def screen(browser: Browser, live_server: LiveServer) -> Iterator[Screen]:
    """A fresh browser; afterwards, nothing was asked of a stranger and no page broke its own policy."""
    cache.clear()
    context = browser.new_context(locale="en-GB")
    made = Screen(context.new_page(), live_server.url)
    made.page.on(
        "request", lambda r: None if r.url.startswith((made.origin, "data:")) else made.strangers.append(r.url)
    )
    made.page.on("console", lambda m: made.complaints.append(m.text) if "ecurity" in m.text else None)
    made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
    yield made
    context.close()
    assert made.strangers == []
    assert made.complaints == []


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> User:
    """The secretary of the cast, whose app holds SECRET."""
    TOTP.activate(cast.secretary, SECRET)
    RecoveryCodes.activate(cast.secretary)
    return cast.secretary


def _enter(screen: Screen, user: User, steps: int = 0) -> None:
    """Both steps of signing in; `steps` tells apart the digits used, each good once."""
    screen.sign_in(user.username, PASSWORD)
    screen.page.get_by_label("Code").fill(digits(SECRET, steps))
    screen.press("Sign In")
    screen.at("/today/")


def _confirm(screen: Screen) -> None:
    """Type the password again where a page asks for it."""
    screen.at("/accounts/reauthenticate/")
    screen.page.get_by_label("Password").fill(PASSWORD)
    screen.press("Confirm")


def _key(screen: Screen, **differently: Any) -> str:
    """Plug a virtual key into the browser; returns its number."""
    devtools = screen.page.context.new_cdp_session(screen.page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, **differently}})
    return str(made["authenticatorId"])


def test_an_invitation_leads_through_the_second_factor_to_work(screen: Screen, cast: Cast, secretary: User) -> None:
    _enter(screen, secretary)
    screen.look("today")
    screen.go("/cases/lake/staff/")
    screen.page.get_by_label("interpreter").check()
    screen.press("Make an invitation")
    screen.look("invitation")
    link = screen.page.locator("code.wrap").inner_text()
    assert len(link.partition("#")[2]) == 22
    screen.sign_out()

    screen.page.goto(link)
    expect(screen.page.get_by_label("Code of the invitation")).to_have_value(link.partition("#")[2])
    assert screen.page.url == f"{screen.origin}/join/"
    screen.look("join")
    screen.page.get_by_label("Username").fill("Ойуна")
    screen.page.get_by_label("Password", exact=True).fill(PASSWORD)
    screen.page.get_by_label("Password confirmation").fill(PASSWORD)
    screen.press("Join")

    for path in ("/today/", "/cases/", "/cases/lake/", "/"):
        screen.go(path)
        screen.at("/accounts/2fa/")
    screen.look("second-factor-missing")
    screen.press("Set up an app")
    screen.look("app")
    expect(screen.page.locator("img.qr")).to_be_visible()
    assert screen.page.evaluate("document.querySelector('img.qr').naturalWidth") > 100
    screen.page.get_by_label("Authenticator code").fill("000000")
    screen.press("Activate")
    screen.look("app-wrong-code")
    secret = screen.page.get_by_label("Authenticator secret").input_value()
    screen.page.get_by_label("Authenticator code").fill(digits(secret))
    screen.press("Activate")
    screen.look("recovery-codes")
    codes = screen.page.locator("ul.code li").all_inner_texts()
    assert len(set(codes)) == 10
    screen.press("What needs you now")
    screen.at("/today/")
    expect(screen.page.get_by_role("link", name="The Lake")).to_be_visible()

    screen.sign_out()
    screen.sign_in("Ойуна", PASSWORD)
    screen.look("second-step")
    screen.page.get_by_label("Code").fill(codes[0])
    screen.press("Sign In")
    screen.at("/today/")
    screen.sign_out()
    screen.sign_in("Ойуна", PASSWORD)
    screen.page.get_by_label("Code").fill(codes[0])
    screen.press("Sign In")
    expect(screen.page.get_by_text("Incorrect code.")).to_be_visible()
    screen.look("second-step-used-code")


def test_a_passkey_is_set_up_and_signs_in_without_a_password(screen: Screen, secretary: User) -> None:
    _key(screen)
    _enter(screen, secretary)
    screen.go("/accounts/2fa/webauthn/add/")
    screen.look("reauthenticate")
    _confirm(screen)
    screen.look("key-add")
    screen.page.get_by_label("Name").fill("Desk")
    screen.page.get_by_label("Passwordless").check()
    screen.press("Add")
    screen.look("key-added")
    screen.press("Your keys")
    screen.look("keys")
    screen.press("Rename Desk")
    screen.page.get_by_label("Name").fill("Desk in the hotel")
    screen.look("key-rename")
    screen.press("Save")
    screen.sign_out()

    screen.go("/accounts/login/")
    screen.look("login")
    screen.press("Sign in with a passkey")
    screen.at("/today/")
    screen.sign_out()

    screen.sign_in(secretary.username, PASSWORD)
    screen.press("Use a security key")
    screen.at("/today/")
    screen.go("/accounts/2fa/webauthn/reauthenticate/?next=/accounts/2fa/webauthn/")
    screen.look("reauthenticate-key")
    screen.press("Use a security key")
    screen.press("Remove Desk in the hotel")
    screen.look("key-remove")
    screen.press("Remove this key")
    expect(screen.page.get_by_text("No key is set up.")).to_be_visible()


def test_a_key_that_does_not_fit_is_told_of_on_the_page(screen: Screen, secretary: User) -> None:
    _key(screen)
    screen.go("/accounts/login/")
    screen.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(screen.page.get_by_role("alert")).to_have_text("The key did not answer. Nothing was changed; try again.")
    screen.look("key-unanswered")
    screen.origin = screen.origin.replace("localhost", "127.0.0.1")
    screen.go("/accounts/login/")
    screen.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(screen.page.get_by_role("alert")).to_contain_text("Keys work only under a host name with HTTPS")


def test_every_other_account_page_has_our_frame(screen: Screen, secretary: User) -> None:
    for path, name in (("login/", "login"), ("signup/", "by-invitation"), ("inactive/", "inactive")):
        screen.go(f"/accounts/{path}")
        screen.look(name)
    screen.sign_in(secretary.username, "not the password")
    screen.look("login-refused")
    _enter(screen, secretary)
    screen.go("/accounts/2fa/reauthenticate/")
    screen.look("reauthenticate-app")
    screen.page.get_by_label("Code").fill(digits(SECRET, 1))
    screen.press("Confirm")
    for path, name in (
        ("2fa/", "second-factor"),
        ("2fa/recovery-codes/", "recovery-codes"),
        ("2fa/recovery-codes/generate/", "recovery-codes-anew"),
        ("2fa/totp/deactivate/", "app-remove"),
        ("2fa/webauthn/", "keys-none"),
        ("password/change/", "password"),
        ("logout/", "logout"),
    ):
        screen.go(f"/accounts/{path}")
        screen.at(f"/accounts/{path}")
        screen.look(name)
    screen.go("/accounts/2fa/totp/deactivate/")
    screen.press("Remove the app")
    screen.at("/accounts/2fa/")
    screen.go("/today/")
    screen.at("/accounts/2fa/")


def test_too_many_wrong_passwords_are_answered_politely(screen: Screen, secretary: User) -> None:
    for _attempt in range(6):
        screen.sign_in(secretary.username, "not the password")
    expect(screen.page.get_by_text("Too many failed login attempts")).to_be_visible()
    screen.look("login-too-many")
    for _attempt in range(12):
        screen.go("/accounts/login/")
    for _attempt in range(30):
        screen.sign_in("nobody", "not the password")
        if "Too many attempts" in screen.page.title():
            break
    screen.look("too-many")
    expect(screen.page.get_by_role("heading")).to_have_text("Too many attempts")
