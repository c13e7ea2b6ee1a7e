"""Tables of the staff in a real browser: sorted as what they hold, filtered, copied as shown, and reached by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROWS = [
    ("2", "1,200", "Oct. 9, 2026", "2026-10-09", "=1+1"),
    ("10", "\N{MINUS SIGN}0.5", "Jan. 2, 2027", "2027-01-02", "-0.5"),
    ("1", "–", "Nov. 3, 2026", "2026-11-03", "open <span class='soft'>offered</span>"),
    *((str(n), str(n), "Dec. 1, 2026", "2026-12-01", f"word {n}") for n in range(11, 17)),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A table with numbers, dates that carry what they are, words, and a column of buttons."""
    heads = "".join(f"<th scope='col'>{name}</th>" for name in ("No.", "Share", "When", "Words"))
    rows = "".join(
        f"<tr><td>{number}</td><td>{share}</td><td data-sort='{iso}'>{when}</td><td>{words}</td>"
        "<td><button>Undo</button></td></tr>"
        for number, share, when, iso, words in ROWS
    )
    context = browser.new_context()
    shown = context.new_page()
    shown.set_content(
        f"<html lang='en'><table data-sortable><thead><tr>{heads}<th data-acts>Undo</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></html>"
    )
    shown.evaluate(
        "navigator.clipboard ??= {}; navigator.clipboard.writeText = async (text) => { window.copied = text }"
    )
    for script in ("tables.js", "keys.js"):
        shown.add_script_tag(path=Path(str(finders.find(f"khural/{script}"))))
    yield shown
    context.close()


def _column(page: Page, place: int) -> list[str]:
    return page.locator(f"tbody tr td:nth-child({place})").all_inner_texts()


def test_a_column_is_sorted_as_what_it_holds_and_what_is_missing_stands_last(page: Page) -> None:
    page.get_by_role("button", name="Share").click()
    assert _column(page, 2)[:2] == ["\N{MINUS SIGN}0.5", "11"]
    assert _column(page, 2)[-2:] == ["1,200", "–"]
    page.get_by_role("button", name="Share").click()
    assert _column(page, 2)[0] == "1,200"
    assert _column(page, 2)[-1] == "–"
    page.get_by_role("button", name="When").click()
    assert [_column(page, 3)[0], _column(page, 3)[-1]] == ["Oct. 9, 2026", "Jan. 2, 2027"]
    assert page.locator("thead button").count() == 4


def test_what_is_copied_is_what_is_shown_without_buttons_or_formulas(page: Page) -> None:
    page.get_by_role("button", name="Copy for a spreadsheet").click()
    lines = [line.split("\t") for line in page.evaluate("window.copied").split("\n")]
    assert lines[0] == ["No.", "Share", "When", "Words"]
    assert lines[1:4] == [
        ["2", "1,200", "Oct. 9, 2026", "'=1+1"],
        ["10", "\N{MINUS SIGN}0.5", "Jan. 2, 2027", "-0.5"],
        ["1", "–", "Nov. 3, 2026", "open offered"],
    ]


def test_the_keyboard_reaches_the_filter_and_the_rows(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("word 13")
    assert page.locator("tbody tr:visible").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("tr[data-current]").inner_text().startswith("13")
