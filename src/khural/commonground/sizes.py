"""From which size on the passes over the votes are compiled.

Compiled and plain passes give the same bytes, so the border is a matter of time only: loading the compiler takes half a
second, and compiling a few more where no cache is left from an earlier run.
"""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType

COMPILED_FROM = 100_000
# Where that has been done already.
LOADED_FROM = 10_000
ROOMS_FROM = 1
COMPILED = "khural.commonground.compiled.passes"


def is_large(votes: int) -> bool:
    """Whether that many votes are worth a compiled pass."""
    return votes >= COMPILED_FROM or (votes >= LOADED_FROM and COMPILED in sys.modules)


def room_passes(cells: int) -> ModuleType | None:
    """The compiled passes over a room with that many cells, or None: they are taken where others have been compiled."""
    return _room_passes() if cells >= ROOMS_FROM and COMPILED in sys.modules else None


@cache
def _room_passes() -> ModuleType:
    from khural.commonground.compiled import room

    return room
