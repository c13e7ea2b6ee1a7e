"""Two threads over blocks whose borders depend on the size of the data only.

Every pass either writes to places of its own or adds whole numbers, so which thread takes which block changes nothing.
No prange: the spin-wait of OpenMP costs 30 to 60 times the work when others use the cores.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Lock
from typing import TypeVar

T = TypeVar("T")

THREADS = min(2, os.cpu_count() or 1)


def borders(n: int, parts: int) -> list[tuple[int, int]]:
    """0 .. n cut into at most `parts` runs of nearly equal length."""
    parts = max(1, min(parts, n))
    return [(n * i // parts, n * (i + 1) // parts) for i in range(parts)]


@cache
def _helpers() -> ThreadPoolExecutor:
    """Threads beside the calling one; they wait without spinning for the next pass."""
    return ThreadPoolExecutor(max(THREADS - 1, 1), "khural-commonground")


if hasattr(os, "register_at_fork"):
    # A child process has none of its parent's threads.
    os.register_at_fork(after_in_child=_helpers.cache_clear)


def shared_out(work: Callable[[int, T], None], blocks: Iterable[T]) -> None:
    """Call `work(worker, block)` once for every block; `worker` is below THREADS and never in two calls at a time."""
    all_blocks = list(blocks)
    waiting, lock = iter(all_blocks), Lock()

    def take(worker: int) -> None:
        for block in _each(waiting, lock):
            work(worker, block)

    if len(all_blocks) < 2 or THREADS == 1:
        take(0)
        return
    others = [_helpers().submit(take, worker) for worker in range(1, THREADS)]
    try:
        take(0)
    finally:
        # Who has not begun has nothing left to do; who has must end before the arrays are touched again.
        started = [other for other in others if not other.cancel()]
        faults = [fault for other in started if (fault := other.exception())]
    if faults:
        raise faults[0]


def _each(waiting: Iterator[T], lock: Lock) -> Iterator[T]:
    while True:
        with lock:
            try:
                block = next(waiting)
            except StopIteration:
                return
        yield block
