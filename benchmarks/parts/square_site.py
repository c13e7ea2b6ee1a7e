"""The processes that benchmarks/square.py measures: an installation on PostgreSQL, its pool, its worker."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import cluster
from tests.cli.terminal import command, free_port, install, surroundings
from tests.machine import ROOT

WORKERS, THREADS = 2, 8


@contextmanager
def durable() -> Iterator[str]:
    """A PostgreSQL server that writes what it acknowledges to disk; that of the tests does not."""
    with cluster.running() as url:
        with psycopg.connect(url, autocommit=True) as database:
            for name in ("fsync", "full_page_writes"):
                database.execute(f"ALTER SYSTEM SET {name} = on")
            database.execute("SELECT pg_reload_conf()")
        yield url


def settings(place: Path, url: str, **more: str) -> dict[str, str]:
    """The environment of every process of this installation."""
    quiet = {"KHURAL_HTTPS": "no", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    return surroundings(**quiet, KHURAL_DATA=str(place), DATABASE_URL=url) | more


def installed(place: Path, url: str) -> None:
    """`khural init` on that server."""
    code, printed = install(place, DATABASE_URL=url)
    if code:
        raise SystemExit(printed)


@contextmanager
def gunicorn(app: str, environment: dict[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """Two processes of eight threads each: the port, and the process that looks after them."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    words += ["--worker-class", "gthread", "--threads", str(THREADS), "--log-level", "warning", "--timeout", "60"]
    with log.open("w") as out:
        process = subprocess.Popen(words, env=environment, stdout=out, stderr=out, cwd=ROOT)
        try:
            _until_it_answers(port, process, log)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextmanager
def worker(place: Path, environment: dict[str, str], log: Path) -> Iterator[int]:
    """`khural worker`; its process."""
    with log.open("w") as out:
        process = subprocess.Popen(command("worker", "--data", place), env=environment, stdout=out, stderr=out)
        try:
            while "ready" not in log.read_text():
                if process.poll() is not None:
                    raise SystemExit(log.read_text())
                time.sleep(0.1)
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=60)


def _until_it_answers(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(log.read_text())
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5).close()
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("nothing answered")


def processor_seconds(pid: int) -> float | None:
    """Processor time of a process and those it has started; None where the system does not tell."""
    if not Path("/proc/self/stat").exists():
        return None
    ticks, found = os.sysconf("SC_CLK_TCK"), 0.0
    for one in (pid, *_children(pid)):
        words = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        found += (int(words[11]) + int(words[12])) / ticks
    return found


def resident_mb(pid: int, name: str = "VmRSS") -> list[float]:
    """Megabytes in memory of a process and those it has started; `VmHWM` for the most it ever had."""
    if not Path("/proc/self/stat").exists():
        return []
    found = []
    for one in (pid, *_children(pid)):
        lines = Path(f"/proc/{one}/status").read_text().splitlines()
        found += [int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")]
    return found


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
