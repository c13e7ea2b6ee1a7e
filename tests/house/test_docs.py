"""The documentation is true: generated parts equal what the code says, settings and messages are there, it builds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs import generate
from khural.messages import MESSAGES
from tests.machine import ROOT

DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", generate.PARTS)
def test_a_generated_part_equals_what_the_code_says(name: str) -> None:
    made = generate.PARTS[name][1]()
    assert generate.written(name) == made, "run: .venv/bin/python -m docs.generate"


def test_every_setting_that_is_read_is_documented() -> None:
    settings = ROOT / "src" / "khural" / "web" / "settings"
    source = "\n".join(path.read_text(encoding="utf-8") for path in settings.glob("*.py"))
    read = set(re.findall(r"read_(?:text|bool|int)\(\s*\"(\w+)\"", source))
    documented = set(re.findall(r"^\| `(\w+)` \|", (DOCS / "settings.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert "KHURAL_DATA" in read
    assert documented == read


def test_every_message_is_documented() -> None:
    page = (DOCS / "messages.md").read_text(encoding="utf-8")
    assert [code for code in MESSAGES if f"| `{code}` |" not in page] == []


def test_every_app_and_room_stands_in_the_architecture() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    house = ROOT / "src" / "khural"
    rooms = {f"`khural.{path.parent.name}`" for path in house.glob("*/__init__.py")}
    apps = {f"| `{path.parent.name}` |" for path in house.glob("web/*/__init__.py")} - {"| `settings` |"}
    assert len(rooms) > 8
    assert [name for name in sorted(rooms | apps) if name not in page] == []


def test_the_house_never_promises_without_an_exception_or_a_proof() -> None:
    pages = [ROOT / "README.md", *DOCS.glob("*.md")]
    for page in pages:
        text = page.read_text(encoding="utf-8").lower()
        for word in ("anonymous", "fully secure", "unhackable", "guarantee"):
            assert word not in text, f"{page.name} says {word!r}"


def test_the_first_lines_of_the_readme_say_that_nobody_has_audited_it() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:12]
    assert "No outside audit has been made" in " ".join(first)


def test_every_link_in_the_readme_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_sphinx_builds_the_pages_without_a_warning(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "-d", str(tmp_path / "trees")]
    done = subprocess.run([*words, str(DOCS), str(tmp_path / "html")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "No outside audit" in (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
