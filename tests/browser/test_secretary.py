"""The secretary's whole way through Chromium: every page at two widths, without a violation, and sheets on paper."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from khural.web.ballots import store
from khural.web.people.models import Delegation
from khural.web.rounds.models import Round
from khural.web.staff.models import Membership, Role
from tests.browser.eyes import faults
from tests.desk import desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]

WIDTHS = (1280, 360)
# A folder in which the pages are kept as pictures, for people to look at.
PICTURES = os.environ.get("KHURAL_PICTURES")
LIST = "1. The gauge should be read every day.\n2. Fishing stops in May.\n3. Both shores publish their catch."


@dataclass
class Desk:
    """A page in which somebody works, and what went wrong on the pages seen so far."""

    page: Page
    origin: str
    seen: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a path of this server."""
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.ok, path

    def press(self, name: str) -> None:
        """Press the button or follow the link of this name, and wait for the next page."""
        target = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        with self.page.expect_navigation():
            target.first.click()

    def look(self, name: str) -> None:
        """Look at the page at each width: nothing wider than the screen, no violation, a picture."""
        self.wrong += faults(self.page, name, WIDTHS)
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        self.seen.append(name)


def _context(browser: Browser, origin: str, user: User) -> BrowserContext:
    context = browser.new_context(locale="en")
    session = desk(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
    return context


@pytest.fixture
def secretary(browser: Browser, live_server: LiveServer) -> Iterator[Desk]:
    """The first account of an installation, at an empty desk."""
    context = _context(browser, live_server.url, User.objects.create_superuser("secretary"))
    page = context.new_page()
    at = Desk(page, live_server.url)
    page.on("request", lambda request: at.strangers.append(request.url) if _is_strange(request.url, at) else None)
    page.on("console", lambda said: at.strangers.append(said.text) if "Content Security Policy" in said.text else None)
    yield at
    context.close()


def _is_strange(url: str, at: Desk) -> bool:
    return not url.startswith((at.origin, "data:", "blob:", "about:"))


def _start_case(at: Desk) -> None:
    at.go("/cases/")
    at.look("cases-empty")
    at.press("Start a case")
    at.press("Start the case")
    at.look("case-new-errors")
    at.page.get_by_label("Name of the case").fill("The Lake")
    at.page.get_by_label("What it is about").fill("Two shores share one lake, and do not talk about it.")
    at.page.get_by_label("Name of the dialogue").fill("Lake Dialogue")
    at.page.get_by_label("Host").fill("Nordia")
    at.press("Start the case")
    for name in ("Westshore", "Eastshore"):
        at.press("Add a party")
        at.page.get_by_label("Name that this dialogue uses").fill(name)
        at.page.get_by_text("Names in the languages").click()
        at.page.get_by_label("한국어").fill("호수")
        if name == "Westshore":
            at.look("party-new")
        at.press("Add the party")
    at.press("Add a basket")
    at.page.get_by_label("Name of the basket").fill("Water")
    at.press("Add the basket")
    at.look("case-edit")
    at.go("/cases/the-lake/")
    at.look("case-empty")


def _plan_edition(at: Desk, name: str, *, rehearsal: bool) -> None:
    at.go("/cases/the-lake/dialogue/")
    at.press("Plan")
    at.page.get_by_label("Name of the edition").fill(name)
    at.page.get_by_label("Year").fill("2026")
    at.page.get_by_label("First day").fill("2026-06-04")
    at.page.get_by_label("Last day").fill("2026-06-05")
    at.page.get_by_label("Venue").fill("Pier House")
    if rehearsal:
        at.page.get_by_label("This is a rehearsal").check()
    at.look("edition-new")
    at.press("Plan the edition")
    at.look(f"edition-{'rehearsal' if rehearsal else 'real'}")


def _print_sheets(at: Desk, seats: int, *, look: bool) -> list[str]:
    at.go("/cases/the-lake/editions/rehearsal/people/new/")
    at.page.get_by_label("Seats with a vote").fill(str(seats))
    at.press("Add the delegation")
    delegation = Delegation.objects.latest("pk")
    at.go(f"/cases/the-lake/editions/rehearsal/people/{delegation.pk}/")
    if look:
        at.look("delegation")
    at.press("Print the sheets")
    if look:
        at.look("print")
    at.page.get_by_label("A printer is ready").check()
    at.press("Draw the sheets")
    codes = at.page.locator(".sheet .code").all_inner_texts()
    assert len(codes) == seats
    if look:
        at.look("sheets")
        _check_paper(at, seats)
    return codes


def _check_paper(at: Desk, seats: int) -> None:
    printed = at.page.pdf(prefer_css_page_size=True, print_background=True)
    if PICTURES:
        (Path(PICTURES) / "sheets.pdf").write_bytes(printed)
    pages = PdfReader(io.BytesIO(printed)).pages
    assert len(pages) == seats
    width, height = (round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    assert all("Rehearsal" in page.extract_text() for page in pages)
    assert not any("Delegation 1" in page.extract_text() for page in pages)


def _write_statements(at: Desk) -> None:
    at.go("/cases/the-lake/editions/rehearsal/")
    at.press("Start a round")
    at.look("round-new")
    at.press("Start the round")
    at.look("statements-empty")
    at.press("Paste a list")
    at.page.get_by_label("Statements, one per line").fill("1. \u202eevil\n2. 🕊\n3. A good line stands here.")
    at.press("Look at what was understood")
    at.look("paste-errors")
    at.page.get_by_label("Statements, one per line").fill(LIST)
    at.press("Look at what was understood")
    at.look("paste-preview")
    at.press("Store 3 statements")
    at.look("statements")
    at.press("Fishing stops in May.")
    at.page.locator("#ko textarea").fill("오월에는 고기를 잡지 않는다.")
    at.page.locator("#ko").get_by_label("Translated by").fill("Kim")
    at.press("Save the translation 한국어")
    at.look("statement")
    at.press("Change the wording")
    at.look("reword")
    at.go("/cases/the-lake/editions/rehearsal/rounds/round-1/languages/")
    at.look("languages")


def _hold(at: Desk, tokens: list[str]) -> None:
    at.go("/cases/the-lake/editions/rehearsal/rounds/round-1/")
    at.look("round-preparing")
    at.press("Start collecting")
    at.press("Offered statements")
    at.look("offers-empty")
    at.go("/cases/the-lake/editions/rehearsal/rounds/round-1/")
    at.press("Open the vote")
    at.look("start-voting")
    at.page.get_by_label("I have read what will happen").check()
    at.press("Open the vote")
    _vote(tokens)
    at.look("round-voting")
    at.press("Close the round")
    at.press("Close the round for good")
    at.look("close-unconfirmed")
    at.page.get_by_label("I have read what will happen").check()
    at.press("Close the round for good")
    at.look("round-closed")
    at.press("Publish")
    at.look("publish")
    at.page.get_by_label("I have read what will happen").check()
    at.press("Publish and delete the ballots")
    at.look("round-published")
    assert "searched for their fingerprints: 0 found" in at.page.inner_text("main")


def _vote(codes: list[str]) -> None:
    from khural import credentials

    round_ = Round.objects.get()
    salt = bytes(round_.edition.token_salt)
    for code in codes:
        key = credentials.fingerprint(credentials.ballot_key(credentials.decode(code), salt, round_.slot))
        for statement in round_.statements.all():
            assert store.vote(round_.pk, statement.version.pk, key, 1)


def test_a_secretary_holds_a_rehearsal_and_plans_an_edition(secretary: Desk) -> None:
    at = secretary
    _start_case(at)
    _plan_edition(at, "Rehearsal", rehearsal=True)
    codes = [code for seats in (5, 6) for code in _print_sheets(at, seats, look=seats == 5)]
    at.go("/cases/the-lake/editions/rehearsal/people/")
    at.look("people-rehearsal")
    _write_statements(at)
    _hold(at, codes)
    at.go("/cases/the-lake/editions/rehearsal/record/")
    at.look("record")
    at.go("/cases/the-lake/")
    at.look("case")
    _plan_edition(at, "Third edition", rehearsal=False)
    _consent(at)
    at.go("/cases/the-lake/editions/rehearsal/erase/")
    at.look("erase")
    at.page.get_by_label("I have read what will happen").check()
    at.press("Erase the rehearsal for good")
    at.look("dialogue")
    assert at.strangers == []
    assert at.wrong == [], "\n".join(at.wrong)
    assert len(at.seen) == len(set(at.seen)) + 1  # the form of an edition is seen twice


def _consent(at: Desk) -> None:
    at.go("/cases/the-lake/editions/third-edition/people/")
    at.look("people-empty")
    at.press("Add the first delegation")
    at.page.get_by_label("Seats with a vote").fill("4")
    at.press("Add the delegation")
    at.look("people-real")
    at.press("Change Eastshore")
    at.look("attendance")
    at.go(f"/cases/the-lake/editions/third-edition/people/{Delegation.objects.latest('pk').pk}/consent/")
    at.page.get_by_label("Who told us").fill("The head of delegation")
    at.look("consent")
    at.press("Record the consent")
    at.look("delegation-consented")


def test_two_translators_see_both_texts_and_nothing_is_overwritten(
    secretary: Desk, browser: Browser, live_server: LiveServer
) -> None:
    at = secretary
    _start_case(at)
    _plan_edition(at, "Rehearsal", rehearsal=True)
    _write_statements(at)
    interpreter = User.objects.create_user("interpreter")
    round_ = Round.objects.get()
    Membership.objects.create(user=interpreter, dialogue=round_.edition.dialogue, role=Role.INTERPRETER)
    context = _context(browser, live_server.url, interpreter)
    other = Desk(context.new_page(), live_server.url)
    path = "/cases/the-lake/editions/rehearsal/rounds/round-1/statements/2/"
    at.go(path)
    other.go(path)
    for who, text in ((other, "오월에는 낚시를 쉰다."), (at, "오월에는 조업을 멈춘다.")):
        who.page.locator("#ko textarea").fill(text)
        who.press("Save the translation 한국어")
    at.look("conflict")
    assert "오월에는 낚시를 쉰다." in at.page.locator("#ko blockquote").inner_text()
    assert at.page.locator("#ko textarea").input_value() == "오월에는 조업을 멈춘다."
    other.go(path)
    other.page.locator("#ko").get_by_label("Read and approved by").fill("Lee")
    other.look("interpreter")
    other.press("Record the review")
    assert at.wrong + other.wrong == [], "\n".join(at.wrong + other.wrong)
    assert "reviewed by Lee" in other.page.locator("#ko").inner_text()
    context.close()
