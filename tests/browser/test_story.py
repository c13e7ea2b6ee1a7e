"""The first screen and the story in Chromium, step by step through real pages, up to a published round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from khural.web.ballots import store
from khural.web.demo import places
from khural.web.rounds.models import Phase
from khural.web.voting.sessions import sessions
from tests import demonstration
from tests.browser.eyes import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]


@dataclass
class Visitor:
    """Somebody who tries the demonstration; `strangers` are the requests made, `wrong` what pages complain of."""

    page: Page
    origin: str
    strangers: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def look(self, name: str) -> None:
        """Nothing wider than the screen and no violation, on a desk and on a phone."""
        assert faults(self.page, f"story-{name}", (1200, 360)) == []

    def press(self, name: str) -> None:
        """Press the first button or link of this name that leads on."""
        button = self.page.get_by_role("button", name=name, exact=True)
        button = button.or_(self.page.get_by_role("link", name=name, exact=True))
        with self.page.expect_navigation():
            button.first.click()

    def next(self) -> None:
        """Follow the bar to the next step."""
        with self.page.expect_navigation():
            self.page.locator(".guide-next").click()


@pytest.fixture
def visitor(browser: Browser, transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody in front of the first screen."""
    sessions.clear()
    with demonstration.serving(settings, tmp_path) as origin:
        context = browser.new_context(locale="en-GB", viewport={"width": 1200, "height": 800})
        one = Visitor(context.new_page(), origin)
        one.page.on("request", lambda request: one.strangers.append(request.url))
        one.page.on("console", lambda message: one.wrong.append(message.text) if message.type == "error" else None)
        one.page.on("pageerror", lambda error: one.wrong.append(str(error)))
        one.page.goto(origin)
        yield one
        context.close()
    assert [url for url in one.strangers if not url.startswith((one.origin, "data:"))] == []
    assert one.wrong == []


@pytest.mark.parametrize("language", ["en", "mn", "ko"])
def test_the_first_screen_and_the_pages_behind_its_doors(visitor: Visitor, language: str) -> None:
    for path in ("/", "/library/", "/library/evidence/", "/demo/story/", "/demo/thief/"):
        visitor.page.goto(f"{visitor.origin}{path}?lang={language}")
        visitor.look(f"{path.strip('/').replace('/', '-') or 'first'}-{language}")
    visitor.page.emulate_media(color_scheme="dark")
    visitor.page.goto(f"{visitor.origin}/")
    visitor.look(f"first-{language}-dark")


def test_the_first_screen_in_the_other_languages(visitor: Visitor) -> None:
    for language in ("zh-hans", "ja", "ru"):
        visitor.page.goto(f"{visitor.origin}/?lang={language}")
        visitor.look(f"first-{language}")


def test_the_story_from_a_frozen_case_to_a_published_round(visitor: Visitor) -> None:
    page = visitor.page
    visitor.page.locator(".door").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The four-minute story")
    visitor.press("Begin")
    visitor.look("step-1")
    visitor.press("Open the case as an observer")
    expect(page.locator(".guide")).to_contain_text("Step 1 of 7")
    visitor.look("case")
    visitor.next()
    visitor.press("Open the ranking")
    expect(page.get_by_role("heading", level=1)).to_have_text("Whom would every party accept?")
    visitor.look("mediators")
    visitor.next()
    visitor.press("Open the editions")
    visitor.look("editions")
    visitor.next()
    visitor.press("Draw a sheet of Delegation 3")
    expect(page.locator(".guide")).to_contain_text("Step 4 of 7")
    visitor.look("consent")
    _vote(page, 5)
    visitor.look("statement")
    visitor.next()
    visitor.press("Steal the database")
    page.get_by_label("Delegation", exact=True).select_option(label="Delegation 3")
    visitor.press("Search the copy")
    expect(page.locator("#found")).to_contain_text("One of them is yours")
    visitor.look("thief")
    visitor.next()
    visitor.press("Close the round as the secretary")
    visitor.look("close")
    _close_and_publish(visitor)
    expect(page.get_by_role("heading", level=1)).to_have_text("Findings")
    visitor.look("published")
    visitor.next()
    visitor.press("What changed")
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")
    visitor.next()
    expect(page).to_have_url(re.compile("/#roles$"))
    assert page.locator(".guide").count() == 0


def _vote(page: Page, statements: int) -> None:
    """Accept the consent page, then answer."""
    with page.expect_navigation():
        page.locator("main form button").first.click()
    for _ in range(statements):
        text = page.locator("#text").inner_text()
        page.wait_for_timeout(350)
        page.get_by_role("button", name="Agree", exact=True).click()
        expect(page.locator("#text")).not_to_have_text(text)


def _close_and_publish(visitor: Visitor) -> None:
    """Both guarded steps, as the pages ask for them."""
    for phase in (Phase.CLOSED, Phase.PUBLISHED):
        _confirm(visitor.page)
        round_ = places.current_round()
        assert round_ is not None
        assert round_.phase == phase
        if phase == Phase.CLOSED:
            visitor.page.goto(visitor.origin + places.closing_page())
            visitor.look("publish")
    assert store.rounds_with_ballots() == set()
    visitor.page.goto(visitor.origin + places.closing_page())


def _confirm(page: Page) -> None:
    for box in page.locator("main form input[type=checkbox]").all():
        box.check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
