"""start.py on a fresh machine: what goes wrong is said in one sentence, what goes right is quick the second time."""

from __future__ import annotations

import ast
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.certificates import self_signed
from tests.machine import ROOT

START = ROOT / "start.py"
PARTS = ("start.py", "pyproject.toml", "uv.lock", "README.md", "LICENSE")
SECOND_START = 5.0  # seconds


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What git would bring to a new machine, in an empty folder."""
    folder = tmp_path / "khural"
    folder.mkdir()
    for name in PARTS:
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def _environment(**changes: str) -> dict[str, str]:
    """Ours, with the uv that start.py may have fetched for this repository on the PATH."""
    path = os.pathsep.join([os.environ["PATH"], str(ROOT / ".uv" / "bin"), str(ROOT / ".uv" / "Scripts")])
    return {**os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1", **changes}


def _start(folder: Path, *arguments: str, before: tuple[str, ...] = (), **changes: str) -> list[str]:
    """Run start.py where it must refuse; return the lines it printed."""
    words = [*before, sys.executable, str(folder / "start.py"), *arguments]
    done = subprocess.run(words, env=_environment(**changes), capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return (done.stdout + done.stderr).splitlines()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _old_pythons() -> list[str]:
    """The Pythons older than 3.11 on this machine, by name on the PATH or under pyenv."""
    named = [shutil.which(f"python3.{minor}") or "" for minor in range(6, 11)]
    kept = sorted(str(path) for path in Path.home().glob(".pyenv/versions/3.*/bin/python3"))
    candidates = [path for path in [*named, *kept] if path]
    code = "import sys; sys.exit(sys.version_info >= (3, 11))"
    return [path for path in candidates if subprocess.run([path, "-c", code], capture_output=True).returncode == 0]


def test_it_parses_on_python_3_6() -> None:
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so_in_one_sentence() -> None:
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(START)!r}, run_name='__main__')"
    commands = [[sys.executable, "-c", pretend]] + [[path, str(START)] for path in _old_pythons()]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 1
        assert done.stderr.startswith("Khural needs Python 3.11 or newer; this is Python 3."), command
        assert len(done.stderr.splitlines()) == 1


def test_a_port_in_use_is_said_before_anything_is_set_up(clone: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        lines = _start(clone, "--port", str(port))
    assert len(lines) == 1
    assert lines[0].startswith(f"Port {port} cannot be used")
    assert "--port 8000" in lines[0]
    assert not (clone / ".venv").exists()


def _without_override() -> tuple[str, ...]:
    """The words that make root respect a read-only folder; none for everybody else."""
    if os.name == "nt" or os.geteuid() != 0:
        return ()
    return ("setpriv", "--bounding-set", "-dac_override")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no write bit on folders")
def test_a_read_only_folder_is_said_in_one_sentence(clone: Path) -> None:
    clone.chmod(0o555)
    try:
        lines = _start(clone, "--port", str(_free_port()), before=_without_override())
    finally:
        clone.chmod(0o755)
    refused = f"Nothing can be written in the folder {clone} (Permission denied)"
    assert lines == [f"{refused}: copy Khural to a folder that you may write to."]


def test_no_network_is_said_in_one_sentence(clone: Path, tmp_path: Path) -> None:
    closed = f"http://127.0.0.1:{_free_port()}"
    empty = str(tmp_path / "cache")
    proxies = {"HTTPS_PROXY": closed, "HTTP_PROXY": closed, "ALL_PROXY": closed, "NO_PROXY": ""}
    lines = _start(clone, "--port", str(_free_port()), UV_CACHE_DIR=empty, UV_HTTP_RETRIES="0", **proxies)
    said = "Khural's parts could not be downloaded: there is no network, or the package index does not answer."
    assert lines[-1] == said
    assert (clone / "start.log").is_file()


@contextmanager
def _stranger(folder: Path) -> Iterator[int]:
    """A port that answers over TLS with a certificate which no authority knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_an_untrusted_certificate_is_tried_with_this_computers_authorities_and_then_named(
    clone: Path, tmp_path: Path
) -> None:
    with _stranger(tmp_path) as port:
        proxy = f"https://127.0.0.1:{port}"
        proxies = {"HTTPS_PROXY": proxy, "HTTP_PROXY": proxy, "ALL_PROXY": proxy, "NO_PROXY": ""}
        lines = _start(
            clone, "--port", str(_free_port()), UV_CACHE_DIR=str(tmp_path / "cache"), UV_HTTP_RETRIES="0", **proxies
        )
    assert "  This network has a certificate authority of its own: trying those that this computer trusts" in lines
    assert lines[-1].startswith("Khural's parts could not be downloaded: the package index, or a proxy before it")


def test_a_python_without_venv_and_pip_is_told_what_to_install(clone: Path, tmp_path: Path) -> None:
    # As on a Debian that has python3 alone: both modules are there in name and fail when they are run.
    shadows = tmp_path / "shadows"
    shadows.mkdir()
    for name in ("venv", "pip"):
        (shadows / f"{name}.py").write_text("raise SystemExit(1)")
    words = [sys.executable, str(clone / "start.py"), "--port", str(_free_port())]
    environment = {**os.environ, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(shadows)}
    if shutil.which("uv", path=environment["PATH"]):
        pytest.skip("uv lies in /usr/bin, so that this machine needs neither")
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    said = "This Python has neither venv nor pip: on Debian and Ubuntu, run `apt install python3-venv`."
    assert done.stdout.splitlines()[-1] == said
    assert not (clone / ".uv").exists()


def test_an_unknown_option_is_refused_with_the_usage(clone: Path) -> None:
    words = [sys.executable, str(clone / "start.py"), "--prot", "8001"]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 2
    assert "unrecognized arguments: --prot 8001" in done.stderr


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def _served(folder: Path, port: int, patience: float) -> Iterator[float]:
    """Start Khural and give the seconds until its first page answered; stop it afterwards."""
    began = time.monotonic()
    words = [sys.executable, str(folder / "start.py"), "--port", str(port)]
    log = folder.parent / "served.log"
    with log.open("w") as out, subprocess.Popen(words, env=_environment(), stdout=out, stderr=out) as process:
        try:
            while not _answers(f"http://127.0.0.1:{port}/"):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() - began < patience, log.read_text()
                time.sleep(0.1)
            yield time.monotonic() - began
        finally:
            process.terminate()


def test_a_fresh_clone_serves_its_first_page_and_a_second_start_is_quick(clone: Path) -> None:
    port = _free_port()
    with _served(clone, port, patience=300):
        printed = (clone.parent / "served.log").read_text()
    assert "first time only" in printed
    assert f"http://127.0.0.1:{port}" in printed
    # The best of three: other tests run beside this one.
    seconds = []
    for _ in range(3):
        with _served(clone, _free_port(), patience=60) as taken:
            seconds.append(taken)
        if min(seconds) < SECOND_START:
            break
    assert min(seconds) < SECOND_START
    assert "first time only" not in (clone.parent / "served.log").read_text()
