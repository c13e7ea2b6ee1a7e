"""What a ranking asks of the evidence: counts of events between states in a window."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Square = NDArray[np.int64]


class DyadCounts(Protocol):
    """Directed counts [i, j] of events from state i to state j by class; `observed` = the source covers the state."""

    @property
    def states(self) -> tuple[str, ...]: ...
    @property
    def verbal_cooperation(self) -> Square: ...
    @property
    def material_cooperation(self) -> Square: ...
    @property
    def verbal_conflict(self) -> Square: ...
    @property
    def material_conflict(self) -> Square: ...
    @property
    def observed(self) -> NDArray[np.bool_]: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
