"""One process at a time on one data folder: a lock that lasts as long as the process that took it, however it ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import IO

SERVING = "serving.lock"
PAUSE = 0.2

# Lock file -> the file held open, and the process that took it: a fork inherits the file but not the right.
_held: dict[Path, tuple[IO[str], int]] = {}


def hold(path: Path, *, wait: float = 0) -> bool:
    """Take the lock file at `path` for this process; False where another has it and keeps it for `wait` seconds.

    Taking it again in the same process changes nothing. Raises OSError where the file cannot be made.
    """
    if is_held(path):
        return True
    file = path.open("a+")
    end = time.monotonic() + wait
    while not _lock(file):
        if time.monotonic() >= end:
            file.close()
            return False
        time.sleep(PAUSE)
    _held[path] = (file, os.getpid())
    return True


def is_held(path: Path) -> bool:
    """Whether this very process, and not the one it was forked from, has the lock."""
    return path in _held and _held[path][1] == os.getpid()


def release(path: Path) -> None:
    """Give the lock back."""
    if is_held(path):
        _held.pop(path)[0].close()


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
