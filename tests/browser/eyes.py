"""What is wrong with the page in front of us, whoever looks: wider than its screen, or out of somebody's reach."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PICTURES = os.environ.get("KHURAL_PICTURES")


def faults(page: Page, name: str, widths: Sequence[int] = ()) -> list[str]:
    """What is wrong with the page at each width (as it stands, without any); with KHURAL_PICTURES a picture of each.

    A locator waits for the page that a click led to; evaluating on the page itself may find it without a document.
    """
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += _at_this_width(page, f"{name}-{width}")
    return found if widths else _at_this_width(page, name)


def _at_this_width(page: Page, name: str) -> list[str]:
    excess = page.locator("html").evaluate("html => html.scrollWidth - innerWidth")
    page.wait_for_load_state()
    found = [f"{name}: {excess} px wider than the screen"] if excess > 0 else []
    for rule in Axe().run(page, options=RULES).response["violations"]:
        places = ", ".join(str(node["target"][0]) for node in rule["nodes"])
        found.append(f"{name}: {rule['id']}: {places}")
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    return found
