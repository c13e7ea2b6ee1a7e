"""A delegate's phone in Chromium: code from a link, thumb and keyboard, a lost connection, no script at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from khural import credentials
from khural.web.ballots import store
from khural.web.ballots.models import Ballot
from khural.web.findings.publication import publish_round
from khural.web.people import actions as people
from khural.web.rounds import actions, phases
from khural.web.voting.limits import failed_tries
from khural.web.voting.sessions import sessions
from tests.browser.eyes import faults
from tests.cast import DAY, Cast, assemble, open_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]

PHONE = {"width": 360, "height": 640}
TEXTS = {
    "ko": "수위계는 날마다 읽어야 하며 두 연안이 함께 그 기록을 공개해야 한다.",
    "mn": "Усны түвшний хэмжүүрийг өдөр бүр уншиж, хоёр эрэг хамтран бүртгэлээ нийтэлж байх ёстой.",
}


@dataclass
class Phone:
    """One phone, what it asked the network for, and what its pages complained of."""

    context: BrowserContext
    page: Page
    origin: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def look(self, name: str) -> None:
        """No sideways scrolling and no violation."""
        assert faults(self.page, f"delegate-{name}") == []

    def votes_sent(self) -> int:
        """How many answers reached the network."""
        return sum(request.url.endswith("/vote/") and not request.failure for request in self.requests)

    def press(self, name: str) -> None:
        """Tap a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).tap()

    def follow(self, name: str) -> None:
        """Tap the first link of this name."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.tap()

    def choose(self, name: str) -> str:
        """Tap one of the three answers and wait for the next statement; returns the text that was answered."""
        text = self.page.locator("#text").inner_text()
        self.page.wait_for_timeout(300)
        self.page.get_by_role("button", name=name, exact=True).tap()
        expect(self.page.locator("#text")).not_to_have_text(text)
        return text


def _phone(browser: Browser, origin: str, script: bool = True) -> Phone:
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB", java_script_enabled=script
    )
    phone = Phone(context, context.new_page(), origin)
    phone.page.on("request", lambda request: phone.requests.append(request))
    phone.page.on("console", lambda m: phone.complaints.append(m.text) if "Content Security" in m.text else None)
    phone.page.on("pageerror", lambda error: phone.complaints.append(str(error)))
    return phone


@pytest.fixture
def cast() -> Cast:
    sessions.clear()
    failed_tries.clear()
    cast = assemble(statements=12)
    for statement in cast.round.statements.all():
        for language, text in TEXTS.items():
            words = {"language": language, "text": f"{text} ({statement.number})", "translated_by": "A"}
            actions.translate(statement.version, **words, revision=0, by=cast.interpreter)
    open_round(cast)
    return cast


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Phone]:
    phone = _phone(browser, live_server.url)
    yield phone
    strangers = [r.url for r in phone.requests if not r.url.startswith((phone.origin, "data:"))]
    phone.context.close()
    assert strangers == []
    assert phone.complaints == []


def answers(cast: Cast, number: int = 0) -> list[int | None]:
    """The stored answers of a sheet of the first delegation that were given."""
    key = credentials.ballot_key(cast.tokens[0][number], bytes(cast.edition.token_salt), cast.round.slot)
    given = store.own_votes(cast.round.pk, credentials.fingerprint(key))
    return [answer for answer in given.values() if answer is not None]


def scan(phone: Phone, cast: Cast, number: int = 0) -> str:
    """Open the link of a sheet as a camera does, and accept the consent page; returns the code."""
    code = credentials.encode(cast.tokens[0][number])
    phone.page.goto(f"{phone.origin}/v/#{code}")
    phone.page.wait_for_url("**/v/consent/")
    phone.press("I have read this. Go on")
    return code


def test_a_link_from_paper_leads_in_and_leaves_no_trace_of_the_code(phone: Phone, cast: Cast) -> None:
    code = scan(phone, cast)
    assert phone.page.url == f"{phone.origin}/v/rounds/round-1/"
    assert all(code not in request.url for request in phone.requests)
    phone.page.go_back()
    assert code not in phone.page.url
    phone.page.go_back()
    assert code not in phone.page.url
    cookies = {cookie["name"]: cookie for cookie in phone.context.cookies()}
    assert set(cookies) == {"khural_voter"}


def test_a_second_link_on_the_same_phone_starts_anew(phone: Phone, cast: Cast) -> None:
    scan(phone, cast)
    phone.choose("Agree")
    phone.page.goto("about:blank")
    scan(phone, cast, number=1)
    expect(phone.page.locator("#progress")).to_have_text("0 of 12 answered")


def test_voting_by_thumb_and_keyboard_through_a_lost_connection(phone: Phone, cast: Cast) -> None:
    scan(phone, cast)
    phone.look("vote-en")
    phone.choose("Agree")
    expect(phone.page.locator("#state")).to_have_text("saved")
    expect(phone.page.locator("#progress")).to_have_text("1 of 12 answered")
    phone.page.wait_for_timeout(300)
    phone.page.keyboard.press("2")
    expect(phone.page.locator("#progress")).to_have_text("2 of 12 answered")
    assert sorted(answers(cast), key=str) == [-1, 1]

    phone.context.set_offline(True)
    sent = phone.votes_sent()
    phone.choose("Pass")
    last = phone.choose("Agree")
    expect(phone.page.locator("#state")).to_have_text("waiting to send (2)")
    expect(phone.page.locator("#progress")).to_have_text("2 of 12 answered")
    phone.look("waiting")
    assert len(answers(cast)) == 2

    phone.context.set_offline(False)
    expect(phone.page.locator("#state")).to_have_text("saved")
    expect(phone.page.locator("#progress")).to_have_text("4 of 12 answered")
    assert sorted(answers(cast), key=str) == [-1, 0, 1, 1]
    assert phone.votes_sent() - sent == 2

    phone.page.wait_for_timeout(300)
    phone.page.get_by_role("button", name="Undo").tap()
    expect(phone.page.locator("#text")).to_have_text(last)
    expect(phone.page.locator("#progress")).to_have_text("3 of 12 answered")
    assert sorted(answers(cast), key=str) == [-1, 0, 1]
    phone.page.reload()
    expect(phone.page.locator("#text")).to_have_text(last)


def test_leaving_with_unsent_answers_is_asked_about(phone: Phone, cast: Cast) -> None:
    scan(phone, cast)
    phone.page.on("dialog", lambda dialog: dialog.accept())
    phone.context.set_offline(True)
    phone.choose("Agree")
    with phone.page.expect_event("dialog") as asked:
        phone.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"


def test_all_statements_to_the_end_then_review_and_change(phone: Phone, cast: Cast) -> None:
    scan(phone, cast)
    for _ in range(11):
        phone.choose("Agree")
    phone.page.wait_for_timeout(300)
    phone.page.get_by_role("button", name="Disagree", exact=True).tap()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("You have answered every statement")
    phone.look("done")
    phone.follow("My answers")
    phone.look("answers-hidden")
    expect(phone.page.get_by_text("gauge")).to_have_count(0)
    phone.press("Show my answers")
    phone.look("answers")
    phone.follow("Change")
    pressed = phone.page.locator("button[aria-pressed=true]")
    expect(pressed).to_have_count(1)
    phone.page.wait_for_timeout(300)
    phone.page.get_by_role("button", name="Pass", exact=True).tap()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("You have answered every statement")
    assert sorted(answers(cast), key=str).count(0) == 1
    assert len(answers(cast)) == 12


def test_an_answer_after_the_close_is_said_not_to_count(phone: Phone, cast: Cast) -> None:
    scan(phone, cast)
    phases.close_round(cast.round, by=cast.secretary)
    phone.choose("Agree")
    expect(phone.page.get_by_role("alert")).to_have_text("The round is closed; this answer was not counted.")
    expect(phone.page.locator("#state")).not_to_contain_text("saved")
    assert answers(cast) == []


def test_a_restart_of_the_server_is_said_and_nothing_is_called_saved(phone: Phone, cast: Cast) -> None:
    scan(phone, cast)
    sessions.clear()
    phone.choose("Agree")
    expect(phone.page.get_by_role("alert")).to_contain_text("Enter your code again.")
    expect(phone.page.locator("#state")).to_have_text("waiting to send (1)")
    assert answers(cast) == []


def test_offering_a_statement(phone: Phone, cast: Cast) -> None:
    scan(phone, cast)
    phone.follow("Offer a statement")
    phone.page.get_by_label("Your statement").fill("Both shores should share their readings.")
    phone.page.get_by_label("Topic").select_option("Water")
    phone.press("Offer it")
    expect(phone.page.get_by_text("waits until three authors")).to_be_visible()
    phone.look("offers")


def test_the_core_path_without_javascript(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    phone = _phone(browser, live_server.url, script=False)
    page = phone.page
    page.goto(f"{phone.origin}/v/")
    page.get_by_label("The code of your sealed sheet").fill(credentials.encode(cast.tokens[0][0]).lower())
    phone.press("Enter")
    phone.press("I have read this. Go on")
    phone.press("Agree")
    expect(page.get_by_text("1 of 12 answered")).to_be_visible()
    phone.press("Undo")
    expect(page.get_by_text("0 of 12 answered")).to_be_visible()
    phone.press("Disagree")
    phone.press("Pass")
    assert sorted(answers(cast), key=str) == [-1, 0]
    phone.follow("My answers")
    phone.press("Show my answers")
    expect(page.get_by_text("Disagree", exact=True)).to_be_visible()
    phone.press("Leave, and forget this device")
    assert phone.context.cookies() == []
    phone.context.close()


@pytest.mark.parametrize("language", ["en", "ko", "mn"])
def test_every_page_fits_a_small_phone_and_has_no_violation(phone: Phone, cast: Cast, language: str) -> None:
    page = phone.page
    page.goto(f"{phone.origin}/v/?lang={language}")
    phone.look(f"entry-{language}")
    page.locator("#code").fill("ABC")
    with page.expect_navigation():
        page.locator("#enter button").tap()
    phone.look(f"typo-{language}")
    page.goto(f"{phone.origin}/v/#{credentials.encode(cast.tokens[0][0])}")
    page.wait_for_url("**/v/consent/")
    phone.look(f"consent-{language}")
    with page.expect_navigation():
        page.locator("main form button").tap()
    phone.look(f"statement-{language}")
    if language != "en":
        page.locator("summary").tap()
        phone.look(f"original-{language}")
    for path in ("rounds/", "rounds/round-1/offers/", "rounds/round-1/answers/?show="):
        page.goto(f"{phone.origin}/v/{path}")
        phone.look(f"{path.split('/')[-2]}-{language}")
    _publish(cast)
    page.goto(f"{phone.origin}/v/rounds/round-1/findings/")
    phone.look(f"findings-{language}")


def _publish(cast: Cast) -> None:
    for delegation in cast.delegations:
        people.record_consent(delegation, told_by="its head", on=DAY, by=cast.secretary)
    for credential, version in Ballot.objects.values_list("credential_hash", "version_id"):
        store.vote(cast.round.pk, version, credential, -1 if version % 3 == 0 else 1)
    phases.close_round(cast.round, by=cast.secretary)
    publish_round(cast.round, by=cast.mediator)
