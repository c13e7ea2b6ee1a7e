"""One process that serves pages: closed rounds never have two."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from khural.cli import site

THREADS = 8
HOUSEKEEPING_SECONDS = 60
WORKER_PAUSE = 10


@contextmanager
def only_process(data: Path) -> Iterator[None]:
    """Hold the lock of the data folder; a second process that would serve the same ballots is refused."""
    with hold_lock(data / "serving.lock", f"Another process already serves {data}. Stop it first."):
        yield


@contextmanager
def hold_lock(path: Path, refusal: str) -> Iterator[None]:
    """Hold the lock file at `path`, or refuse with one sentence."""
    with site.explained():
        file = path.open("a+")
    with file:
        if not _lock(file):
            raise click.ClickException(refusal)
        yield


def _lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def check_port(host: str, port: int) -> None:
    """Refuse, in one sentence, an address that something else uses."""
    try:
        with socket.socket() as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be used ({error.strerror}). Choose another port with --port."
        ) from None


def keep_house(stop: threading.Event) -> None:
    """Every minute: end overdue rounds, finish deletions that were interrupted."""
    from django.db import close_old_connections, connections

    from khural.web.rounds.phases import end_overdue_rounds

    while True:
        close_old_connections()
        try:
            end_overdue_rounds()
        except Exception:
            # What hinders one minute must not end the deletions of all later ones.
            logging.getLogger("khural").exception("Housekeeping failed; it is tried again in a minute.")
        connections.close_all()
        if stop.wait(HOUSEKEEPING_SECONDS):
            return


def watch_worker(stop: threading.Event) -> None:
    """Keep exactly one worker process running beside the pages; it ends with this process, however this one ends."""
    from django.conf import settings

    environment = {
        **os.environ,
        "KHURAL_DATA": str(settings.DATA),
        "KHURAL_WORKER_SETTINGS": os.environ["DJANGO_SETTINGS_MODULE"],
        "KHURAL_WORKER_TETHERED": "yes",
    }
    words = [sys.executable, "-m", "khural.cli", "worker"]
    while not stop.is_set():
        # Its words are ours; nothing is asked of the user. The pipe tells it when this process is gone.
        worker = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603 - our own program
        while worker.poll() is None and not stop.wait(1):
            pass
        if worker.stdin:
            worker.stdin.close()
        if stop.is_set():
            worker.terminate()
            worker.wait(timeout=5)
            return
        # It ended by itself: another worker holds the lock, or it failed. Not at once again.
        stop.wait(WORKER_PAUSE)


def behind_proxy() -> dict[str, Any]:
    """What waitress is told where KHURAL_BEHIND_PROXY says that a proxy stands in front of it."""
    from django.conf import settings

    if settings.SECURE_PROXY_SSL_HEADER is None:
        return {}
    believed = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": "*", "trusted_proxy_count": 1, "trusted_proxy_headers": believed}


def serve(host: str, port: int) -> None:
    """Serve until interrupted or told to end: eight threads, no access log, and one worker process beside.

    The caller holds `only_process`.
    """
    import waitress
    from django.conf import settings

    # Nothing need lie in it, but whitenoise warns of a folder that is not there.
    with site.explained():
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

    from khural.web.wsgi import application

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    house = threading.Thread(target=keep_house, args=(stop,), daemon=True)
    house.start()
    watch = threading.Thread(target=watch_worker, args=(stop,), daemon=True)
    watch.start()
    try:
        waitress.serve(
            application,
            host=host,
            port=port,
            threads=THREADS,
            ident="",
            clear_untrusted_proxy_headers=True,
            **behind_proxy(),
        )
    finally:
        stop.set()
        house.join(timeout=5)
        watch.join(timeout=5)
