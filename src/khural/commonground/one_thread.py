"""Linear algebra in one thread, while common ground is computed.

At these sizes the threads of a BLAS save nothing: they spin while they wait, which costs up to ten times the work and
takes the cores from others. Results are the same either way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from threading import Lock
from typing import Any

_lock, _inside = Lock(), 0
_held: list[AbstractContextManager[Any]] = []


@cache
def _controller(loaded: tuple[bool, ...]) -> Any:
    """The libraries in memory; looking for them costs more than a small room, so it is done once for each that came."""
    del loaded
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _loaded() -> tuple[bool, ...]:
    # scipy brings a BLAS of its own, and is loaded only when something needs it.
    return tuple(name in sys.modules for name in ("numpy", "scipy.linalg"))


@contextmanager
def one_thread() -> Iterator[None]:
    """While anybody is inside; the last one out puts back what was set before."""
    global _inside
    with _lock:
        if not _inside:
            limit = _controller(_loaded()).limit(limits=1, user_api="blas")
            limit.__enter__()
            _held.append(limit)
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                _held.pop().__exit__(None, None, None)
