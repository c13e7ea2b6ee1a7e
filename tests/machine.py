"""What the tests need beyond Python: PostgreSQL, Chromium, gettext. Each is found, installed with apt, or asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Program:
    """One program: how it is found, the Debian package that brings it, and what to do where apt is absent."""

    name: str
    package: str
    find: Callable[[], Path | None]
    advice: str


def in_ci() -> bool:
    """True where a missing program is a failure and never a skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def shared() -> Path | None:
    """The folder of reference data, or None: KHURAL_SHARED, otherwise `shared` beside the repository."""
    folder = Path(os.environ.get("KHURAL_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "reference").is_dir() else None


def _first(names: tuple[str, ...], folders: Iterator[Path]) -> Path | None:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found:
        return Path(found).resolve()
    suffixes = (".exe", "") if os.name == "nt" else ("",)
    places = (folder / (name + suffix) for folder in folders for name in names for suffix in suffixes)
    return next((place for place in places if place.is_file()), None)


def _postgres_folders() -> Iterator[Path]:
    for root, pattern in (
        ("/usr/lib/postgresql", "*/bin"),
        ("/usr", "pgsql-*/bin"),
        ("/opt/homebrew/opt", "postgresql*/bin"),
        ("/usr/local/opt", "postgresql*/bin"),
        ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
        ("C:/Program Files/PostgreSQL", "*/bin"),
    ):
        yield from sorted(Path(root).glob(pattern), reverse=True)


def _chromium_folders() -> Iterator[Path]:
    for folder in (
        "/usr/bin",
        "/snap/bin",
        "/Applications/Chromium.app/Contents/MacOS",
        "/Applications/Google Chrome.app/Contents/MacOS",
        "C:/Program Files/Google/Chrome/Application",
        "C:/Program Files (x86)/Microsoft/Edge/Application",
    ):
        yield Path(folder)


def postgres() -> Path | None:
    """`initdb`; the other server programs lie beside it."""
    return _first(("initdb",), _postgres_folders())


def chromium() -> Path | None:
    """A Chromium, or a browser made of it. KHURAL_CHROMIUM names one outright."""
    named = os.environ.get("KHURAL_CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    names = ("chromium", "chromium-browser", "google-chrome", "Chromium", "Google Chrome", "chrome", "msedge")
    return _first(names, _chromium_folders())


def gettext() -> Path | None:
    """`msgfmt`, which compiles the six languages' catalogues."""
    return _first(("msgfmt",), iter([Path("/opt/homebrew/opt/gettext/bin"), Path("/usr/local/opt/gettext/bin")]))


PROGRAMS = (
    Program("PostgreSQL", "postgresql", postgres, "Install the PostgreSQL server (macOS: brew install postgresql)."),
    Program("Chromium", "chromium", chromium, "Install Chromium or Google Chrome, or name one in KHURAL_CHROMIUM."),
    Program(
        "gettext",
        "gettext",
        gettext,
        "Install gettext (macOS: brew install gettext; Windows: the gettext-iconv build).",
    ),
)


def missing() -> tuple[Program, ...]:
    """The programs that are not on this machine."""
    return tuple(program for program in PROGRAMS if program.find() is None)


def _privilege() -> list[str] | None:
    """The words before `apt-get`: none for root, `sudo -n` where it asks nothing, None where apt may not be used."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n"] if may else None


def provide() -> tuple[Program, ...]:
    """Install what is missing where apt may be used, say so, and return what is still missing."""
    wanted = missing()
    before = _privilege() if wanted else None
    if before is not None:
        packages = [program.package for program in wanted]
        print("Installing with apt:", ", ".join(packages), flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run([*before, "apt-get", *words], env=quiet, stdout=subprocess.DEVNULL, check=False)
    still = missing()
    for program in still:
        print(f"{program.name} was not found, so its tests cannot run. {program.advice}", flush=True)
    return still
