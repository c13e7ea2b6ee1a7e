"""What somebody typed is there again: after a closed tab, a session that ended, and beside what a colleague stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from khural.web.drafts.models import Draft
from khural.web.staff.models import Membership, Role
from tests.browser.eyes import faults
from tests.browser.onlookers import Person, arrive
from tests.cast import PASSWORD, Cast, assemble
from tests.desk import desk
from tests.totp import digits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "/cases/lake/editions/first/rounds/round-1/statements/new/"
CASE = "/cases/lake/edit/"
TEXT = "Nets are mended on Sundays."
KEPT = "Kept as a draft."
WIDTHS = (1280, 360)


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    cast = assemble()
    TOTP.activate(cast.secretary, SECRET)
    return cast


def _sit_down(browser: Browser, origin: str, user: User, *, script: bool = True) -> Person:
    person = arrive(browser, origin, script=script)
    session = desk(user).cookies[settings.SESSION_COOKIE_NAME].value
    person.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
    return person


@pytest.fixture
def secretary(browser: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Person]:
    person = _sit_down(browser, live_server.url, cast.secretary)
    yield person
    person.context.close()


def _look(person: Person, name: str) -> None:
    person.wrong += faults(person.page, name, WIDTHS)
    person.page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def _typed(person: Person, name: str = "text") -> str:
    return person.page.locator(f"main [name={name}]").input_value()


def test_a_closed_tab_loses_nothing(secretary: Person) -> None:
    secretary.go(NEW)
    secretary.fill(text=TEXT)
    expect(secretary.page.get_by_text(KEPT)).to_be_visible()
    _look(secretary, "draft-kept")
    secretary.page.close()
    secretary.page = secretary.context.new_page()
    secretary.go(NEW)
    assert _typed(secretary) == TEXT
    assert secretary.says("A draft from")
    _look(secretary, "draft-filled")
    # What was typed a moment before the page is left is kept as well, without waiting.
    secretary.fill(text=f"{TEXT} Boats too.")
    secretary.go("/today/")
    secretary.go(NEW)
    assert _typed(secretary) == f"{TEXT} Boats too."
    secretary.fill(text="Something else.")
    secretary.press("Discard the draft")
    assert _typed(secretary) == ""
    assert not Draft.objects.exists()
    secretary.fill(text=TEXT)
    secretary.press("Add the statement")
    assert not Draft.objects.exists()
    assert secretary.wrong == []


def test_a_form_sent_after_the_session_ended_is_there_after_signing_in(secretary: Person, cast: Cast) -> None:
    secretary.go(NEW)
    secretary.fill(text=TEXT)
    Session.objects.all().delete()
    expect(secretary.page.get_by_text("You are signed out.")).to_be_visible()
    _look(secretary, "draft-signed-out")
    secretary.press("Add the statement")
    assert secretary.says("What you typed is kept: sign in, and it is filled in.")
    _look(secretary, "draft-sign-in")
    secretary.fill(login="secretary", password=PASSWORD)
    secretary.press("Sign in")
    secretary.fill(code=digits(SECRET))
    secretary.press("Sign In")
    assert _typed(secretary) == TEXT
    _look(secretary, "draft-after-sign-in")
    secretary.press("Add the statement")
    assert cast.round.statements.count() == 5
    assert not Draft.objects.exists()
    assert secretary.wrong == []


def test_two_editors_see_both_texts(secretary: Person, browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    colleague = User.objects.create_user("colleague")
    Membership.objects.create(user=colleague, dialogue=cast.dialogue, role=Role.SECRETARY)
    other = _sit_down(browser, live_server.url, colleague)
    for person, text in ((secretary, "One lake, no boats."), (other, "One lake, three boats.")):
        person.go(CASE)
        person.fill(summary=text)
    other.press("Save")
    # A draft that was begun before the colleague saved stands beside what is stored now, before anything is sent.
    expect(secretary.page.get_by_text(KEPT)).to_be_visible()
    secretary.go(CASE)
    assert secretary.says("One lake, three boats.")
    assert _typed(secretary, "summary") == "One lake, no boats."
    _look(secretary, "draft-beside-stored")
    other.fill(summary="One lake, four boats.")
    other.press("Save")
    secretary.press("Save")
    assert secretary.says("Somebody saved this text while you were writing.")
    assert secretary.page.locator("blockquote").inner_text() == "One lake, four boats."
    assert _typed(secretary, "summary") == "One lake, no boats."
    _look(secretary, "editors-conflict")
    cast.case.refresh_from_db()
    assert cast.case.summary == "One lake, four boats."
    secretary.press("Save")
    cast.case.refresh_from_db()
    assert cast.case.summary == "One lake, no boats."
    assert secretary.wrong + other.wrong == []
    other.context.close()


def test_without_scripts_a_refused_form_is_kept_and_nothing_breaks(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    plain = _sit_down(browser, live_server.url, cast.secretary, script=False)
    plain.go(NEW)
    plain.fill(text="?!")
    plain.press("Add the statement")
    plain.go(NEW)
    assert _typed(plain) == "?!"
    plain.press("Discard the draft")
    assert _typed(plain) == ""
    assert not Draft.objects.exists()
    assert plain.wrong == []
    plain.context.close()
