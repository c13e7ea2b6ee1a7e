"""A participant of an open consultation on a phone: a shared link, a lost connection, the results, a second device.

`khural serve` serves it and starts the worker that computes: once with SQLite, once with everything on PostgreSQL.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from khural.web.settings.databases import ACCEPTANCE
from tests.browser import sites
from tests.browser.onlookers import Person, arrive
from tests.browser.sites import Site
from tests.cli.terminal import surroundings
from tests.machine import ROOT

pytestmark = pytest.mark.browser

SQUARE = "/open/youth-of-both-shores/"
OPEN_A_CONSULTATION = """
import django; django.setup()
from tests.cast import assemble; from tests.square import crowd, open_square
square = open_square(assemble(), statements=8); crowd(square, 45, shares=(0.95, 0.1, 0.6)); print(square.link.key)
"""
ALL = "SELECT answer FROM openballots_openballot"
CROWD = 45 * 8


@dataclass
class Story:
    """The installation, the key of the shared link, and who has come."""

    browser: Browser
    site: Site
    link: str
    people: list[Person] = field(default_factory=list)

    def arrive(self, *, script: bool = True) -> Person:
        """Somebody else with a phone."""
        self.people.append(arrive(self.browser, self.site.origin, phone=True, script=script))
        return self.people[-1]

    def answers(self) -> int:
        """How many answers are on disk beside those of the crowd; 2 stands for one that was taken back."""
        return sum(answer != 2 for (answer,) in self.site.rows(ALL)) - CROWD


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def story(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    place = tmp_path / "square"
    if request.param == "sqlite":
        running = sites.on_sqlite(place)
    else:
        running = sites.on_postgresql(place, request.getfixturevalue("postgres_url"))
    with running as site:
        begun = Story(browser, site, _opened(site))
        yield begun
        for person in begun.people:
            person.context.close()
        assert [line for person in begun.people for line in person.wrong] == []
        assert (place / "printed").read_text().count("\n") == 2


def _opened(site: Site) -> str:
    """A consultation in which 45 people have voted; the key of its link."""
    settings = surroundings(KHURAL_DATA=str(site.place), DJANGO_SETTINGS_MODULE="khural.web.settings.server")
    if site.databases:
        main, ballots = site.databases
        settings |= {"DATABASE_URL": main, "KHURAL_BALLOTS_URL": ballots, "KHURAL_BALLOTS_ACCEPTED": ACCEPTANCE}
    words = [sys.executable, "-c", OPEN_A_CONSULTATION]
    done = subprocess.run(words, capture_output=True, text=True, env=settings, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_participant_votes_through_a_lost_connection_and_reads_the_results(story: Story) -> None:
    person = story.arrive()
    _join(story, person)
    _vote_through_a_lost_connection(story, person)
    _offer(person)
    _read(person)
    _go_on_elsewhere(story, person)
    _vote_without_script(story)


def _join(story: Story, person: Person) -> None:
    person.go(f"{SQUARE}with/{story.link}/")
    assert person.says("What is kept, and until when")
    person.look("start")
    person.press("I have read this. Go on")
    assert person.page.url.endswith(f"{SQUARE}statements/")
    assert {cookie["name"] for cookie in person.context.cookies()} == {"khural_open"}
    person.look("statement")


def _choose(page: Page, name: str) -> None:
    text = page.locator("#text").inner_text()
    # A second touch of the same tap is not a second answer.
    page.wait_for_timeout(300)
    page.get_by_role("button", name=name, exact=True).tap()
    expect(page.locator("#text")).not_to_have_text(text)


def _vote_through_a_lost_connection(story: Story, person: Person) -> None:
    page = person.page
    _choose(page, "Agree")
    expect(page.locator("#state")).to_have_text("saved")
    assert story.answers() == 1
    person.context.set_offline(True)
    _choose(page, "Disagree")
    _choose(page, "Pass")
    expect(page.locator("#state")).to_have_text("waiting to send (2)")
    person.look("waiting")
    assert story.answers() == 1
    person.context.set_offline(False)
    expect(page.locator("#state")).to_have_text("saved", timeout=40_000)
    expect(page.locator("#progress")).to_have_text("3 of 8 answered")
    assert story.answers() == 3
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator("#progress")).to_have_text("2 of 8 answered")
    assert story.answers() == 2
    _choose(page, "Pass")
    expect(page.locator("#progress")).to_have_text("3 of 8 answered")
    # What the lost connection said of itself is no fault of the page.
    person.wrong = [line for line in person.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def _offer(person: Person) -> None:
    person.press("Offer a statement")
    person.look("offers")
    person.fill(text="Ferries should carry bicycles for nothing.")
    person.press("Offer it")
    assert person.says("waits until three authors have offered something")


def _read(person: Person) -> None:
    for _attempt in range(60):
        person.go(f"{SQUARE}results/")
        if person.says("people have taken part"):
            break
        person.page.wait_for_timeout(1000)
    assert person.says("About 45 people have taken part.")
    person.page.get_by_text("The same as a table").click()
    person.look("results")
    first = person.page.locator(".square-table tbody tr").first
    expect(first).to_contain_text("Ferry number")
    person.press("My place on the map")
    person.press("Show my place")
    assert person.page.get_by_text("you are here").count() > 0
    person.look("place")


def _go_on_elsewhere(story: Story, person: Person) -> None:
    person.go(f"{SQUARE}code/")
    person.press("Show my code")
    code = person.page.locator("p.code-input").inner_text()
    other = story.arrive()
    other.go(f"{SQUARE}#{code}")
    expect(other.page.locator("#code")).to_have_value(code)
    assert code not in other.page.url
    other.press("I have read this. Go on")
    expect(other.page.locator("#progress")).to_have_text("3 of 8 answered")


def _vote_without_script(story: Story) -> None:
    plain, before = story.arrive(script=False), story.answers()
    plain.go(f"{SQUARE}with/{story.link}/?lang=ko")
    plain.page.locator("form[action$='/join/'] button").first.click()
    for _step in range(8):
        plain.page.locator("button.choice-agree").click()
    assert plain.page.locator("button.choice-agree").count() == 0
    assert story.answers() == before + 8
