"""Linear algebra in one thread, while common ground is computed.

At these sizes the threads of OpenBLAS save nothing: they spin while they wait, which costs up to ten times the work and
takes the cores from others. It is asked in the copies that numpy and scipy bring with them; where there are none, other
libraries keep their own ways, and results are the same either way.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

BROUGHT_BY = ("numpy", "scipy")
GET, SET = "scipy_openblas_get_num_threads", "scipy_openblas_set_num_threads"
ENDINGS = ("64_", "")
Function = Callable[..., int]


@cache
def _libraries() -> tuple[tuple[Function, Function], ...]:
    """How to ask for the number of threads and how to set it, of each copy."""
    found = []
    for name in BROUGHT_BY:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            continue
        package = Path(spec.origin).parent
        for folder in (package.with_name(f"{name}.libs"), package / ".dylibs"):
            for file in sorted(folder.glob("*openblas*")):
                found += _functions(file)
    return tuple(found)


def _functions(file: Path) -> list[tuple[Function, Function]]:
    try:
        library = ctypes.CDLL(str(file))
    except OSError:
        return []
    return [(library[GET + end], library[SET + end]) for end in ENDINGS if hasattr(library, SET + end)]


_lock, _inside, _before = Lock(), 0, [0]


@contextmanager
def one_thread() -> Iterator[None]:
    """While anybody is inside; the last one out puts back what was set before."""
    global _inside, _before
    with _lock:
        if not _inside:
            _before = [get() for get, _ in _libraries()]
            for _, put in _libraries():
                put(1)
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                for (_, put), threads in zip(_libraries(), _before, strict=True):
                    put(threads)
