"""People in front of a real browser: what they press, and what their pages did that no page may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.browser.eyes import faults

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
# Chromium says so of every page that answers a form with "no"; other files are watched in `_answered`.
REFUSED_PAGE = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Person:
    """One person's own browser. `wrong` gathers whatever a page may not do."""

    context: BrowserContext
    page: Page
    origin: str
    wrong: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a path of this server, which must answer with a page."""
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press the first button or link of this name, and wait for the page it leads to."""
        find = self.page.get_by_role
        with self.page.expect_navigation():
            find("button", name=name, exact=exact).or_(find("link", name=name, exact=exact)).first.click()

    def fill(self, **fields: str) -> None:
        """Write into fields by the name that the form gives them."""
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").fill(text)

    def confirm(self, name: str) -> None:
        """Read a guarded step, tick its one box and press its button."""
        self.page.locator("main form input[type=checkbox]").check()
        self.look(name)
        self.press(name)

    def says(self, text: str) -> bool:
        """Whether the page at hand says `text`."""
        return text in self.page.inner_text("main")

    def look(self, name: str) -> None:
        """Nothing wider than the screen, and no violation of WCAG 2.2 AA."""
        self.wrong += faults(self.page, name)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REFUSED_PAGE):
            self.wrong.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.request.resource_type != "document" and response.status >= 400:
            self.wrong.append(f"{response.status} for {response.url}")

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme != "data" and not url.startswith(f"{self.origin}/"):
            self.wrong.append(f"asked {url}")


def arrive(browser: Browser, origin: str, *, phone: bool = False, script: bool = True, locale: str = "en-GB") -> Person:
    """Somebody with a browser of their own, at a desk or on a phone of 360 pixels."""
    look = PHONE if phone else DESK
    context = browser.new_context(**look, locale=locale, java_script_enabled=script, accept_downloads=True)
    person = Person(context, context.new_page(), origin)
    person.page.on("request", lambda request: person._asked(request.url))
    person.page.on("response", person._answered)
    person.page.on("console", person._said)
    person.page.on("pageerror", lambda error: person.wrong.append(str(error)))
    return person
