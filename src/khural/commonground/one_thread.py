"""Linear algebra in one thread, while common ground is computed.

At these sizes the threads of a BLAS save nothing: they spin while they wait, which costs up to ten times the work and
takes the cores from others. Results are the same either way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, TypeAlias

Getter: TypeAlias = Callable[[], int]
Setter: TypeAlias = Callable[[int], Any]
_lock, _inside = Lock(), 0
_held: list[tuple[Setter, int]] = []
# What OpenBLAS calls it, alone and in the wheels of numpy and scipy.
OPENBLAS = [f"{first}openblas_{{}}_num_threads{last}" for first in ("", "scipy_") for last in ("", "64_", "_64")]


@cache
def _switches(loaded: tuple[bool, ...]) -> list[tuple[Getter, Setter]]:
    """How each BLAS in memory tells and takes its number of threads.

    Looking for them costs more than a small room, so it is done once for each that came; and so would threadpoolctl's
    own way to them, where OpenBLAS can be called itself.
    """
    del loaded
    from threadpoolctl import ThreadpoolController

    found = []
    for library in ThreadpoolController().lib_controllers:
        if library.user_api == "blas":
            names = [name for name in OPENBLAS if hasattr(library.dynlib, name.format("set"))]
            own = [(getattr(library.dynlib, n.format("get")), getattr(library.dynlib, n.format("set"))) for n in names]
            found.append(own[0] if own else (library.get_num_threads, library.set_num_threads))
    return found


@contextmanager
def one_thread() -> Iterator[None]:
    """While anybody is inside; the last one out puts back what was set before."""
    global _inside
    with _lock:
        if not _inside:
            # scipy brings a BLAS of its own, and is loaded only when something needs it.
            for tell, take in _switches(("numpy" in sys.modules, "scipy.linalg" in sys.modules)):
                _held.append((take, tell()))
                take(1)
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                for take, threads in _held:
                    take(threads)
                _held.clear()
