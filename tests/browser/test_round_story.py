"""THE story: one round from an empty database to the published result, every step through pages of a real server.

`khural init` makes the installation, `khural serve` serves it, Chromium opens it: once with SQLite, once with
everything on PostgreSQL. What must come out is computed from the votes that are cast here (expectations.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from khural import credentials
from tests.browser import expectations, plain_voter, secretariat, sites
from tests.browser.expectations import AGREE, DISAGREE, PASS
from tests.browser.onlookers import Person, arrive
from tests.browser.plan import KOREAN, NUMBERS, OFFERED, PLAN, REASON, SEATS, TEXTS, VOTES, answers_of
from tests.browser.secretariat import CASE, take_step
from tests.browser.sites import Site

pytestmark = pytest.mark.browser

EDITION = f"{CASE}editions/third-edition/"
ROUND = f"{EDITION}rounds/round-1/"
VOTER = "/v/rounds/round-1/"
BUTTONS = {AGREE: "button.choice-agree", DISAGREE: "button.choice-disagree", PASS: "button.choice-pass"}
LONG = {
    "agree": "mostly agree",
    "mixed": "mixed",
    "disagree": "mostly disagree",
    "withheld": "withheld to protect another delegation",
    "too few votes": "withheld: fewer than 5 votes",
}


@dataclass
class Story:
    """Who has come so far, and the codes on the sheets of each delegation."""

    browser: Browser
    site: Site
    people: list[Person] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=dict)

    def arrive(self, *, phone: bool = False, script: bool = True, locale: str = "en-GB") -> Person:
        """Somebody else, with a browser of their own."""
        self.people.append(arrive(self.browser, self.site.origin, phone=phone, script=script, locale=locale))
        return self.people[-1]

    def fingerprints(self, codes: list[str], edition: str) -> list[str]:
        """What the ballots of these sheets in the edition's first round are known by."""
        salts = dict(self.site.rows("SELECT slug, token_salt FROM cases_edition"))
        keys = (credentials.ballot_key(credentials.decode(code), bytes(salts[edition]), 0) for code in codes)
        return [credentials.fingerprint(key) for key in keys]

    @property
    def all_codes(self) -> list[str]:
        """Every sheet of the edition."""
        return [code for codes in self.codes.values() for code in codes]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def story(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """An installation whose databases hold the first account and nothing else."""
    place = tmp_path / "story"
    if request.param == "sqlite":
        running = sites.on_sqlite(place)
    else:
        running = sites.on_postgresql(place, request.getfixturevalue("postgres_url"))
    with running as site:
        assert site.rows("SELECT username FROM auth_user") == [(sites.USERNAME,)]
        assert site.rows("SELECT count(*) FROM cases_case") == [(0,)]
        begun = Story(browser, site)
        yield begun
        for person in begun.people:
            person.context.close()
        assert [line for person in begun.people for line in person.wrong] == []
        assert (place / "printed").read_text().count("\n") == 2


def test_a_round_is_held_from_an_empty_database_to_the_published_result(story: Story) -> None:
    secretary, mediator = story.arrive(), story.arrive()
    secretariat.sign_in(secretary, sites.USERNAME, story.site.secret)
    secretariat.start_case(secretary, SEATS)
    rehearsed = _rehearse(story, secretary)
    secretariat.plan_edition(secretary, "Third edition", rehearsal=False)
    for party, seats in SEATS.items():
        story.codes[party] = secretariat.print_sheets(secretary, EDITION, seats, party)
    secretariat.join(mediator, secretariat.invite(secretary, "mediator"), "Мөнх")
    _write_statements(secretary)
    _open_the_vote(secretary, mediator)
    phones = _come_in(story)
    _offer(secretary, phones)
    _vote(story, phones)
    _record_consent(secretary)
    _close_and_publish(story, secretary)
    _read_as_mediator(mediator)
    for phone in phones:
        _read_as_delegate(phone)
    _erase(story, secretary, rehearsed)
    assert story.site.found(story.all_codes) == 0


def _rehearse(story: Story, secretary: Person) -> list[str]:
    """A rehearsal opens in a language without anybody's review; returns the fingerprints of its ballots."""
    edition, text = f"{CASE}editions/rehearsal/", "Rehearsals are useful."
    secretariat.plan_edition(secretary, "Rehearsal", rehearsal=True)
    assert "Rehearsal: everything here is invented" in secretary.page.inner_text("header")
    codes = secretariat.print_sheets(secretary, edition, 3)
    secretariat.start_round(secretary, edition)
    secretariat.type_statement(secretary, text)
    take_step(secretary, f"{edition}rounds/round-1/", "Open the vote", "Open the vote")
    plain_voter.enter(story.site.origin, codes[0]).vote({text: AGREE})
    fingerprints = story.fingerprints(codes, "rehearsal")
    assert story.site.found(fingerprints) == 3
    return fingerprints


def _write_statements(secretary: Person) -> None:
    secretariat.start_round(secretary, EDITION)
    secretariat.type_statement(secretary, TEXTS[1], basket="Water")
    secretariat.paste_statements(secretary, f"1. {TEXTS[2]}\n2)\t{TEXTS[3]}\tWater\n- {TEXTS[4]}", found=3)
    secretariat.translate(secretary, TEXTS[2], KOREAN[2])


def _open_the_vote(secretary: Person, mediator: Person) -> None:
    """Nobody has reviewed the Korean words: the vote stays shut until the mediator has accepted that in writing."""
    take_step(secretary, ROUND, "Open the vote", "Open the vote")
    assert secretary.says("Not reviewed by a native reader: ")
    mediator.go(f"{ROUND}languages/")
    mediator.fill(wording="I read Korean myself and take it upon me.")
    mediator.look("languages")
    mediator.press("I accept this")
    assert mediator.says("I read Korean myself and take it upon me.")
    take_step(secretary, ROUND, "Open the vote", "Open the vote")
    assert secretary.says("The vote is open.")
    secretary.look("round in the vote")


@dataclass
class Delegate:
    """Somebody who votes by hand: their phone, the language of what they offer, and which sheet they drew."""

    phone: Person
    offers: str
    party: str
    seat: int


def _come_in(story: Story) -> list[Delegate]:
    """One opens the link on the sheet, one does so in Korean, one has JavaScript off and types the code."""
    english = Delegate(story.arrive(phone=True), "en", "Eastshore", 0)
    korean = Delegate(story.arrive(phone=True, locale="ko-KR"), "ko", "Westshore", 0)
    plain = Delegate(story.arrive(phone=True, script=False), "plain", "Eastshore", 1)
    for one in (english, korean):
        code = story.codes[one.party][one.seat]
        one.phone.page.goto(f"{story.site.origin}/v/#{code}")
        one.phone.page.wait_for_url("**/v/consent/")
    plain.phone.go("/v/")
    plain.phone.fill(code=story.codes[plain.party][plain.seat].lower().replace("-", " "))
    plain.phone.press("Enter")
    on_postgresql = "Here the ballots lie in PostgreSQL."
    assert english.phone.says(on_postgresql) is plain.phone.says(on_postgresql) is story.site.on_postgresql
    assert korean.phone.page.locator("html").get_attribute("lang") == "ko"
    for one in (english, korean, plain):
        _look(one, "consent")
        with one.phone.page.expect_navigation():
            one.phone.page.locator("main form button").tap()
    return [english, korean, plain]


def _look(delegate: Delegate, name: str) -> None:
    if delegate.offers != "plain":  # the check itself is a script
        delegate.phone.look(f"{name} {delegate.offers}")


def _vote_by_hand(delegate: Delegate) -> None:
    """Answer what is shown, one statement after the other, in whatever order it comes."""
    page = delegate.phone.page
    delegate.phone.go(VOTER)
    _look(delegate, "statement")
    for _ in PLAN:
        text = page.locator("#text").inner_text()
        answer = PLAN[NUMBERS[text]][delegate.party][delegate.seat]
        assert answer is not None
        page.wait_for_timeout(300)  # a tap sooner than this after the statement came is taken for a slip
        page.locator(BUTTONS[answer]).tap()
        expect(page.locator("#text", has_text=text)).to_have_count(0)
    expect(page.locator("#text")).to_have_count(0)
    _look(delegate, "all answered")


def _offer(secretary: Person, delegates: list[Delegate]) -> None:
    """Three authors offer; before the third the secretariat learns nothing. It accepts one and returns one."""
    for one in delegates:
        secretary.go(f"{ROUND}offers/")
        assert secretary.says("Nothing waits for a decision.")
        one.phone.go(f"{VOTER}offers/")
        one.phone.fill(text=OFFERED[one.offers])
        _look(one, "offer")
        with one.phone.page.expect_navigation():
            one.phone.page.locator("main form button.button").tap()
    secretary.go(f"{ROUND}offers/")
    assert sorted(secretary.page.locator(".statement-text").all_inner_texts()) == sorted(OFFERED.values())
    secretary.look("offers")
    _decide(secretary, OFFERED["en"], "Accept")
    assert secretary.says("Accepted: the statement joins the round, and its author is forgotten.")
    _decide(secretary, OFFERED["ko"], "Return to its author", REASON)
    assert secretary.page.locator(".statement-text").all_inner_texts() == [OFFERED["plain"]]
    for one, left in zip(delegates, (0, 1, 1), strict=True):
        one.phone.go(f"{VOTER}offers/")
        assert one.phone.page.locator(".answers .given").count() == left
        assert (REASON in one.phone.page.inner_text(".answers")) is (one.offers == "ko")
    secretary.go(ROUND)
    secretary.press("Open 1 waiting statement")


def _decide(secretary: Person, text: str, button: str, reason: str = "") -> None:
    card = secretary.page.locator(".card", has_text=text)
    if reason:
        card.get_by_label("Reason in your own words").fill(reason)
    with secretary.page.expect_navigation():
        card.get_by_role("button", name=button).click()


def _vote(story: Story, delegates: list[Delegate]) -> None:
    """Three vote by hand, all others over HTTP; then every seat's ballots lie in the files."""
    for one in delegates:
        _vote_by_hand(one)
    by_hand = {(one.party, one.seat) for one in delegates}
    for party, codes in story.codes.items():
        for seat, code in enumerate(codes):
            if (party, seat) not in by_hand:
                plain_voter.enter(story.site.origin, code).vote(answers_of(party, seat))
    ballots = story.site.rows("SELECT count(*) FROM ballots_ballot WHERE answer <> 2", ballots=True)
    assert ballots == [(sum(len(given) for votes in VOTES.values() for given in votes.values()) + 1,)]
    assert story.site.found(story.fingerprints(story.all_codes, "third-edition")) == sum(SEATS.values())


def _record_consent(secretary: Person) -> None:
    """Until every party has consented, publishing would show totals only."""
    for party in SEATS:
        secretary.go(f"{EDITION}people/")
        secretary.press(party)
        secretary.press("Record a party's consent")
        secretary.fill(told_by=f"The head of {party}")
        secretary.press("Record the consent")
    secretary.look("consent recorded")


def _close_and_publish(story: Story, secretary: Person) -> None:
    fingerprints = story.fingerprints(story.all_codes, "third-edition")
    take_step(secretary, ROUND, "Close the round", "Close the round for good")
    assert secretary.says("left to publish")
    secretary.look("closed")
    secretary.press("Publish")
    assert secretary.says("Every party has consented")
    take_step(secretary, ROUND, "Publish", "Publish and delete the ballots")
    on_file = "The raw bytes of the ballot file were searched for their fingerprints: 0 found."
    elsewhere = "There is no file of their own to search."
    assert secretary.says(elsewhere if story.site.on_postgresql else on_file)
    secretary.look("published")
    assert story.site.found(fingerprints) == 0
    assert story.site.rows("SELECT count(*) FROM ballots_ballot", ballots=True) == [(3,)]  # the rehearsal's
    secretary.go(f"{EDITION}record/")
    assert secretary.says("The chain holds")
    secretary.look("record")


def _read_as_mediator(mediator: Person) -> None:
    """The agreement table, the wall and the file say the same, and nothing but what follows from the votes."""
    mediator.go("/today/")
    mediator.go(ROUND)
    mediator.press("Read the results")
    mediator.look("findings")
    table = mediator.page.get_by_role("table").first
    heads = [head.inner_text() for head in table.get_by_role("columnheader").all()]
    assert heads[3:] == list(SEATS)
    rows = [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]]
    numbers = [NUMBERS[text] for text in table.locator(".said").all_inner_texts()]
    shown = expectations.order(VOTES)
    assert numbers[: len(shown)] == shown
    assert sorted(numbers) == sorted(VOTES)
    for number, (agree, disagree, *cells) in zip(numbers, rows, strict=True):
        expectations.check_total(agree, VOTES[number], AGREE)
        expectations.check_total(disagree, VOTES[number], DISAGREE)
        bands = expectations.bands(VOTES[number])
        assert [re.sub(r"^\W+", "", cell) for cell in cells] == [bands[party] for party in SEATS]
    with mediator.page.expect_download() as download:
        mediator.page.get_by_role("link", name="Table as a file (CSV)").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))[1:]
    assert [line[:4] for line in lines] == [[str(n), TEXTS[n], *row[:2]] for n, row in zip(numbers, rows, strict=True)]
    assert [line[4:] for line in lines] == [_long_words(number) for number in numbers]
    mediator.press("Projector")
    mediator.look("projector")
    assert mediator.page.locator(".wall h2").all_inner_texts() == [TEXTS[number] for number in numbers]


def _long_words(number: int) -> list[str]:
    bands = expectations.bands(VOTES[number])
    return [LONG[bands[party]] for party in SEATS]


def _read_as_delegate(delegate: Delegate) -> None:
    phone = delegate.phone
    phone.go(VOTER)
    with phone.page.expect_navigation():
        phone.page.locator("main a.button").tap()
    _look(delegate, "results")
    rows = phone.page.locator("ol.answers > li").all()
    assert len(rows) == len(VOTES)
    if delegate.offers == "ko":
        assert KOREAN[2] in phone.page.inner_text("main")
        return
    for row in rows:
        number = NUMBERS[row.locator("[dir=auto]").inner_text()]
        cells = [re.sub(r"^\W+", "", cell) for cell in row.locator("dd").all_inner_texts()]
        assert cells[2:] == _long_words(number)


def _erase(story: Story, secretary: Person, rehearsed: list[str]) -> None:
    """The rehearsal goes in one action; the edition stays."""
    assert story.site.found(rehearsed) == 3
    secretary.go(f"{CASE}editions/rehearsal/")
    secretary.press("Erase this rehearsal")
    secretary.page.get_by_label("I have read what will happen").check()
    secretary.look("erase")
    secretary.press("Erase the rehearsal for good")
    assert secretary.says("The rehearsal is gone: 3 ballots")
    assert story.site.found(rehearsed) == 0
    assert story.site.rows("SELECT slug FROM cases_edition") == [("third-edition",)]
