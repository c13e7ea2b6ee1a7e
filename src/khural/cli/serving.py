"""One process that serves pages: closed rounds never have two."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from khural.cli import site

THREADS = 8
WORKER_PAUSE = 10


@contextmanager
def only_process(data: Path) -> Iterator[None]:
    """Hold the lock of the data folder; a second process that would serve the same ballots is refused."""
    with hold_lock(data / "serving.lock", f"Another process already serves {data}. Stop it first."):
        yield


@contextmanager
def hold_lock(path: Path, refusal: str) -> Iterator[None]:
    """Hold the lock file at `path`, or refuse with one sentence."""
    from khural.web import alone

    with site.explained():
        held = alone.hold(path)
    if not held:
        raise click.ClickException(refusal)
    try:
        yield
    finally:
        alone.release(path)


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


def serve(host: str, port: int, *, desk: bool = True, worker: bool = True) -> None:
    """Serve until interrupted or told to end: eight threads and no access log.

    The desk keeps house and has one worker process beside it unless `worker` is False; its caller holds `only_process`.
    """
    import waitress

    from khural.web import housekeeping
    from khural.web.wsgi import application

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    watch = threading.Thread(target=watch_worker, args=(stop,), daemon=True)
    if desk:
        housekeeping.begin()
    if desk and worker:
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
        housekeeping.end()
        if watch.is_alive():
            watch.join(timeout=5)
