"""Linear algebra in one thread, while common ground is computed.

At these sizes the threads of a BLAS save nothing: they spin while they wait, which costs up to ten times the work and
takes the cores from others. Results are the same either way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from threading import Lock
from types import ModuleType
from typing import Any, TypeAlias

Getter: TypeAlias = Callable[[], int]
Setter: TypeAlias = Callable[[int], Any]
_lock, _inside = Lock(), 0
# By the file of the BLAS: how it takes its number of threads, and what that was.
_held: dict[str, tuple[Setter, int]] = {}
# What OpenBLAS calls it, alone and in the wheels of numpy and scipy.
OPENBLAS = [f"{first}openblas_{{}}_num_threads{last}" for first in ("", "scipy_") for last in ("", "64_", "_64")]


@cache
def _switches(loaded: tuple[bool, ...]) -> dict[str, tuple[Getter, Setter]]:
    """How each BLAS in memory, named by its file, tells and takes its number of threads.

    Looking for them costs more than a small room, so it is done once for each that came; and so would threadpoolctl's
    own way to them, where OpenBLAS can be called itself.
    """
    del loaded
    from threadpoolctl import ThreadpoolController

    found = {}
    for library in ThreadpoolController().lib_controllers:
        if library.user_api == "blas":
            names = [name for name in OPENBLAS if hasattr(library.dynlib, name.format("set"))]
            own = [(getattr(library.dynlib, n.format("get")), getattr(library.dynlib, n.format("set"))) for n in names]
            found[library.filepath] = own[0] if own else (library.get_num_threads, library.set_num_threads)
    return found


def _hold() -> None:
    for file, (tell, take) in _switches(("numpy" in sys.modules, "scipy.linalg" in sys.modules)).items():
        if file not in _held:
            _held[file] = (take, tell())
            take(1)


@cache
def scipy_linalg() -> ModuleType:
    """scipy.linalg, loaded only when something needs it: it brings a BLAS of its own, to be held as well."""
    import scipy.linalg

    with _lock:
        if _inside:
            _hold()
    return scipy.linalg


class one_thread:  # noqa: N801 - written like the function that it could be, at three times the cost
    """While anybody is inside; the last one out puts back what was set before."""

    def __enter__(self) -> None:
        global _inside
        with _lock:
            if not _inside:
                _hold()
            _inside += 1

    def __exit__(self, *fault: object) -> None:
        global _inside
        with _lock:
            _inside -= 1
            if not _inside:
                for take, threads in _held.values():
                    take(threads)
                _held.clear()
