"""One process that serves pages: closed rounds never have two."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

THREADS = 8
HOUSEKEEPING_SECONDS = 60


@contextmanager
def only_process(data: Path) -> Iterator[None]:
    """Hold the lock of the data folder; a second process that would serve the same ballots is refused."""
    with (data / "serving.lock").open("a+") as file:
        if not _lock(file):
            raise click.ClickException(f"Another process already serves {data}. Stop it first.")
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
        end_overdue_rounds()
        connections.close_all()
        if stop.wait(HOUSEKEEPING_SECONDS):
            return


def serve(host: str, port: int, data: Path) -> None:
    """Serve until interrupted: one process, eight threads, no access log."""
    import waitress

    from khural.web.wsgi import application

    stop = threading.Event()
    with only_process(data):
        threading.Thread(target=keep_house, args=(stop,), daemon=True).start()
        try:
            waitress.serve(
                application, host=host, port=port, threads=THREADS, ident="", clear_untrusted_proxy_headers=True
            )
        finally:
            stop.set()
