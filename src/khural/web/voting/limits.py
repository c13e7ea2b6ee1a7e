"""Limits on failed codes only, in memory: a hotel shares one address, so addresses are not looked at.

Whoever has a valid code is let in however many others failed; the caller checks the code before it asks here.
"""

from __future__ import annotations

import threading
import time
import unicodedata
from collections import deque
from collections.abc import Callable

MINUTE = 60.0
PER_PREFIX = 10
IN_ALL = 300
PREFIX = 3


class FailedTries:
    """Failed codes of the last minute. `clock` counts seconds. Never holds more than `IN_ALL` entries."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: deque[tuple[float, str]] = deque()

    def is_refused(self, code: str) -> bool:
        """Count one failed code; True when it goes beyond the limits."""
        prefix = _prefix(code)
        with self._lock:
            now = self._clock()
            while self._tries and self._tries[0][0] <= now - MINUTE:
                self._tries.popleft()
            same = sum(seen == prefix for _, seen in self._tries)
            if same >= PER_PREFIX or len(self._tries) >= IN_ALL:
                return True
            self._tries.append((now, prefix))
            return False

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._tries.clear()


def _prefix(code: str) -> str:
    seen = unicodedata.normalize("NFKC", code[:64]).upper()
    return "".join(c for c in seen if c.isalnum())[:PREFIX]


failed_tries = FailedTries()
