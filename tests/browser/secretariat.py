"""The steps of the secretariat before a vote, through its pages: a case, an edition, sheets on paper, statements."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import segno
from pypdf import PdfReader

from tests.browser.onlookers import Person
from tests.cli.terminal import PASSWORD
from tests.totp import digits

CASE = "/cases/the-lake/"
CODE = re.compile(r"(?:[0-9A-Z]{3}-){8}[0-9A-Z]{3}")


def sign_in(secretary: Person, username: str, secret: str) -> None:
    """Password, then what the authenticator app shows."""
    secretary.go("/today/")
    secretary.look("sign in")
    secretary.fill(login=username, password=PASSWORD)
    secretary.press("Sign in")
    secretary.look("second factor")
    secretary.fill(code=digits(secret))
    secretary.press("Sign In")
    secretary.look("today")


def start_case(secretary: Person, parties: Iterable[str]) -> None:
    """A case with its dialogue, its parties and one basket, from an empty desk."""
    assert secretary.says("You have no case yet.")
    secretary.press("Start a case")
    secretary.fill(name="The Lake", summary="Two shores, one lake.", dialogue="Lake Dialogue", host="Nordia")
    secretary.press("Start the case")
    for party in parties:
        secretary.press("Add a party")
        secretary.fill(name=party)
        secretary.press("Add the party")
    secretary.press("Add a basket")
    secretary.fill(name="Water")
    secretary.press("Add the basket")
    secretary.look("case")


def plan_edition(secretary: Person, name: str, *, rehearsal: bool) -> None:
    """An edition, or the rehearsal of one."""
    secretary.go(f"{CASE}editions/new/")
    secretary.fill(name=name, year="2026", start="2026-06-04", end="2026-06-05", venue="Pier House")
    if rehearsal:
        secretary.page.get_by_label("This is a rehearsal").check()
    secretary.look("plan an edition")
    secretary.press("Plan the edition")
    secretary.look("edition")


def print_sheets(secretary: Person, edition: str, seats: int, party: str = "") -> list[str]:
    """Add a delegation and print its sheets: the codes as they stand on paper. In a rehearsal it has a number only."""
    secretary.go(f"{edition}people/new/")
    if party:
        secretary.page.locator("main select[name=party]").select_option(label=party)
    secretary.fill(seats=str(seats))
    secretary.press("Add the delegation")
    secretary.press(f"Print the sheets {party or 'Delegation 1'}")
    secretary.page.get_by_label("A printer is ready").check()
    secretary.press("Draw the sheets and show them once")
    secretary.look("sheets")
    paper = PdfReader(io.BytesIO(secretary.page.pdf(prefer_css_page_size=True))).pages
    codes = [CODE.findall(sheet.extract_text())[0] for sheet in paper]
    assert len(codes) == seats
    squares = secretary.page.locator(".sheet .qr svg path").all()
    for code, square in zip(codes, squares, strict=True):
        drawn = segno.make(f"{secretary.origin}/v/#{code}", error="m").svg_inline(border=2)
        assert f'd="{square.get_attribute("d")}"' in drawn
    return codes


def start_round(secretary: Person, edition: str) -> None:
    """A round in English and Korean."""
    secretary.go(edition)
    secretary.press("Start a round")
    for language in ("mn", "zh-hans", "ja", "ru"):
        secretary.page.locator(f"main input[name=languages][value={language}]").uncheck()
    secretary.press("Start the round")


def type_statement(secretary: Person, text: str, basket: str = "") -> None:
    """The first statement of a round."""
    secretary.press("Type one statement")
    secretary.fill(text=text)
    if basket:
        secretary.page.locator("main select[name=basket]").select_option(label=basket)
    secretary.press("Add the statement")


def paste_statements(secretary: Person, pasted: str, found: int) -> None:
    """A list out of a document: looked at first, then stored."""
    secretary.press("Paste a list")
    secretary.fill(statements=pasted)
    secretary.press("Look at what was understood")
    assert secretary.says("Nothing is stored yet.")
    secretary.look("pasted")
    secretary.press(f"Store {found} statements")
    secretary.look("statements")


def translate(secretary: Person, source: str, korean: str) -> None:
    """A Korean wording that nobody reviews."""
    secretary.press(source)
    secretary.page.locator("#ko textarea").fill(korean)
    secretary.page.locator("#ko").get_by_label("Translated by").fill("Kim")
    secretary.press("Save the translation 한국어")
    secretary.look("translated")


def invite(secretary: Person, role: str) -> str:
    """The link of an invitation."""
    secretary.go(f"{CASE}staff/")
    secretary.page.get_by_label(role).check()
    secretary.press("Make an invitation")
    secretary.look("invitation")
    return secretary.page.locator("code.wrap").inner_text()


def join(invited: Person, link: str, username: str) -> None:
    """Follow an invitation, choose a password, set up a second factor."""
    invited.page.goto(link)
    invited.look("join")
    invited.fill(username=username, password1=PASSWORD, password2=PASSWORD)
    invited.press("Join")
    invited.press("Set up an app")
    secret = invited.page.get_by_label("Authenticator secret").input_value()
    invited.page.get_by_label("Authenticator code").fill(digits(secret))
    invited.press("Activate")
    assert invited.page.locator("ul.code li").count() == 10
    invited.press("What needs you now")
    invited.look("today of who joined")


def take_step(secretary: Person, round_: str, link: str, button: str) -> None:
    """One of the guarded steps: read what will happen, confirm it, do it."""
    secretary.go(round_)
    secretary.press(link)
    secretary.press(button)
    assert secretary.says("Tick the box to confirm that you have read what will happen.")
    secretary.page.get_by_label("I have read what will happen").check()
    secretary.look(link)
    secretary.press(button)
