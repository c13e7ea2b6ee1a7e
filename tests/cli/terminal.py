"""Runs `khural` in a process of its own, as somebody at a terminal does."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.totp import digits

PASSWORD = "correct horse battery"
SETTINGS = ("KHURAL_", "DATABASE_URL", "DJANGO_")


def surroundings(**more: str) -> dict[str, str]:
    """The environment without any setting of Khural, and `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    return {**kept, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "default", **more}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "khural.cli", *map(str, words)]


def khural(*words: str | Path, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """One command to its end."""
    return subprocess.run(
        command(*words), input=typed, capture_output=True, text=True, env=surroundings(**more), timeout=120
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The last line of an error; fails where Python printed a traceback."""
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done.stderr.strip().splitlines()[-1]


def install(place: Path, username: str = "oyuna", **more: str) -> tuple[int, str]:
    """`khural init` in `place`: exit code, and all that was printed."""
    words = command("init", "--data", place, "--username", username, "--password", PASSWORD)
    return with_digits(words, **more)


def with_digits(words: list[str], **more: str) -> tuple[int, str]:
    """A command that asks for the digits of the secret it prints: exit code, and all that was printed."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(words, **pipes, text=True, env=surroundings(**more)) as process:  # type: ignore[call-overload]  # pipes
        printed = ""
        for line in process.stdout:
            printed += line
            if found := re.match(r"Secret: ([A-Z2-7]+)", line):
                process.stdin.write(digits(found[1]) + "\n")
                process.stdin.flush()
                break
        rest, _ = process.communicate(timeout=60)
    return process.returncode, printed + rest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: Path, port: int, **more: str) -> Iterator[subprocess.Popen[str]]:
    """`khural serve`, once it answers. What it prints goes to `printed` in `place`."""
    words = command("serve", "--data", place, "--port", str(port))
    with (place / "printed").open("w") as out:
        process = subprocess.Popen(words, stdout=out, stderr=out, text=True, env=surroundings(**more))
        try:
            wait_for(process, port)
            yield process
        finally:
            process.kill()
            process.wait()


def wait_for(process: subprocess.Popen[str], port: int) -> None:
    for _attempt in range(300):
        assert process.poll() is None, "it ended before it answered"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("nothing answered")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


def ask(port: int, path: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and body (or, for a redirect, its target) of one request; redirects are not followed."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data, headers=headers or {})
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Location") or error.read().decode()
