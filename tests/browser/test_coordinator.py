"""The coordinator's story: a consultation from nothing to an answer of the table, through pages of a real server.

Once with SQLite, once with everything on PostgreSQL. Twelve people vote by plain requests; a phone reads the results.
"""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests.browser import secretariat, sites
from tests.browser.onlookers import Person, arrive
from tests.browser.secretariat import CASE
from tests.browser.sites import Site
from tests.polis.exports import COMMENTS, VOTES, archive

pytestmark = pytest.mark.browser

EDITION = f"{CASE}editions/third-edition/"
SQUARE = f"{EDITION}square/youth-of-both-shores/"
PUBLIC = "/open/youth-of-both-shores/"
# The last has words as long as a language without spaces, or with long compounds, writes them.
LONG = f"The lake should be a park: {'Улаанбаатархотынагаарын' * 7}, {'我们认为' * 20}."
SEEDS = ["The ferry should run every day of the week.", "The pier needs a lamp at night.", LONG]
SAME, TWO_IDEAS, GOOD, RUDE = OFFERS = [
    "We need a ferry every day of the week!",
    "Fishing should be free and boats should be quiet.",
    "Schools of both shores should exchange pupils.",
    "You who read this are all fools.",
]
ANSWER = "A daily ferry is on the agenda of the second day."
PATIENCE = 90


@dataclass
class Story:
    """Who has come so far."""

    browser: Browser
    site: Site
    people: list[Person] = field(default_factory=list)

    def arrive(self, *, phone: bool = False) -> Person:
        """Somebody else, with a browser of their own."""
        self.people.append(arrive(self.browser, self.site.origin, phone=phone))
        return self.people[-1]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def story(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """An installation whose databases hold the first account and nothing else."""
    place = tmp_path / "coordinator"
    if request.param == "sqlite":
        running = sites.on_sqlite(place)
    else:
        running = sites.on_postgresql(place, request.getfixturevalue("postgres_url"))
    with running as site:
        begun = Story(browser, site)
        yield begun
        for person in begun.people:
            person.context.close()
        assert [line for person in begun.people for line in person.wrong] == []


@dataclass
class Voice:
    """Somebody who takes part by plain requests: joined by the link, with the key of their forms."""

    opener: urllib.request.OpenerDirector
    origin: str
    form_key: str = ""

    @classmethod
    def joined(cls, origin: str, link: str) -> Voice:
        """Come by a link and take part."""
        made = cls(urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())), origin)
        page = made._send("join/", link=link.rstrip("/").rpartition("/")[2])
        found = re.search(r'name="form_key" value="([^"]+)"', page)
        assert found, page
        made.form_key = found[1]
        return made

    def _send(self, path: str, **fields: str) -> str:
        body = urlencode(fields).encode()
        with self.opener.open(f"{self.origin}{PUBLIC}{path}", data=body, timeout=30) as answer:
            return str(answer.read().decode())

    def vote(self, version: int, answer: int) -> None:
        """Answer one statement."""
        self._send("vote/", form_key=self.form_key, version=str(version), answer=str(answer))

    def offer(self, text: str) -> None:
        """Offer a statement."""
        self._send("offers/", form_key=self.form_key, text=text)


def test_a_consultation_is_run_and_its_finding_is_answered_by_the_table(story: Story) -> None:
    secretary, coordinator, reader = story.arrive(), story.arrive(), story.arrive(phone=True)
    secretariat.sign_in(secretary, sites.USERNAME, story.site.secret)
    secretariat.start_case(secretary, ["Eastshore", "Westshore"])
    secretariat.plan_edition(secretary, "Third edition", rehearsal=False)
    secretariat.join(coordinator, secretariat.invite(secretary, "track coordinator"), "Саран")
    _make(coordinator)
    _take_part(story, _link(coordinator))
    _moderate(coordinator)
    _hand_over(coordinator)
    _answer(secretary)
    reader.go(f"{PUBLIC}results/")
    assert reader.says(ANSWER)
    reader.look("results with the answer")
    _import(story, coordinator, reader)
    _end(coordinator)
    reader.go(f"{PUBLIC}results/")
    assert reader.says(ANSWER)


def _make(coordinator: Person) -> None:
    """From nothing to an open consultation."""
    coordinator.go(EDITION)
    coordinator.press("Open consultations")
    coordinator.press("Start an open consultation")
    coordinator.fill(name="Youth of both shores", about="What should come next?")
    coordinator.look("new consultation")
    coordinator.press("Make the consultation")
    secretariat.paste_statements(coordinator, "\n".join(SEEDS), len(SEEDS))
    coordinator.go(SQUARE)
    coordinator.look("consultation in preparation")
    coordinator.press("Open the consultation")


def _link(coordinator: Person) -> str:
    """A link to hand round."""
    coordinator.page.get_by_text("Make a link").click()
    coordinator.page.locator("#link_label").fill("Everybody")
    coordinator.press("Make the link")
    coordinator.look("consultation with a link")
    return coordinator.page.locator("code.wrap").inner_text()


def _take_part(story: Story, link: str) -> None:
    """Twelve people answer everything; four of them offer something."""
    versions = [pk for (pk,) in story.site.rows("SELECT id FROM rounds_statementversion ORDER BY id")]
    assert len(versions) == len(SEEDS)
    voices = [Voice.joined(story.site.origin, link) for _person in range(12)]
    for n, voice in enumerate(voices):
        for place, version in enumerate(versions):
            voice.vote(version, 1 if place == 0 or n % 2 else -1)
    for voice, text in zip(voices, OFFERS, strict=False):
        voice.offer(text)
    with pytest.raises(urllib.error.HTTPError):
        Voice.joined(story.site.origin, "no-such-link")


def _choose(coordinator: Person, text: str) -> None:
    """Go to the offer of these words by the keyboard."""
    cards = coordinator.page.locator("[data-key-item]")
    place = next(n for n in range(cards.count()) if text in cards.nth(n).locator(".statement-text").inner_text())
    for _step in range(place + 1):
        coordinator.page.keyboard.press("j")
    assert text in coordinator.page.locator("[data-current]").inner_text()


def _key(coordinator: Person, key: str) -> None:
    with coordinator.page.expect_navigation():
        coordinator.page.keyboard.press(key)


def _moderate(coordinator: Person) -> None:
    """By keyboard and by buttons: accept, reject with a reason, merge, split; then the log, and one undone."""
    coordinator.go("/today/")
    coordinator.press("Youth of both shores: 3 offered statements wait")
    assert coordinator.says("nearly the same")
    coordinator.look("queue")
    coordinator.page.set_viewport_size({"width": 360, "height": 640})
    coordinator.look("queue on a phone")
    coordinator.page.set_viewport_size({"width": 1280, "height": 900})
    _choose(coordinator, GOOD)
    _key(coordinator, "a")
    assert coordinator.says("Accepted: the statement joins the round")
    with coordinator.page.expect_navigation():
        card = coordinator.page.locator("[data-key-item]").filter(has_text=SAME)
        card.locator(".statement-text", has_text=SAME).locator("xpath=..").get_by_role(
            "button", name="The same as 1"
        ).click()
    _choose(coordinator, TWO_IDEAS)
    _key(coordinator, "s")
    coordinator.fill(part_1="Fishing should be free.", part_2="Boats should be quiet.")
    coordinator.look("split")
    coordinator.press("Split it")
    assert coordinator.says("Nothing waits for a decision.")
    coordinator.press("Moderation log")
    coordinator.look("moderation log")
    with coordinator.page.expect_download() as started:
        coordinator.page.get_by_role("link", name="The log as a file").click()
    log = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert log.count("Саран") == 3
    coordinator.go(f"{SQUARE}statements/5/")
    coordinator.page.locator("#hide_chosen").select_option(index=1)
    coordinator.look("statement")
    coordinator.press("Hide it")
    coordinator.press("Show it again 5")


def _wait(person: Person, path: str, what: Callable[[], bool]) -> None:
    """Load a page again until the worker has done its part."""
    end = time.monotonic() + PATIENCE
    person.go(path)
    while not what():
        assert time.monotonic() < end, person.page.inner_text("main")
        time.sleep(1)
        person.go(path)


def _hand_over(coordinator: Person) -> None:
    """What everybody agrees on goes to the table."""
    _wait(coordinator, SQUARE, lambda: coordinator.says("About 10 people have taken part."))
    coordinator.press("Hand findings to a table")
    coordinator.page.get_by_label(SEEDS[0]).check()
    coordinator.page.locator("main select[name=basket]").select_option(label="Water")
    coordinator.look("hand over")
    coordinator.press("Hand them over")
    assert coordinator.says("The table owes an answer.")


def _answer(secretary: Person) -> None:
    """The table's answer, written by its secretary."""
    secretary.go("/today/")
    secretary.press("Youth of both shores: 1 finding waits for the table's answer")
    assert secretary.says("answer owed")
    secretary.look("inputs")
    secretary.press(f"Answer {SEEDS[0]}")
    secretary.fill(answer=ANSWER)
    secretary.look("answer")
    secretary.press("Save the answer")
    secretary.go("/today/")
    assert not secretary.says("waits for the table's answer")


def _import(story: Story, coordinator: Person, reader: Person) -> None:
    """A public conversation: looked at, confirmed, shown with its terms."""
    coordinator.go(f"{EDITION}square/import/")
    coordinator.look("import")
    rows = [f"16000000{n:02d}000,Sun,{s},{n},{1 if s != 2 else -1}" for s in range(4) for n in range(12)]
    votes = "\n".join([VOTES.split("\n")[0], *rows]) + "\n"
    tables = {"comments.csv": COMMENTS.replace("agrees,disagrees", "for,against"), "votes.csv": votes}
    upload = {"name": "the-hill.zip", "mimeType": "application/zip", "buffer": archive(tables)}
    coordinator.page.locator("input[name=tables]").set_input_files([upload])
    coordinator.press("Look at what was understood")
    assert coordinator.says("Nothing is stored yet.")
    assert coordinator.says("participants-votes.csv, summary.csv")
    assert story.site.rows("SELECT count(*) FROM square_importedvotes") == [(0,)]
    coordinator.look("preview of an import")
    coordinator.fill(attribution="By the people of the Hill.", licence="CC BY 4.0")
    coordinator.press("Bring it in")
    _wait(reader, "/open/the-hill/", lambda: reader.says("About 10 people have taken part."))
    for said in ("By the people of the Hill.", "CC BY 4.0", "The ferry should run every day."):
        assert reader.says(said)
    assert not reader.says("Sell the lake.")
    reader.look("imported conversation")


def _end(coordinator: Person) -> None:
    """Stop, go on, announce the day of deletion, close, look at the results, publish them."""
    coordinator.go(SQUARE)
    coordinator.press("Stop it for now")
    coordinator.press("Let it go on")
    coordinator.press("Announce a day")
    coordinator.page.locator("main input[name=on]").fill(time.strftime("%Y-%m-%d", time.gmtime(time.time() + 864_000)))
    coordinator.press("Announce the day")
    coordinator.press("Close the consultation")
    coordinator.confirm("Close it for good")
    coordinator.press("Look at the results")
    _wait(coordinator, f"{SQUARE}preview/", lambda: coordinator.says("Not published"))
    coordinator.look("results before they are published")
    coordinator.press("Publish the results")
    coordinator.confirm("Publish")
    assert coordinator.says("Hand findings to a table")
