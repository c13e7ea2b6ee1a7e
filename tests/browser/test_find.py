"""The mediator in Chromium looks for a host: ranking, settings, why, two beside each other, the brief on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django import Settings

from tests import demonstration
from tests.browser.eyes import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]

CASE = "/cases/korean-peninsula/"


@pytest.fixture
def mediator(browser: Browser, transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[Page]:
    """The mediator of the demonstration, in front of the case."""
    with demonstration.serving(settings, tmp_path) as origin:
        context = browser.new_context(locale="en-GB", accept_downloads=True, viewport={"width": 1200, "height": 900})
        page = context.new_page()
        requests: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(origin)
        page.get_by_role("button", name="Mediator").click()
        page.goto(origin + CASE)
        yield page
        context.close()
    assert [url for url in requests if not url.startswith((origin, "data:"))] == []
    assert complaints == []


def look(page: Page) -> None:
    """Nothing wider than the screen and no violation, on a desk and on a phone."""
    assert faults(page, f"find-{urlsplit(page.url).path.strip('/').replace('/', '-')}", (1200, 360)) == []
    page.set_viewport_size({"width": 1200, "height": 900})


def test_from_the_case_to_a_brief_on_one_sheet(mediator: Page) -> None:
    page = mediator
    page.get_by_role("link", name="Open the ranking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Whom would every party accept?")
    expect(page.locator("p.finding").first).to_contain_text("under other settings")
    look(page)

    page.locator("summary", has_text="Settings of the ranking").click()
    page.get_by_label("Without the present host").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#ranked ~ div tbody tr, section[aria-labelledby=ranked] tbody tr").first).to_contain_text(
        "Singapore"
    )
    page.get_by_role("link", name="Back to the defaults").click()

    page.locator("section[aria-labelledby=ranked]").get_by_role("link", name="Mongolia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mongolia")
    expect(page.locator("section[aria-labelledby=against]")).to_contain_text("absent from edition 10")
    look(page)

    page.get_by_role("link", name="Brief", exact=True).click()
    expect(page.get_by_role("link", name="Word document")).to_be_visible()
    look(page)
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="Word document").click()
    document = Document(str(download.value.path()))
    assert document.paragraphs[0].text == page.get_by_role("heading", level=1).inner_text()


def test_profiles_claims_and_questions_read_well_everywhere(mediator: Page) -> None:
    origin = mediator.url.removesuffix(CASE)
    paths = (
        "states/mng/",
        "claims/?claim=26",
        "mediators/questions/",
        "mediators/compare/?a=mng&b=sgp",
        "mediators/entered/new/",
    )
    for path in paths:
        mediator.goto(f"{origin}{CASE}{path}")
        look(mediator)
    for path in ("/library/", "/library/sources/", "/library/codebook/"):
        mediator.goto(origin + path)
        look(mediator)
    mediator.emulate_media(color_scheme="dark")
    mediator.goto(f"{origin}{CASE}mediators/mng/?lang=mn")
    look(mediator)
