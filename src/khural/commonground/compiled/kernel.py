"""How a pass is compiled: without the interpreter's lock, and kept on disk where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

# Else switched off: four sums side by side become one vector addition, lane by lane: the same bits in half the time.
setattr(numba.config, "SLP_VECTORIZE", 1)  # noqa: B010 - made at run time, mypy knows no such name


def kernel(function: F) -> F:
    """`function` compiled at its first call. Its name must be its own: the cache on disk is kept by name."""
    try:
        return cast("F", numba.njit(nogil=True, cache=True)(function))
    except RuntimeError:
        # Neither beside the source nor in the user's folder can anything be written.
        return cast("F", numba.njit(nogil=True)(function))


def inlined(function: F) -> F:
    """`function` as a part of the kernels that call it, where a call for each cell would cost more than its work."""
    return cast("F", numba.njit(nogil=True, inline="always")(function))
