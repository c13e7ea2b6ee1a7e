"""The parts the tests stand on: a PostgreSQL server that leaves nothing behind, and honest skips."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import cluster, machine


@pytest.mark.postgres
def test_the_throw_away_postgres_server_answers_and_leaves_nothing_behind() -> None:
    psycopg = pytest.importorskip("psycopg")
    with cluster.running() as url:
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT current_setting('server_encoding')").fetchone() == ("UTF8",)
    assert not folder.exists()


def _pytest_without(tmp_path: Path, source: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one test file under the project's own conftest in an environment that lacks something."""
    (tmp_path / "test_given.py").write_text(source)
    words = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "-p", "no:django"]
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npythonpath = {machine.ROOT}\nmarkers =\n  reference\n  postgres\n")
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    env = {"PATH": "", "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(
        [*words, "-c", str(tmp_path / "pytest.ini"), str(tmp_path)], env=env, capture_output=True, text=True
    )


REFERENCE_TEST = "import pytest\n@pytest.mark.reference\ndef test_needs_it():\n    pass\n"


def test_absent_reference_data_is_named_in_the_summary(tmp_path: Path) -> None:
    done = _pytest_without(tmp_path, REFERENCE_TEST, KHURAL_SHARED=str(tmp_path / "nowhere"))
    assert done.returncode == 0
    assert "1 tests, because there is no reference data: set KHURAL_SHARED" in done.stdout
    assert "test_given.py::test_needs_it" in done.stdout
    assert "1 skipped" in done.stdout.splitlines()[-1]


CHROMIUM_TEST = "def test_needs_it(chromium):\n    pass\n"


def test_a_missing_browser_is_a_skip_at_home_and_a_failure_on_ci(tmp_path: Path) -> None:
    at_home = _pytest_without(tmp_path, CHROMIUM_TEST, KHURAL_CHROMIUM="/nowhere")
    on_ci = _pytest_without(tmp_path, CHROMIUM_TEST, KHURAL_CHROMIUM="/nowhere", CI="true")
    assert (at_home.returncode, on_ci.returncode) == (0, 1)
    assert "Chromium was not found on this machine" in at_home.stdout
    assert "CI skips nothing" in on_ci.stdout
