"""What tests may ask for: reference data, a PostgreSQL server, a browser. What is absent is said, never hidden."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import cluster, machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NO_REFERENCE = "no reference data: set KHURAL_SHARED, or lay the folder `shared` beside the repository"
NO_POSTGRES = "PostgreSQL was not found on this machine"
NO_CHROMIUM = "Chromium was not found on this machine"

# Flags without which Chromium refuses to run as root, or talks to its maker's servers while pages are tested.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _absent(reason: str) -> None:
    """Skip with `reason`; on CI, where everything must be installed, fail."""
    if machine.in_ci():
        pytest.fail(f"{reason}, and CI skips nothing")
    pytest.skip(reason)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests marked `reference`, `postgres` or `browser` run only where that part is there."""
    if item.get_closest_marker("reference") and machine.shared() is None:
        pytest.skip(NO_REFERENCE)
    if item.get_closest_marker("postgres") and machine.postgres() is None:
        _absent(NO_POSTGRES)
    if item.get_closest_marker("browser") and machine.chromium() is None:
        _absent(NO_CHROMIUM)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the reference tests that did not run, and how the same tests went on PostgreSQL before this run."""
    skipped = [
        report.nodeid for report in terminalreporter.stats.get("skipped", []) if NO_REFERENCE in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("reference tests that did not run")
        terminalreporter.write_line(f"{len(skipped)} tests, because there is {NO_REFERENCE}:")
        for name in sorted(skipped):
            terminalreporter.write_line(f"  {name}")
    earlier = os.environ.get("KHURAL_EARLIER_RUN")
    if earlier:
        terminalreporter.section("before this run")
        terminalreporter.write_line(earlier)


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder with the reference data (`data/`, `reference/`); the test is skipped where it is absent."""
    folder = machine.shared()
    if folder is None:
        pytest.skip(NO_REFERENCE)
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The DATABASE_URL of a throw-away PostgreSQL server."""
    if machine.postgres() is None:
        _absent(NO_POSTGRES)
    with cluster.running() as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The path of the Chromium that the browser tests drive."""
    found = machine.chromium()
    if found is None:
        _absent(NO_CHROMIUM)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """A headless Chromium for the session; take a new context per person with `browser.new_context()`."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django would otherwise refuse every query the test itself makes.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium), args=list(CHROMIUM_FLAGS))
        yield running
        running.close()
