"""The mediator in Chromium: results on the page, on the wall, on paper and as a file, at any width and in the dark."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django import Settings

from tests import demonstration
from tests.browser.eyes import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]

FINDINGS = "/cases/korean-peninsula/editions/rehearsal/rounds/round-1/findings/"


def look(page: Page, name: str) -> None:
    """Nothing wider than the screen and no violation."""
    assert faults(page, f"mediator-{name}") == []


@pytest.fixture
def mediator(browser: Browser, transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[Page]:
    """The mediator of the demonstration, in front of the results of its first round."""
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
        expect(page.get_by_role("heading", level=1)).to_have_text("Findings")
        yield page
        context.close()
    assert [url for url in requests if not url.startswith((origin, "data:"))] == []
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "ko", "mn"])
def test_the_findings_read_well_on_a_desk_a_phone_and_in_the_dark(mediator: Page, language: str) -> None:
    mediator.goto(f"{mediator.url}?lang={language}")
    for width in (1200, 768, 360):
        mediator.set_viewport_size({"width": width, "height": 800})
        look(mediator, f"findings-{language}-{width}")
    mediator.emulate_media(color_scheme="dark")
    look(mediator, f"findings-{language}-dark")


def test_the_table_comes_first_and_every_figure_has_its_own(mediator: Page) -> None:
    table = mediator.get_by_role("table").first
    figure = mediator.locator("figure").first
    top, below = table.bounding_box(), figure.bounding_box()
    assert top is not None
    assert below is not None
    assert top["y"] < below["y"]
    for drawn in mediator.locator("figure").all():
        assert drawn.locator("svg[role=img] title").first.text_content()
        assert drawn.locator("table").count() == 1
        assert drawn.locator("p.finding").inner_text()


def test_a_phone_still_reads_rows_as_a_table(mediator: Page) -> None:
    mediator.set_viewport_size({"width": 360, "height": 800})
    table = mediator.get_by_role("table").first
    assert table.get_by_role("row").count() > 10
    assert table.get_by_role("cell").count() > 50
    assert table.get_by_role("columnheader").count() == 10


def test_the_wall_shows_one_statement_after_another_without_sideways_scrolling(mediator: Page) -> None:
    mediator.get_by_role("link", name="Projector").click()
    expect(mediator.locator(".wall")).to_be_visible()
    for width in (1920, 1024, 360):
        mediator.set_viewport_size({"width": width, "height": 900})
        look(mediator, f"projector-{width}")
    mediator.set_viewport_size({"width": 1920, "height": 1080})
    size = mediator.locator(".wall h2").first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 40
    assert mediator.locator(".wall > li .scroll").count() == 0
    mediator.get_by_role("link", name="Back to the page").click()
    expect(mediator).to_have_url(mediator.url.split("?")[0])


def test_paper_has_the_whole_table_and_says_that_it_is_invented(mediator: Page) -> None:
    reader = PdfReader(io.BytesIO(mediator.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "everything here is invented" in text
    assert "Delegation 7" in text
    assert "Why so little is shown" in text
    assert "Sign out" not in text
    assert len(reader.pages) <= 14
    assert round(float(reader.pages[0].mediabox.width)) == 595


@pytest.mark.parametrize("language", ["mn", "ja"])
def test_on_paper_no_delegation_is_cut_off_whatever_the_language_calls_it(mediator: Page, language: str) -> None:
    mediator.goto(f"{mediator.url}?lang={language}")
    mediator.emulate_media(media="print")
    # A sheet of A4 leaves 182 mm between its margins.
    mediator.locator("main").evaluate("main => { main.style.width = '182mm' }")
    edge = mediator.locator("main").evaluate("main => main.getBoundingClientRect().right")
    heads = mediator.locator(".stacked").first.locator("thead th, thead th bdi").all()
    assert len(heads) == 10 + 7
    assert max(head.evaluate("head => head.getBoundingClientRect().right") for head in heads) <= edge + 1


def test_the_file_is_saved_under_the_name_of_the_round(mediator: Page) -> None:
    with mediator.expect_download() as download:
        mediator.get_by_role("link", name="Table as a file").click()
    assert download.value.suggested_filename == "korean-peninsula-rehearsal-round-1.csv"
    assert Path(download.value.path()).read_text(encoding="utf-8-sig").startswith(("Rehearsal", '"Rehearsal'))
