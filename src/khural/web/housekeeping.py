"""What the one process that serves closed rounds does every minute beside its pages."""

from __future__ import annotations

import logging
import threading

EVERY_SECONDS = 60

_stop = threading.Event()
_threads: list[threading.Thread] = []


def begin() -> None:
    """Begin to keep house in this process; beginning twice changes nothing."""
    if not _threads:
        _stop.clear()
        _threads.append(threading.Thread(target=_keep, daemon=True))
        _threads[0].start()


def end() -> None:
    """Stop, after what is being done."""
    _stop.set()
    while _threads:
        _threads.pop().join(timeout=5)


def _keep() -> None:
    """End overdue rounds, finish deletions that were interrupted."""
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
        if _stop.wait(EVERY_SECONDS):
            return
