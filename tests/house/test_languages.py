"""Six languages, complete: no sentence missing or doubtful, every placeholder kept, the compiled files up to date."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests import machine

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "khural"
LOCALE = Path("web") / "locale"
LANGUAGES = ("ja", "ko", "mn", "ru", "zh_Hans")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def catalogue(root: Path, language: str) -> polib.POFile:
    return polib.pofile(str(root / LOCALE / language / "LC_MESSAGES" / "django.po"), wrapwidth=0)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources with catalogues made from them now, beside the kept ones."""
    if shutil.which("xgettext") is None:
        if machine.in_ci():
            pytest.fail("gettext is not installed, and CI skips nothing")
        pytest.skip("gettext was not found on this machine: install the package gettext")
    copy = tmp_path_factory.mktemp("sources") / "khural"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.csv", "*.mo"))
    words = [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--no-wrap"]
    for language in LANGUAGES:
        words += ["-l", language]
    settings = ["--settings", "khural.web.settings.test"]
    # The settings, and so the folder of the catalogues, must be the copy's: nothing is written among the sources.
    environment = {**os.environ, "PYTHONPATH": str(copy.parent)}
    subprocess.run([*words, *settings], cwd=copy, env=environment, check=True, capture_output=True)
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_or_doubtful(extracted: Path, language: str) -> None:
    found = catalogue(extracted, language)
    assert len(found) > 500
    assert [entry.msgid for entry in found if not entry.translated() or "fuzzy" in entry.flags] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_is_kept(language: str) -> None:
    for entry in catalogue(SOURCE, language):
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        if entry.msgid_plural:
            allowed = wanted | set(PLACEHOLDER.findall(entry.msgid_plural))
            for form in entry.msgstr_plural.values():
                assert set(PLACEHOLDER.findall(form)) <= allowed, entry.msgid
        else:
            assert set(PLACEHOLDER.findall(entry.msgstr)) == wanted, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_kept(language: str) -> None:
    tags = re.compile(r"</?\w+[^>]*>")
    for entry in catalogue(SOURCE, language):
        if not entry.msgid_plural:
            assert sorted(tags.findall(entry.msgstr)) == sorted(tags.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_files_say_what_the_catalogues_say(language: str) -> None:
    kept = catalogue(SOURCE, language)
    compiled = polib.mofile(str(SOURCE / LOCALE / language / "LC_MESSAGES" / "django.mo"))
    as_compiled = {(e.msgctxt, e.msgid): (e.msgstr, tuple(e.msgstr_plural.values())) for e in compiled}
    assert as_compiled == {(e.msgctxt, e.msgid): (e.msgstr, tuple(e.msgstr_plural.values())) for e in kept}
