"""The walls of the house hold: a forbidden import planted in a copy is found, and named by its contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import ROOT

LINT = Path(sys.executable).parent / "lint-imports"

PLANTED = {
    "publishing/planted.py": ("import django", "The libraries know nothing of the web"),
    "commonground/planted.py": ("import khural.web.cases", "Libraries below, the web upon them"),
    "credentials/planted.py": ("import khural.files", "Credentials, publishing and the example stand alone"),
    "evidence/planted.py": ("import khural.publishing", "Only figures and the web see"),
    "mediators/planted.py": ("import khural.commonground", "Mediators and tension stand on evidence alone"),
    "tension/planted.py": ("import khural.commonground", "Mediators and tension stand on evidence alone"),
    "figures/planted.py": ("import khural.files", "Figures read no files"),
    "example/planted.py": ("import khural.commonground", "Libraries below, the web upon them"),
    "web/findings/planted.py": ("import khural.web.ballots.models", "Only khural.web.ballots queries ballots"),
    "web/voting/planted.py": ("import polars", "The web starts and votes without"),
    "web/cases/planted.py": ("import khural.web.demo", "Nothing but the demo knows the demo"),
    "web/cases/models.py": ("import khural.web.cases.views", "In each app"),
}


@pytest.mark.parametrize("place", PLANTED)
def test_a_forbidden_import_breaks_its_contract(place: str, tmp_path: Path) -> None:
    line, contract = PLANTED[place]
    copy = tmp_path / "khural"
    shutil.copytree(ROOT / "src" / "khural", copy, ignore=shutil.ignore_patterns("__pycache__", "*.svg", "locale"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (copy / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = subprocess.run(
        [str(LINT), "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert done.returncode == 1, done.stdout + done.stderr
    assert any(row.startswith(contract) for row in broken), done.stdout
