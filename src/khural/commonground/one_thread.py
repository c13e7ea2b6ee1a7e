"""Linear algebra in one thread, while common ground is computed.

At these sizes the threads of a BLAS save nothing: they spin while they wait, which costs up to ten times the work and
takes the cores from others. Results are the same either way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

_lock, _inside = Lock(), 0
_held: list[tuple[Any, int]] = []


@cache
def _libraries(loaded: tuple[bool, ...]) -> list[Any]:
    """Each BLAS in memory; looking for them costs more than a small room, so it is done once for each that came."""
    del loaded
    from threadpoolctl import ThreadpoolController

    return [found for found in ThreadpoolController().lib_controllers if found.user_api == "blas"]


def _loaded() -> tuple[bool, ...]:
    # scipy brings a BLAS of its own, and is loaded only when something needs it.
    return tuple(name in sys.modules for name in ("numpy", "scipy.linalg"))


@contextmanager
def one_thread() -> Iterator[None]:
    """While anybody is inside; the last one out puts back what was set before."""
    global _inside
    with _lock:
        if not _inside:
            _limit()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                _put_back()


def _limit() -> None:
    # What `threadpoolctl.threadpool_limits` does, less the description it makes of each library every time.
    for library in _libraries(_loaded()):
        _held.append((library, library.get_num_threads()))
        library.set_num_threads(1)


def _put_back() -> None:
    for library, threads in _held:
        library.set_num_threads(threads)
        # Else the thread that set a number first keeps all others from setting one.
        if give_up := getattr(library, "clear_controlling_thread", None):
            give_up()
    _held.clear()
