"""`khural worker`: the one process that computes what open consultations show."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import click

from khural.cli import site
from khural.cli.serving import hold_lock

EPILOG = """
\b
Example:
  khural worker --data /srv/khural

`khural serve` starts and watches one by itself. Start this where several web processes serve the same database.
"""
TICK_SECONDS = 5
# How often the worker looks for a task: seldom on a laptop's SQLite, whose one writer may be somebody who votes.
POLL_SECONDS = {"postgresql": 0.2, "sqlite": 0.5}
# Set for the worker that `khural serve` and `khural demo` start: which settings, and to end with its starter.
SETTINGS, TETHERED = "KHURAL_WORKER_SETTINGS", "KHURAL_WORKER_TETHERED"


@click.command("worker", epilog=EPILOG)
@site.DATA_OPTION
def command(data: Path | None) -> None:
    """Compute batches of open consultations and delete ballots on their day, until stopped."""
    place = site.existing(data)
    settings = os.environ.get(SETTINGS, site.SERVER)
    site.boot(settings if settings in (site.SERVER, site.DEMONSTRATION) else site.SERVER, place)
    tethered = TETHERED in os.environ
    try:
        with hold_lock(place / "working.lock", f"Another worker already works for {place}. Stop it first."):
            with site.explained():
                _check_tables()
            if tethered:
                threading.Thread(target=_end_with_starter, daemon=True).start()
            else:
                click.echo("Khural's worker is ready  (Ctrl+C stops it)")
            _work()
    except click.ClickException:
        # Whoever serves pages looks again by itself, and need not be told every time.
        if not tethered:
            raise


def _check_tables() -> None:
    from khural.web.square.models import Consultation

    Consultation.objects.exists()


def _end_with_starter() -> None:
    # The pipe ends when the process that holds its other end does, however it ended.
    sys.stdin.buffer.read()
    os._exit(0)


def _work() -> None:
    from django.db import connection
    from django_tasks_db.management.commands.db_worker import Worker

    from khural.web.square.warming import read_open

    stop = threading.Event()
    house = threading.Thread(target=_tick, args=(stop,), daemon=True)
    house.start()
    worker = Worker(
        queue_names=["*"],
        interval=POLL_SECONDS[connection.vendor],
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"khural-{os.getpid()}",
        excluded_queue_names=[],
    )

    def end(_number: int, _frame: FrameType | None) -> None:
        worker.running = False
        if not worker.running_task:
            sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        read_open()
        worker.run()
    finally:
        stop.set()
        house.join(timeout=TICK_SECONDS)


def _tick(stop: threading.Event) -> None:
    """Every few seconds: ask for the batches that are due. What hinders one time is tried again the next."""
    import logging

    from django.db import close_old_connections, connections

    from khural.web.square.ticking import tick
    from khural.web.square.warming import load_engine

    while not stop.is_set():
        close_old_connections()
        try:
            tick()
            load_engine()
        except Exception:
            logging.getLogger("khural").exception("Looking for batches failed; it is tried again.")
        connections.close_all()
        stop.wait(TICK_SECONDS)
