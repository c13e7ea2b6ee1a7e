"""The wheel: built, installed into an empty environment, used; and what must not be in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.machine import ROOT

EXAMPLE = ROOT / "examples" / "commonground"


def _uv() -> str:
    own = ROOT / ".uv" / ("Scripts" if os.name == "nt" else "bin")
    found = shutil.which("uv") or shutil.which("uv", path=str(own))
    assert found, "start.py finds or fetches uv before it runs the tests; run `python3 start.py test` once"
    return found


def _run(*words: str, where: Path | None = None) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    environment = {**kept, "UV_PYTHON_DOWNLOADS": "never"}
    done = subprocess.run(words, cwd=where, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what is in the repository now."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(_uv(), "build", "--quiet", "--wheel", "--out-dir", str(folder), "--python", sys.executable, str(ROOT))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The scripts of an empty environment into which the wheel was installed without extras."""
    environment = wheel.parent / "environment"
    _run(_uv(), "venv", "--quiet", "--python", sys.executable, str(environment))
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    # The locked versions, as everywhere else, so that nothing is fetched which is not in uv's cache.
    locked = _run(_uv(), "export", "--quiet", "--locked", "--no-default-groups", "--no-emit-project", where=ROOT)
    (wheel.parent / "locked.txt").write_text(locked)
    where = ["--quiet", "--python", str(scripts / "python")]
    _run(_uv(), "pip", "install", *where, "--require-hashes", "-r", str(wheel.parent / "locked.txt"))
    _run(_uv(), "pip", "install", *where, "--no-deps", str(wheel))
    _run(_uv(), "pip", "check", "--quiet", "--python", str(scripts / "python"))
    return scripts


def test_the_wheel_holds_no_demo_login(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "khural/web/settings/server.py" in names
    assert [name for name in names if name.startswith("khural/web/demo")] == []


def test_the_wheel_holds_everything_else(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("khural/")}
    listed = _run("git", "ls-files", "src/khural", where=ROOT).splitlines() if (ROOT / ".git").exists() else []
    expected = {name.removeprefix("src/") for name in listed if not name.startswith("src/khural/web/demo/")}
    assert expected - packed == set()


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    name = next(name for name in archive.namelist() if name.endswith("dist-info/licenses/LICENSE"))
    assert archive.read(name) == (ROOT / "LICENSE").read_bytes()


def test_the_core_alone_shows_its_help(installed: Path) -> None:
    assert "commonground" in _run(str(installed / "khural"), "--help")
    assert "Traceback" not in _run(str(installed / "khural"), "commonground", "--help")


def test_the_core_alone_finds_common_ground(installed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    words = ["commonground", str(EXAMPLE / "votes.csv"), "--parties", str(EXAMPLE / "parties.csv"), "--json", str(out)]
    printed = _run(str(installed / "khural"), *words, where=tmp_path)
    assert printed.strip()
    assert json.loads(out.read_text(encoding="utf-8"))["shape"]["participants"] > 0


def test_the_core_alone_finds_mediators_from_the_pack(installed: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    words = ["find", "PRK", "KOR", "--stakeholders", "USA", "CHN", "JPN", "RUS", "--as-of", "2014-12-31"]
    printed = _run(str(installed / "khural"), *words, "--json", str(out), where=tmp_path)
    assert "MNG" in printed
    assert out.stat().st_size > 0


def test_the_core_alone_lists_verifies_and_builds_sources(installed: Path, tmp_path: Path) -> None:
    khural = str(installed / "khural")
    assert "icews_dyad_year (pack)" in _run(khural, "data", "list", where=tmp_path)
    assert "0 wrong" in _run(khural, "data", "verify", where=tmp_path)
    zones = ROOT / "src" / "khural" / "evidence" / "zones.csv"
    _run(khural, "data", "add", "zone_treaties", str(zones), where=tmp_path)
    assert "khural[data]" in _run(khural, "data", "build", where=tmp_path)


def test_a_command_of_the_server_without_its_parts_is_one_sentence(installed: Path, tmp_path: Path) -> None:
    words = [str(installed / "khural"), "serve", "--data", str(tmp_path)]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "khural[web]" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_is_refused_in_one_sentence_where_it_is_not_installed(installed: Path, tmp_path: Path) -> None:
    words = [str(installed / "khural"), "demo", "--data", str(tmp_path)]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "not of a server installation" in done.stderr
    assert "Traceback" not in done.stderr
