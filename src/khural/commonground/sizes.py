"""From which size on the passes over the votes are compiled.

Compiled and plain passes give the same bytes, so the border is a matter of time only: loading the compiler takes half a
second, and compiling a few more where no cache is left from an earlier run.
"""

from __future__ import annotations

COMPILED_FROM = 100_000


def is_large(votes: int) -> bool:
    """Whether that many votes are worth a compiled pass."""
    return votes >= COMPILED_FROM
