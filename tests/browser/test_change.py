"""The secretary in Chromium says what is to change, enters an act, holds an edition, and finds both next day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from khural.web.cases.models import Case
from khural.web.change import outside
from tests import demonstration
from tests.browser.test_find import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "ballots"], transaction=True)]

CASE = "/cases/korean-peninsula/"


@pytest.fixture
def secretary(browser: Browser, transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[Page]:
    """The secretary of the demonstration; the two Koreas are measured already, as the worker does."""
    with demonstration.serving(settings, tmp_path) as origin:
        case = Case.objects.get(slug="korean-peninsula")
        sides = outside.sides_of(case)
        assert sides
        outside.make(case, sides)
        context = browser.new_context(base_url=origin, locale="en-GB", viewport={"width": 1200, "height": 900})
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto("/")
        page.get_by_role("button", name="Secretary").click()
        yield page
        context.close()
    assert complaints == []


def test_said_before_entered_held_and_found_the_next_day(secretary: Page) -> None:
    page = secretary
    _register_an_aim(page)
    _enter_an_act(page)
    _hold_an_edition(page)
    page.goto(f"{CASE}acts/")
    expect(page.get_by_role("row").filter(has_text="Held yesterday")).to_contain_text("this case")
    page.goto(f"{CASE}mediators/mng/")
    expect(page.locator("main")).to_contain_text("Held yesterday")
    page.goto(f"{CASE}change/")
    order = [page.get_by_role("heading", name=name, exact=True) for name in ("Registered aims", "Five constructs")]
    tops = [heading.bounding_box() for heading in order]
    assert tops[0]
    assert tops[1]
    assert tops[0]["y"] < tops[1]["y"]
    expect(page.locator("main")).to_contain_text("The DPRK comes again")
    expect(page.locator("main")).to_contain_text("cannot tell")
    look(page)


def _register_an_aim(page: Page) -> None:
    page.goto(f"{CASE}aims/")
    look(page)
    page.get_by_role("link", name="Register the first aim").click()
    page.get_by_label("The aim in one sentence").fill("The DPRK comes again")
    page.get_by_label("How it is read").select_option("attendance")
    page.get_by_label("Party", exact=False).first.select_option(label="DPRK")
    page.get_by_label("rises").check()
    page.get_by_label("Day of reading").fill(str(timezone.localdate() + timedelta(days=200)))
    look(page)
    page.get_by_role("button", name="Register the aim").click()
    expect(page.locator("main")).to_contain_text("One seat, at one edition")
    look(page)


def _enter_an_act(page: Page) -> None:
    page.goto(f"{CASE}acts/")
    look(page)
    page.get_by_role("link", name="Enter an act").click()
    page.get_by_label("By whom").fill("USA; KOR")
    page.get_by_label("Toward whom").fill("PRK")
    page.get_by_label("Kind").select_option("event.exercise")
    page.get_by_label("Date").fill("2025-08")
    page.get_by_label("Source").fill("A paper")
    page.get_by_label("Page").fill("https://paper.example/exercise")
    look(page)
    page.get_by_role("button", name="Enter the act").click()
    expect(page.get_by_role("row").filter(has_text="paper.example")).to_contain_text("exercise")


def _hold_an_edition(page: Page) -> None:
    """Plan an edition of the last two days, record who came, and say that it was held."""
    last = timezone.localdate() - timedelta(days=1)
    page.goto(f"{CASE}editions/new/")
    page.get_by_label("Name of the edition").fill("Held yesterday")
    page.get_by_label("Year").fill(str((last - timedelta(days=1)).year))
    page.get_by_label("First day").fill(str(last - timedelta(days=1)))
    page.get_by_label("Last day").fill(str(last))
    page.get_by_role("button", name="Plan the edition").click()
    page.goto(f"{CASE}editions/held-yesterday/people/attendance/rus/")
    page.get_by_label("Attendance").select_option("attended")
    page.get_by_role("button").last.click()
    page.goto(f"{CASE}editions/held-yesterday/edit/")
    page.get_by_label("State").select_option("held")
    page.get_by_role("button", name="Save").click()
